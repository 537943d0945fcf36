import { childNode, childNodes, type SchemaNode } from '../document.js';
import { isJsonObject } from '../reading/json-objects.js';

/** Keywords by which other schemas speak of the same value. */
const COMPOSING = [
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'dependentSchemas',
  'dependencies',
];
/** Those among them whose schemas must all hold. */
const SURE = ['$ref', 'allOf'];
/** What says on purpose how open an object is. */
const OPENNESS = ['additionalProperties', 'unevaluatedProperties', 'patternProperties'];

export const isComposed = ({ keywords }: SchemaNode): boolean => COMPOSING.some((one) => one in keywords);

export const saysHowOpen = ({ keywords }: SchemaNode): boolean => OPENNESS.some((one) => one in keywords);

/** Whether all the schemas that speak of the value must hold, at every level. */
export const isSurelyComposed = (parts: readonly SchemaNode[]): boolean =>
  parts.every(({ keywords }) => COMPOSING.every((one) => !(one in keywords) || SURE.includes(one)));

export const namesDeclaredBy = ({ keywords }: SchemaNode): string[] =>
  Object.keys((keywords['properties'] as object | undefined) ?? {});

/** The schema itself and those that must hold with it: by `allOf` and `$ref`, each once. */
export function sureParts(node: SchemaNode): SchemaNode[] {
  const found = new Set([node]);
  for (const part of found) for (const next of [...childNodes(part, 'allOf'), ...targetOf(part)]) found.add(next);
  return [...found];
}

/** What `$ref` leads to. */
export function targetOf(node: SchemaNode): SchemaNode[] {
  const { $ref } = node.keywords;
  const target = typeof $ref === 'string' ? node.document.resolve($ref, node) : null;
  return target === null ? [] : [target];
}

/** Every schema that may speak of the same value, each with those that surely hold where it does. */
export function allParts(node: SchemaNode): SchemaNode[] {
  const found = new Set([node]);
  for (const part of found) for (const next of partsOf(part)) found.add(next);
  return [...found];
}

/** The schemas that one directly asks of the same value. */
export function partsOf(node: SchemaNode): SchemaNode[] {
  const listed = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => childNodes(node, keyword));
  const single = ['not', 'if', 'then', 'else'].map((keyword) => childNode(node, keyword));
  const dependent = ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    Object.keys((node.keywords[keyword] as object | undefined) ?? {}).map((name) => childNode(node, keyword, name)),
  );
  const dynamic = node.document.resolveDynamic(node);
  return [...listed, ...targetOf(node), ...[...single, ...dependent, dynamic].filter((one) => one !== null)];
}

/** The alternatives of a schema that has any. */
export const alternativesOf = (node: SchemaNode): SchemaNode[] =>
  ['anyOf', 'oneOf'].flatMap((keyword) => childNodes(node, keyword));

/** Whether no object satisfies it, at first sight. */
export function refusesObjects({ keywords, isNever }: SchemaNode): boolean {
  if (isNever) return true;
  if ('type' in keywords && ![keywords['type']].flat().includes('object')) return true;
  if ('const' in keywords) return !isJsonObject(keywords['const']);
  return Array.isArray(keywords['enum']) && !keywords['enum'].some(isJsonObject);
}
