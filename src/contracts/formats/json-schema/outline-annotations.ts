import { isAtLeast } from './dialect.js';
import type { JsonSchema, SchemaNode, SchemaObject } from './document.js';
import { itemSchemas } from './evaluate.js';
import { longestMatch } from './outline-pattern-length.js';
import type { Voice } from './outline-view.js';

/** What is written about a value beside what restricts it. */
export interface Annotations {
  description: string | null;
  format: string | null;
  tags: string[];
  isDeprecated: boolean;
  deprecatedSince: string | null;
}

/** The nearest voice that says something is heard; tags and a deprecation of any of them count. */
export function annotationsOf(schema: JsonSchema, voices: readonly Voice[]): Annotations {
  const texts = voices.map(({ node }) => asWritten(schema, node));
  const first = (name: string): string | null => {
    for (const text of texts) if (isText(text[name])) return text[name];
    return null;
  };
  const certain = texts.filter((_, i) => voices[i]!.isCertain || i === 0);
  const deprecatedSince = firstOf(certain, 'x-deprecated-since');
  return {
    description: first('description'),
    format: firstOf(certain, 'format'),
    tags: [...new Set(texts.flatMap(tagsIn))],
    isDeprecated: deprecatedSince !== null || certain.some(({ deprecated }) => deprecated === true),
    deprecatedSince,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function firstOf(texts: readonly SchemaObject[], name: string): string | null {
  const value = texts.map((text) => text[name]).find(isText);
  return value ?? null;
}

/** Confluent's inline tags, and the two spellings that are common elsewhere. */
function tagsIn(text: SchemaObject): string[] {
  const listed = ['confluent:tags', 'x-tags', 'x-sensitivity'].flatMap((name) => text[name] ?? []);
  return listed.filter(isText);
}

/** Before 2019-09 what stands beside `$ref` has no meaning for validation; people still write descriptions there. */
export function asWritten({ raw, document }: JsonSchema, node: SchemaNode): SchemaObject {
  const isWhole = node.keywords['$ref'] === undefined || isAtLeast(document.dialect, '2019-09');
  if (isWhole || node.document !== document) return node.keywords;
  let place: unknown = raw;
  for (const token of node.pointer.split('/').slice(1)) {
    const key = token.replace(/~1/g, '/').replace(/~0/g, '~');
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, key)) return node.keywords;
    place = (place as SchemaObject)[key];
  }
  return typeof place === 'object' && place !== null ? (place as SchemaObject) : node.keywords;
}

/** Keywords whose tightest value counts: the greatest of these and the least of the others. */
const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'];
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxContains'];
const OTHERS = [
  'multipleOf',
  'pattern',
  'uniqueItems',
  'default',
  'contains',
  'not',
  'propertyNames',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contentEncoding',
  'contentMediaType',
  'x-extensible-enum',
  'x-removal-after',
  'x-unit',
];

/** Restrictions and settings by their keyword. Of several schemas that all hold the tightest bound counts. */
export function facetsOf(schema: JsonSchema, voices: readonly Voice[]): Record<string, unknown> {
  const facets: Record<string, unknown> = {};
  const texts = voices.map(({ node }) => asWritten(schema, node));
  const values = (name: string): unknown[] => texts.map((text) => text[name]).filter((value) => value !== undefined);
  for (const name of [...LOWER_BOUNDS, ...UPPER_BOUNDS]) {
    const numbers = values(name).filter((value) => typeof value === 'number');
    if (numbers.length > 0) facets[name] = (LOWER_BOUNDS.includes(name) ? max : min)(numbers);
  }
  for (const name of OTHERS) {
    const [first] = values(name);
    if (first !== undefined) facets[name] = first;
  }
  const patterns = values('patternProperties').flatMap((held) => Object.keys(held as object));
  if (patterns.length > 0) facets['patternProperties'] = patterns;
  return facets;
}

const max = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b));
const min = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b));

/** The least upper bound on characters, items or properties; a pattern from `^` to `$` bounds a text too. */
export function maxLengthOf(voices: readonly Voice[], kind: string): number | null {
  const keyword = kind === 'array' ? 'maxItems' : kind === 'object' || kind === 'map' ? 'maxProperties' : 'maxLength';
  const bounds = voices.flatMap(({ node }) => {
    const { pattern } = node.keywords;
    const ofPattern = keyword === 'maxLength' && typeof pattern === 'string' ? longestMatch(pattern) : null;
    const { prefix, rest } = itemSchemas(node);
    const ofTuple = keyword === 'maxItems' && rest?.isNever === true ? prefix.length : null;
    return [node.keywords[keyword], ofPattern, ofTuple].filter((bound) => typeof bound === 'number');
  });
  return bounds.length === 0 ? null : min(bounds);
}
