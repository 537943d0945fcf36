import { childNode, type SchemaNode, type SchemaObject } from './document.js';
import { SUBSCHEMA_KEYWORDS } from './dialect.js';
import { isEqual } from './values.js';

/** Keywords with a meaning of their own, without subschemas. */
const PLAIN_KEYWORDS = [
  'type',
  'const',
  'enum',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'required',
  'dependentRequired',
];
const DEFINITIONS = ['definitions', '$defs'];

/**
 * Whether two schemas say the same in the same words: equal but for annotations, and every reference in them leads to schemas
 * that are the same again. It answers true only where that is certain.
 */
export function haveSameMeaning(a: SchemaNode, b: SchemaNode, assumed = new Set<string>()): boolean {
  if (a === b) return true;
  if (a.isNever !== b.isNever || a.document.dialect !== b.document.dialect) return false;
  const pair = `${a.id},${b.id}`;
  if (assumed.has(pair)) return true;
  assumed.add(pair);
  return (
    PLAIN_KEYWORDS.every((keyword) => isSameValue(a, b, keyword)) &&
    subschemasAgree(a, b, assumed) &&
    referencesAgree(a, b, assumed)
  );
}

function isSameValue(a: SchemaNode, b: SchemaNode, keyword: string): boolean {
  const [one, other] = [a.keywords[keyword], b.keywords[keyword]];
  if (one === undefined || other === undefined) return one === other;
  if (!isEqual(one, other)) return false;
  return !mayHoldNumbers(one) || roundedUnder(a, keyword) === roundedUnder(b, keyword);
}

const mayHoldNumbers = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(mayHoldNumbers) : typeof value === 'number' || typeof value === 'object';

/** The literals under a keyword that reading rounded: two numbers that are read as one may have been two. */
function roundedUnder({ document, pointer, keywords }: SchemaNode, keyword: string): string {
  if (document.inexactNumbers.size === 0) return '';
  const place = `${pointer}/${keyword}`;
  if (typeof keywords[keyword] === 'number') return document.inexactNumbers.get(place) ?? '';
  return [...document.inexactNumbers]
    .filter(([at]) => at === place || at.startsWith(`${place}/`))
    .map(([at, literal]) => `${at.slice(place.length)} ${literal}`)
    .join();
}

function subschemasAgree(a: SchemaNode, b: SchemaNode, assumed: Set<string>): boolean {
  const places = placesOf(a.keywords);
  if (places.length !== placesOf(b.keywords).length) return false;
  return places.every(([keyword, key]) => {
    const [one, other] = [childNode(a, keyword, key), childNode(b, keyword, key)];
    if (one === null && other === null) return isEqual(held(a, keyword, key), held(b, keyword, key));
    if (one === null || other === null) return false;
    return haveSameMeaning(one, other, assumed);
  });
}

const held = (node: SchemaNode, keyword: string, key?: string | number): unknown => {
  const value = node.keywords[keyword];
  return key === undefined ? value : (value as SchemaObject | undefined)?.[key];
};

type Place = [keyword: string, key?: string | number];

/** Each keyword that holds subschemas, with each name or index in it. */
function placesOf(keywords: SchemaObject): Place[] {
  return Object.keys(keywords).flatMap((keyword): Place[] => {
    const holding = SUBSCHEMA_KEYWORDS[keyword];
    if (holding === undefined || DEFINITIONS.includes(keyword)) return [];
    const value = keywords[keyword];
    if (Array.isArray(value)) return value.map((_, i) => [keyword, i]);
    if (!holding.startsWith('map')) return [[keyword]];
    return Object.keys(value as object).map((name) => [keyword, name]);
  });
}

function referencesAgree(a: SchemaNode, b: SchemaNode, assumed: Set<string>): boolean {
  return [followed, followedDynamically].every((follow) => {
    const [one, other] = [follow(a), follow(b)];
    if (one === undefined || other === undefined) return one === other;
    return one !== null && other !== null && haveSameMeaning(one, other, assumed);
  });
}

/** Undefined where nothing is referred to. */
const followed = (node: SchemaNode): SchemaNode | null | undefined => {
  const reference = node.keywords['$ref'];
  return typeof reference === 'string' ? node.document.resolve(reference, node) : undefined;
};

const followedDynamically = (node: SchemaNode): SchemaNode | null | undefined => {
  const reference = node.keywords['$dynamicRef'] ?? node.keywords['$recursiveRef'];
  return typeof reference === 'string' ? node.document.resolveDynamic(node) : undefined;
};
