import { childNode, childNodes, type SchemaNode } from './document.js';
import { evaluate, itemSchemas, propertySchemas } from './evaluate.js';
import { JSON_TYPES, jsonTypeOf, typesAllowedBy, type JsonType } from './values.js';

/**
 * What is known of a value: it satisfies each of `nodes` and has one of `types`. References and `allOf` are followed,
 * so that a rule reads plain keywords. What cannot be followed is left out, which only widens the set.
 */
export interface Conjunction {
  readonly nodes: readonly SchemaNode[];
  readonly types: ReadonlySet<JsonType>;
  /** Nodes whose alternatives were taken apart already: one of the branches stands among `nodes`. */
  readonly split: ReadonlySet<number>;
  readonly key: string;
}

export function conjunctionOf(nodes: Iterable<SchemaNode>): Conjunction {
  const closed = closure(nodes);
  return assemble(closed, allowedTypes(closed), new Set());
}

/** The same, and besides `node`. */
export function and(conjunction: Conjunction, node: SchemaNode): Conjunction {
  const closed = closure([...conjunction.nodes, node]);
  const types = new Set([...allowedTypes(closed)].filter((type) => conjunction.types.has(type)));
  return assemble(closed, types, conjunction.split);
}

export function ofType(conjunction: Conjunction, type: JsonType): Conjunction {
  return assemble(conjunction.nodes, new Set([type]), conjunction.split);
}

/** The same as one set for each alternative of the first node with an `anyOf`, `oneOf` or `if`; null without any. */
export function alternatives(conjunction: Conjunction): Conjunction[] | null {
  for (const node of conjunction.nodes) {
    if (conjunction.split.has(node.id)) continue;
    const branches = branchesOf(node);
    if (branches === null) continue;
    const split = new Set([...conjunction.split, node.id]);
    return branches.map((branch) => branch.reduce(and, assemble(conjunction.nodes, conjunction.types, split)));
  }
  return null;
}

/** Sets of nodes one of which holds wherever `node` does. A node with several such keywords is split by the first. */
function branchesOf(node: SchemaNode): SchemaNode[][] | null {
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = childNodes(node, keyword);
    if (branches.length > 0) return branches.map((branch) => [branch]);
  }
  const condition = childNode(node, 'if');
  if (condition === null) return null;
  const then = childNode(node, 'then');
  const otherwise = childNode(node, 'else');
  return [[condition, ...(then ? [then] : [])], otherwise ? [otherwise] : []];
}

function assemble(nodes: readonly SchemaNode[], types: ReadonlySet<JsonType>, split: ReadonlySet<number>): Conjunction {
  const ids = nodes.map((node) => node.id).sort((a, b) => a - b);
  return { nodes, types, split, key: `${ids.join()};${[...types].join()};${[...split].join()}` };
}

function closure(nodes: Iterable<SchemaNode>): SchemaNode[] {
  const found = new Map<number, SchemaNode>();
  const queue = [...nodes];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    if (found.has(node.id)) continue;
    found.set(node.id, node);
    queue.push(...childNodes(node, 'allOf'));
    const reference = node.keywords['$ref'];
    const target = typeof reference === 'string' ? node.document.resolve(reference) : null;
    if (target !== null) queue.push(target);
  }
  return [...found.values()].filter((node) => node.isNever || Object.keys(node.keywords).length > 0);
}

function allowedTypes(nodes: readonly SchemaNode[]): Set<JsonType> {
  let types = new Set<JsonType>(JSON_TYPES);
  for (const { keywords, isNever } of nodes) {
    if (isNever) return new Set();
    if (keywords['type'] === undefined) continue;
    const allowed = typesAllowedBy(keywords['type']);
    types = new Set([...types].filter((type) => allowed.has(type)));
  }
  const onlyIntegers = nodes.some(
    ({ keywords }) => typeof keywords['multipleOf'] === 'number' && Number.isInteger(keywords['multipleOf']),
  );
  if (onlyIntegers) types.delete('fraction');
  return types;
}

/** The tightest of a keyword's values: the greatest for a minimum, the least for a maximum; null where none says. */
export function tightest(conjunction: Conjunction, keyword: string): number | null {
  const values = conjunction.nodes.map((node) => node.keywords[keyword]).filter((value) => typeof value === 'number');
  if (values.length === 0) return null;
  return /^(min|exclusiveMin)/.test(keyword) ? Math.max(...values) : Math.min(...values);
}

export interface NumericBound {
  value: number;
  isExclusive: boolean;
}

/** The tightest lower or upper bound on a number; integers between two fractions are rounded to. */
export function numericBound(conjunction: Conjunction, side: 'minimum' | 'maximum'): NumericBound | null {
  const sign = side === 'minimum' ? 1 : -1;
  const inclusive = tightest(conjunction, side);
  const exclusive = tightest(conjunction, side === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum');
  let bound: NumericBound | null = inclusive === null ? null : { value: inclusive, isExclusive: false };
  if (exclusive !== null && (bound === null || sign * exclusive >= sign * bound.value)) {
    bound = { value: exclusive, isExclusive: true };
  }
  if (bound === null || conjunction.types.has('fraction') || Math.abs(bound.value) > Number.MAX_SAFE_INTEGER / 2) {
    return bound;
  }
  const value = sign * Math.ceil(sign * bound.value);
  return { value: bound.isExclusive && value === bound.value ? value + sign : value, isExclusive: false };
}

export function requiredNames(conjunction: Conjunction): Set<string> {
  return new Set(conjunction.nodes.flatMap((node) => (node.keywords['required'] as string[] | undefined) ?? []));
}

export function namedProperties(conjunction: Conjunction): Set<string> {
  return new Set(conjunction.nodes.flatMap((node) => Object.keys((node.keywords['properties'] as object) ?? {})));
}

/** What is known of the property called `name`, where it is there. */
export function propertyOf(conjunction: Conjunction, name: string): Conjunction {
  return conjunctionOf(
    conjunction.nodes.flatMap((node) => {
      const named = childNode(node, 'properties', name);
      return propertySchemas(node, name) ?? (named === null ? [] : [named]);
    }),
  );
}

/** What is known of the item at `index`; of every item beyond all prefixes for Infinity. */
export function itemOf(conjunction: Conjunction, index: number): Conjunction {
  return conjunctionOf(
    conjunction.nodes.flatMap((node) => {
      const { prefix, rest } = itemSchemas(node);
      const schema = prefix[index] ?? rest;
      return schema === null ? [] : [schema];
    }),
  );
}

export function longestPrefix(conjunction: Conjunction): number {
  return Math.max(0, ...conjunction.nodes.map((node) => itemSchemas(node).prefix.length));
}

const MAX_RANGE = 64;

/** Every value the conjunction can hold, where these are few; some of them may not satisfy it. Null where not few. */
export function finiteValues(conjunction: Conjunction): unknown[] | null {
  const listed = conjunction.nodes.flatMap(({ keywords }) => {
    if (Object.hasOwn(keywords, 'const')) return [[keywords['const']]];
    return Array.isArray(keywords['enum']) ? [keywords['enum'] as unknown[]] : [];
  });
  const values = listed.sort((a, b) => a.length - b.length)[0] ?? valuesOfTypes(conjunction);
  if (values === null) return null;
  return values.filter(
    (value) =>
      conjunction.types.has(jsonTypeOf(value)) && conjunction.nodes.every((node) => evaluate(node, value) !== false),
  );
}

function valuesOfTypes(conjunction: Conjunction): unknown[] | null {
  const values: unknown[] = [];
  for (const type of conjunction.types) {
    if (type === 'null') values.push(null);
    else if (type === 'boolean') values.push(true, false);
    else if (type !== 'integer') return null;
    else {
      const integers = integersBetweenBounds(conjunction);
      if (integers === null) return null;
      values.push(...integers);
    }
  }
  return values;
}

function integersBetweenBounds(conjunction: Conjunction): number[] | null {
  const integersOnly = conjunction.types.has('fraction') ? ofType(conjunction, 'integer') : conjunction;
  const least = numericBound(integersOnly, 'minimum');
  const greatest = numericBound(integersOnly, 'maximum');
  if (least === null || greatest === null || least.isExclusive || greatest.isExclusive) return null;
  const size = greatest.value - least.value + 1;
  return size > MAX_RANGE ? null : Array.from({ length: Math.max(0, size) }, (_, i) => least.value + i);
}
