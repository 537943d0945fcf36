import { childNode, type SchemaNode } from './document.js';
import { dependenciesOf, evaluate, propertySchemas } from './evaluate.js';
import { boundReasons } from './explain-value.js';
import type { Trouble } from './trouble.js';

/** What is wrong with an object besides the values in it, and the names that are refused as such. */
export function objectTroubles(
  node: SchemaNode,
  object: Readonly<Record<string, unknown>>,
  path: string,
): { troubles: Trouble[]; refused: ReadonlySet<string> } {
  const names = Object.keys(object);
  const { minProperties, maxProperties, required } = node.keywords;
  const unknown = names.filter((name) => isRefused(node, name));
  const misnamed = wrongNames(node, names);
  const missing = (Array.isArray(required) ? (required as string[]) : []).filter(
    (name) => !Object.hasOwn(object, name),
  );
  const likely = guesses(node, unknown, missing);
  const reasons = [
    ...missing.map((name) => `misses "${name}", which is required`),
    ...lacking(node, object),
    ...unknown.map((name) => `has "${name}", which is not allowed${likely(name)}`),
    ...misnamed.map((name) => `has "${name}", which is no name that "propertyNames" allows`),
    ...boundReasons('properties', names.length, minProperties, maxProperties),
  ];
  return { troubles: reasons.map((reason) => ({ path, reason, kind: 'rest' })), refused: new Set(unknown) };
}

function isRefused(node: SchemaNode, name: string): boolean {
  return (propertySchemas(node, name) ?? []).some((schema) => schema.isNever);
}

function wrongNames(node: SchemaNode, names: readonly string[]): string[] {
  const schema = childNode(node, 'propertyNames');
  return schema === null ? [] : names.filter((name) => evaluate(schema, name) === false);
}

function lacking(node: SchemaNode, object: Readonly<Record<string, unknown>>): string[] {
  return dependenciesOf(node)
    .filter(({ trigger }) => Object.hasOwn(object, trigger))
    .flatMap(({ trigger, names }) =>
      names
        .filter((name) => !Object.hasOwn(object, name))
        .map((name) => `misses "${name}", which must be there where "${trigger}" is`),
    );
}

const MAX_COMPARED = 200;

/** What was probably meant: a name that is missing first, then any other; `orderID` for `orderId`. */
function guesses(node: SchemaNode, unknown: readonly string[], missing: readonly string[]): (name: string) => string {
  if (unknown.length === 0) return () => '';
  const declared = Object.keys((node.keywords['properties'] as object | undefined) ?? {});
  const candidates = [...missing, ...declared].slice(0, MAX_COMPARED);
  return (name) => {
    const found =
      candidates.find((one) => one !== name && plainName(one) === plainName(name)) ??
      candidates.find((one) => isNear(one, name));
    return found === undefined ? '' : `; did you mean "${found}"?`;
  };
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\d]/gu, '');

/** One letter too many, too few, or another one. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.max(a.length, b.length) < 4 || a.length > 100) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}
