import { childNode, childNodes, type SchemaNode } from './document.js';
import { dependenciesOf } from './evaluate.js';
import { JSON_TYPES, jsonTypeOf, typesAllowedBy, type JsonType } from './values.js';

/** A schema that speaks of a value: of every one, or only of some (a branch of `anyOf`, `oneOf`, `then`, `else`). */
export interface Voice {
  readonly node: SchemaNode;
  readonly isCertain: boolean;
}

/** Schemas that speak of one value: more are left out, since nobody writes them and somebody might. */
const MAX_VOICES = 1_000;
const MAX_DEPTH = 40;
/** Towers of alternatives that double their values list none. */
const MAX_LISTED = 20_000;
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

function spokenThrough({ node, isCertain }: Voice): Voice[] {
  const along = [...targetsOf(node), ...childNodes(node, 'allOf')].map((one) => ({ node: one, isCertain }));
  const aside = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const branches = childNodes(node, keyword).filter((branch) => !isNullOnly(branch));
    return branches.map((branch) => ({ node: branch, isCertain: isCertain && branches.length === 1 }));
  });
  const implied = [...consequencesOf(node), ...dependenciesOf(node).map(({ schema }) => schema)];
  return [...along, ...aside, ...implied.filter((one) => one !== null).map((one) => ({ node: one, isCertain: false }))];
}

/** What the node's references lead to. A dynamic one is read as if nothing outside overrode it. */
export function targetsOf(node: SchemaNode): SchemaNode[] {
  return REFERENCES.flatMap((keyword) => {
    const reference = node.keywords[keyword];
    const target = typeof reference === 'string' ? node.document.resolve(reference) : null;
    return target === null ? [] : [target];
  });
}

function consequencesOf(node: SchemaNode): SchemaNode[] {
  if (node.keywords['if'] === undefined) return [];
  return ['then', 'else'].map((keyword) => childNode(node, keyword)).filter((child) => child !== null);
}

export function isNullOnly({ keywords }: SchemaNode): boolean {
  if (keywords['type'] === 'null' || keywords['const'] === null) return true;
  const values = keywords['enum'];
  return Array.isArray(values) && values.length === 1 && values[0] === null;
}

/** Questions about a node whose answers follow references; each is asked once a node, so that they end and stay cheap. */
export class NodeFacts {
  private readonly types = new Map<number, ReadonlySet<JsonType>>();
  private readonly required = new Map<number, ReadonlySet<string>>();
  private readonly closed = new Map<number, boolean>();
  private readonly spoken = new Map<number, readonly Voice[]>();
  private readonly aliases = new Map<number, readonly SchemaNode[]>();
  private readonly listed = new Map<number, readonly unknown[] | null>();

  /**
   * Everything that speaks of the values `roots` speak of, in the order of the text: through references, `allOf` and, as
   * not certain, through alternatives. Of two alternatives one of which is `null`, the other is certain: it is the field.
   */
  voicesOf(roots: readonly Voice[]): Voice[] {
    const found = new Map<number, Voice>();
    const visit = ({ node, isCertain }: Voice, depth: number): void => {
      const known = found.get(node.id);
      if (known?.isCertain === true || (known !== undefined && !isCertain)) return;
      if (depth > MAX_DEPTH || found.size > MAX_VOICES) return;
      found.set(node.id, { node, isCertain });
      for (const next of this.spokenThrough(node))
        visit({ node: next.node, isCertain: isCertain && next.isCertain }, depth + 1);
    };
    for (const root of roots) visit(root, 0);
    return [...found.values()];
  }

  /** The node, and what it only stands for: a lone reference, a lone `allOf`, the one alternative beside `null`. */
  aliasesOf(node: SchemaNode): readonly SchemaNode[] {
    return remembered(this.aliases, node, [node], () => {
      const chain = [node];
      for (let i = 0; i < MAX_DEPTH; i++) {
        const last = chain[chain.length - 1]!;
        const next = this.spokenThrough(last).filter((one) => one.isCertain);
        if (next.length !== 1 || last.keywords['properties'] !== undefined || chain.includes(next[0]!.node)) break;
        chain.push(next[0]!.node);
      }
      return chain;
    });
  }

  /** The values a node lists by `enum`, `const` or alternatives of these; null where it does not list them. */
  listedBy(node: SchemaNode): readonly unknown[] | null {
    return remembered(this.listed, node, null, () => {
      const { keywords } = node;
      if (Object.hasOwn(keywords, 'const')) return [keywords['const']];
      if (Array.isArray(keywords['enum'])) return keywords['enum'] as unknown[];
      for (const one of [...targetsOf(node), ...childNodes(node, 'allOf')]) {
        const values = this.listedBy(one);
        if (values !== null) return values;
      }
      for (const branches of alternativesOf(node)) {
        const values = this.listedByAll(branches);
        if (values !== null) return values;
      }
      return null;
    });
  }

  private listedByAll(branches: readonly SchemaNode[]): unknown[] | null {
    const all: unknown[] = [];
    for (const branch of branches) {
      const values = isNullOnly(branch) ? [null] : this.listedBy(branch);
      if (values === null || all.length + values.length > MAX_LISTED) return null;
      for (const value of values) all.push(value);
    }
    return all;
  }

  private spokenThrough(node: SchemaNode): readonly Voice[] {
    return remembered(this.spoken, node, [], () => spokenThrough({ node, isCertain: true }));
  }

  /** The types that values of the node may have. */
  typesOf(node: SchemaNode): ReadonlySet<JsonType> {
    return remembered(this.types, node, new Set(JSON_TYPES), () => {
      if (node.isNever) return new Set<JsonType>();
      let types: ReadonlySet<JsonType> = ownTypes(node);
      for (const one of [...targetsOf(node), ...childNodes(node, 'allOf')]) types = both(types, this.typesOf(one));
      for (const branches of alternativesOf(node)) {
        const either = new Set(branches.flatMap((branch) => [...this.typesOf(branch)]));
        types = both(types, either);
      }
      return types;
    });
  }

  /** The properties that every object of the node has. */
  requiredBy(node: SchemaNode): ReadonlySet<string> {
    return remembered(this.required, node, new Set<string>(), () => {
      const names = new Set<string>(namesIn(node.keywords['required']));
      for (const one of [...targetsOf(node), ...childNodes(node, 'allOf')]) {
        for (const name of this.requiredBy(one)) names.add(name);
      }
      const consequences = consequencesOf(node);
      const groups = consequences.length === 2 ? [...alternativesOf(node), consequences] : alternativesOf(node);
      for (const branches of groups) {
        const [first, ...others] = branches.filter((branch) => !isNullOnly(branch)).map((one) => this.requiredBy(one));
        for (const name of first ?? []) if (others.every((other) => other.has(name))) names.add(name);
      }
      return names;
    });
  }

  /** Whether objects of the node can carry nothing that it does not describe. */
  isClosed(node: SchemaNode): boolean {
    return remembered(this.closed, node, false, () => {
      const closes = ['additionalProperties', 'unevaluatedProperties'].some((keyword) => {
        const rest = childNode(node, keyword);
        return rest !== null && (rest.isNever || Object.keys(rest.keywords).length > 0);
      });
      if (closes) return true;
      if ([...targetsOf(node), ...childNodes(node, 'allOf')].some((one) => this.isClosed(one))) return true;
      return alternativesOf(node).some((branches) =>
        branches.filter((branch) => this.typesOf(branch).has('object')).every((branch) => this.isClosed(branch)),
      );
    });
  }
}

function remembered<T>(answers: Map<number, T>, node: SchemaNode, whileAsking: T, ask: () => T): T {
  const known = answers.get(node.id);
  if (known !== undefined) return known;
  answers.set(node.id, whileAsking);
  const answer = ask();
  answers.set(node.id, answer);
  return answer;
}

const alternativesOf = (node: SchemaNode): SchemaNode[][] =>
  ['anyOf', 'oneOf'].map((keyword) => childNodes(node, keyword)).filter((branches) => branches.length > 0);

const namesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];

const both = (a: ReadonlySet<JsonType>, b: ReadonlySet<JsonType>): Set<JsonType> =>
  new Set([...a].filter((type) => b.has(type)));

const OBJECT_KEYWORDS = ['properties', 'required', 'additionalProperties', 'patternProperties'];

/** Without `type` the types of listed values; and where only objects are described, an object is what is meant. */
function ownTypes({ keywords }: SchemaNode): Set<JsonType> {
  if (keywords['type'] !== undefined) return new Set(typesAllowedBy(keywords['type']));
  if (Object.hasOwn(keywords, 'const')) return new Set([jsonTypeOf(keywords['const'])]);
  if (Array.isArray(keywords['enum'])) return new Set((keywords['enum'] as unknown[]).map(jsonTypeOf));
  return OBJECT_KEYWORDS.some((keyword) => keywords[keyword] !== undefined)
    ? new Set<JsonType>(['object'])
    : new Set(JSON_TYPES);
}

/** Asked once; who asks of many nodes keeps the `NodeFacts`. */
export const voicesOf = (roots: readonly Voice[]): Voice[] => new NodeFacts().voicesOf(roots);

/** The values a node lists by `enum`, `const` or alternatives of these; null where it does not list them. */
export const listedValues = (node: SchemaNode): unknown[] | null => new NodeFacts().listedBy(node)?.slice() ?? null;
