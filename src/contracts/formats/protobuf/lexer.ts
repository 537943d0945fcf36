export type TokenKind = 'name' | 'integer' | 'float' | 'string' | 'symbol' | 'end';

export interface Token {
  kind: TokenKind;
  /** As it stands in the text; of a string, what it says. */
  text: string;
  at: number;
  end: number;
  /** Where the token before it ends: comments stand between. */
  gapAt: number;
}

/** Raised inside this folder alone: what stands in the text is no Protobuf. */
export class SyntaxProblem extends Error {
  constructor(
    readonly at: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
// A number runs as far as letters, digits and dots do: `0x` and `1abc` are then told as a whole.
const NUMBER = /(?:\d|\.\d)(?:[eE][+-]|[A-Za-z0-9_.])*/y;
const INTEGER = /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?[fF]?$/;
const SPACE = /[\s\u0000]+/y;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([abfnrtv\\'"?]))/y;

/**
 * The tokens of a text, one after another (protobuf.dev/reference/protobuf/proto3-spec, "Lexical Elements").
 * Throws `SyntaxProblem` for what is no token: an open comment or string, a stray character, a malformed number.
 */
export class Lexer {
  private position: number;

  constructor(private readonly text: string) {
    this.position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  next(): Token {
    const gapAt = this.position;
    this.skipGap();
    const at = this.position;
    const character = this.text[at];
    if (character === undefined) return { kind: 'end', text: 'the end of the file', at, end: at, gapAt };
    const token = this.nameOrNumber(at, gapAt) ?? this.stringOrSymbol(character, at, gapAt);
    this.position = token.end;
    return token;
  }

  private nameOrNumber(at: number, gapAt: number): Token | null {
    const name = this.match(NAME, at);
    if (name !== null) return { kind: 'name', text: name, at, end: at + name.length, gapAt };
    const number = this.match(NUMBER, at);
    if (number === null) return null;
    const kind = INTEGER.test(number) ? 'integer' : FLOAT.test(number) ? 'float' : null;
    if (kind !== null) return { kind, text: number, at, end: at + number.length, gapAt };
    this.position = at + number.length;
    throw new SyntaxProblem(at, `"${number.slice(0, 40)}" is no number.`);
  }

  private stringOrSymbol(character: string, at: number, gapAt: number): Token {
    if (character === '"' || character === "'") return this.string(character, at, gapAt);
    if ('{}[]()<>=;,.:/-+'.includes(character)) return { kind: 'symbol', text: character, at, end: at + 1, gapAt };
    this.position = at + 1;
    throw new SyntaxProblem(at, `${JSON.stringify(character)} has no meaning here.`);
  }

  private string(quote: string, at: number, gapAt: number): Token {
    const parts: string[] = [];
    let from = at + 1;
    for (let here = from; ; here++) {
      const character = this.text[here];
      if (character === undefined || character === '\n') {
        this.position = here;
        throw new SyntaxProblem(at, 'This string is not closed on its line.');
      }
      if (character === quote) {
        parts.push(this.text.slice(from, here));
        return { kind: 'string', text: parts.join(''), at, end: here + 1, gapAt };
      }
      if (character !== '\\') continue;
      parts.push(this.text.slice(from, here));
      const [meaning, length] = this.escape(here);
      parts.push(meaning);
      here += length - 1;
      from = here + 1;
    }
  }

  private escape(at: number): [meaning: string, length: number] {
    ESCAPE.lastIndex = at;
    const found = ESCAPE.exec(this.text);
    const [whole = '', hex, unicode, long, octal, simple = ''] = found ?? [];
    const code = [hex, unicode, long].find((digits) => digits !== undefined);
    const point = code !== undefined ? parseInt(code, 16) : octal !== undefined ? parseInt(octal, 8) : null;
    if (found === null || (point !== null && point > 0x10ffff)) {
      this.position = at + 1;
      throw new SyntaxProblem(at, 'This escape has no meaning in a string.');
    }
    return [point === null ? (ESCAPES[simple] ?? simple) : String.fromCodePoint(point), whole.length];
  }

  private match(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private skipGap(): void {
    for (;;) {
      this.position += this.match(SPACE, this.position)?.length ?? 0;
      if (this.text.startsWith('//', this.position)) {
        const end = this.text.indexOf('\n', this.position);
        this.position = end === -1 ? this.text.length : end;
      } else if (this.text.startsWith('/*', this.position)) {
        const end = this.text.indexOf('*/', this.position + 2);
        const at = this.position;
        this.position = end === -1 ? this.text.length : end + 2;
        if (end === -1) throw new SyntaxProblem(at, 'This comment is never closed.');
      } else {
        return;
      }
    }
  }
}
