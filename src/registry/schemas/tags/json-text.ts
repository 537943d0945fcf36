/** A JSON value with the place of its text. */
export type JsonNode = { at: number; end: number } & (
  | { kind: 'object'; members: Map<string, JsonMember> }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; value: string }
  | { kind: 'other' }
);

interface JsonMember {
  /** Where its name begins. */
  at: number;
  value: JsonNode;
}

/** Schemas that people write have some tens of levels. */
const MAX_DEPTH = 500;

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+)/y;

/** The places of all values of a JSON text, of members with one name the last; null for what is no JSON or too deep. */
export function readJsonText(text: string): JsonNode | null {
  try {
    JSON.parse(text); // What follows takes the text for valid.
    return new Reader(text).value();
  } catch {
    return null; // No JSON, or nested too deeply.
  }
}

class Reader {
  private position = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  value(): JsonNode {
    const { at, token } = this.next();
    if (token === '{' || token === '[') return this.nested(at, token);
    const end = this.position;
    return token.startsWith('"')
      ? { kind: 'string', at, end, value: JSON.parse(token) as string }
      : { kind: 'other', at, end };
  }

  private nested(at: number, open: string): JsonNode {
    if (this.depth === MAX_DEPTH) throw new RangeError('too deep');
    this.depth += 1;
    const node = open === '{' ? this.object(at) : this.array(at);
    this.depth -= 1;
    return node;
  }

  private object(at: number): JsonNode {
    const members = new Map<string, JsonMember>();
    while (!this.accept('}')) {
      const name = this.next();
      this.next(); // The colon.
      members.set(JSON.parse(name.token) as string, { at: name.at, value: this.value() });
      this.accept(',');
    }
    return { kind: 'object', at, end: this.position, members };
  }

  private array(at: number): JsonNode {
    const items: JsonNode[] = [];
    while (!this.accept(']')) {
      items.push(this.value());
      this.accept(',');
    }
    return { kind: 'array', at, end: this.position, items };
  }

  private accept(token: string): boolean {
    const before = this.position;
    if (this.next().token === token) return true;
    this.position = before;
    return false;
  }

  private next(): { at: number; token: string } {
    TOKEN.lastIndex = this.position;
    const token = TOKEN.exec(this.text)![1]!;
    this.position = TOKEN.lastIndex;
    return { at: this.position - token.length, token };
  }
}

/** The member's value; undefined for what is no object or has none of that name. */
export const memberOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.members.get(name)?.value : undefined;

export const textOf = (node: JsonNode | undefined): string | undefined =>
  node?.kind === 'string' ? node.value : undefined;

export const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] => (node?.kind === 'array' ? node.items : []);
