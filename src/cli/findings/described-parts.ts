import { childNode, childNodes, type SchemaNode } from '../../contracts/formats/json-schema/document.js';
import { itemSchemas } from '../../contracts/formats/json-schema/evaluate.js';
import type { Finding } from '../../contracts/finding.js';
import type { ToldSchemas } from './told-schema.js';

/** Keywords whose schemas may hold or fail: which of them do decides what is described. */
const IN_SOME_EVENTS = ['anyOf', 'contains', 'dependencies', 'dependentSchemas', 'else', 'if', 'oneOf', 'then'];

/**
 * What a schema describes of a value, which `unevaluatedProperties` and `unevaluatedItems` beside it leave alone: names, patterns of names,
 * the number of items, and all of those schemas that hold in some events only.
 */
export function describedBy(node: SchemaNode, told: ToldSchemas): unknown {
  return holdingTogether([node]).map((part) => {
    const { keywords } = part;
    const { prefix, rest } = itemSchemas(part);
    const dynamic = ['$dynamicRef', '$recursiveRef'].filter((name) => name in keywords);
    const all = ['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'];
    return [
      namesIn(keywords['properties']),
      namesIn(keywords['patternProperties']),
      [prefix.length, rest !== null],
      all.filter((name) => name in keywords),
      IN_SOME_EVENTS.filter((name) => name in keywords).map((name) => [name, told.keyword(part, name)]),
      dynamic.map(() => told.unknown()),
    ];
  });
}

/**
 * Which properties and items the `*` of a finding's path stands for, by what the reader describes beside them: the names and patterns that are
 * no additional ones, and the number of the first items. Undefined where they are all; what cannot be found is told by the texts.
 */
export function scopesOf(root: SchemaNode, { path, readerPath }: Finding, told: ToldSchemas): unknown {
  if (!path.includes('*')) return undefined;
  const tokens = path.replace(/ \(a name\)$/, '').split('/');
  const scopes: unknown[] = [];
  let nodes = holdingTogether([root]);
  for (const token of tokens.slice(1)) {
    if (token === '*') scopes.push(scopeOf(nodes, readerPath));
    nodes = holdingTogether(nodes.flatMap((node) => childrenAt(node, token)));
    if (nodes.length === 0) return told.unknown();
  }
  return scopes.every((scope) => scope === null) ? undefined : scopes;
}

/** Null where all properties, or all items, are meant. */
function scopeOf(nodes: readonly SchemaNode[], readerPath: string): unknown {
  const ways = nodes.flatMap((node) => childrenAt(node, '*').map((child) => ({ node, child })));
  const named = ways.filter(({ child }) => `${readerPath}/`.startsWith(`${placeOf(child)}/`));
  // Where no way is named by the finding's place, all are told, and where they lead to.
  if (named.length === 0 && ways.length > 1) {
    return ways.map(({ node, child }) => [besides(node, child), holdingTogether([child]).map(placeOf)]);
  }
  const scopes = (named.length === 0 ? ways : named).map(({ node, child }) => besides(node, child));
  return scopes.every((scope) => scope === null) ? null : scopes;
}

/** Which properties or items of a schema its child speaks of; null for all. */
function besides(node: SchemaNode, child: SchemaNode): unknown {
  const { keywords } = node;
  const keyword = child.pointer.slice(node.pointer.length + 1);
  if (keyword.startsWith('patternProperties/')) return keyword;
  if (keyword !== 'additionalProperties') return itemSchemas(node).prefix.length || null;
  const described = [namesIn(keywords['properties']), namesIn(keywords['patternProperties'])];
  return described.flat().length === 0 ? null : described;
}

const placeOf = ({ document, pointer }: SchemaNode): string =>
  document.name === null ? pointer : `${document.name}#${pointer}`;

/** The schemas for what stands under a name or an index; `*` for those that no name tells. */
function childrenAt(node: SchemaNode, token: string): SchemaNode[] {
  const { prefix, rest } = itemSchemas(node);
  const patterns = namesIn(node.keywords['patternProperties']);
  const found = [
    childNode(node, 'properties', token),
    prefix[Number(token)] ?? null,
    ...patterns.map((pattern) => childNode(node, 'patternProperties', pattern)),
    childNode(node, 'additionalProperties'),
    rest,
  ];
  return found.filter((child) => child !== null);
}

/** Schemas with those that hold wherever they do: by `allOf` and references. */
function holdingTogether(nodes: readonly SchemaNode[]): SchemaNode[] {
  const found = [...new Set(nodes)];
  for (const node of found) {
    const { document, keywords } = node;
    const reference = keywords['$ref'];
    const targets = [
      typeof reference === 'string' ? document.resolve(reference, node) : null,
      document.resolveDynamic(node),
      ...childNodes(node, 'allOf'),
    ];
    for (const target of targets) if (target !== null && !found.includes(target)) found.push(target);
  }
  return found;
}

const namesIn = (held: unknown): string[] =>
  typeof held === 'object' && held !== null ? Object.keys(held).sort() : [];
