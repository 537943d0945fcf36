/** The drafts of JSON Schema, oldest first. */
export const DIALECTS = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'] as const;
export type Dialect = (typeof DIALECTS)[number];

const BY_META_SCHEMA: ReadonlyMap<string, Dialect> = new Map([
  ['http://json-schema.org/draft-04/schema', 'draft-04'],
  ['http://json-schema.org/draft-06/schema', 'draft-06'],
  ['http://json-schema.org/draft-07/schema', 'draft-07'],
  ['https://json-schema.org/draft/2019-09/schema', '2019-09'],
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
]);

/** The dialect a `$schema` names; null where it names one that is not known. */
export function dialectOf(metaSchema: string): Dialect | null {
  const plain = metaSchema.replace(/#$/, '').replace(/^https:\/\/(json-schema\.org\/draft-0)/, 'http://$1');
  return BY_META_SCHEMA.get(plain) ?? null;
}

/** Whether `dialect` is `since` or a later one. */
export function isAtLeast(dialect: Dialect, since: Dialect): boolean {
  return DIALECTS.indexOf(dialect) >= DIALECTS.indexOf(since);
}

/** How a keyword holds subschemas: one, an array of them, or an object of them. */
export type Holding = 'one' | 'list' | 'map' | 'one-or-list' | 'map-or-names';

/** Without a prototype: a keyword may be called `constructor`. */
function table<T>(entries: Record<string, T>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}

export const SUBSCHEMA_KEYWORDS = table<Holding>({
  additionalItems: 'one',
  additionalProperties: 'one',
  contains: 'one',
  else: 'one',
  if: 'one',
  items: 'one-or-list',
  not: 'one',
  propertyNames: 'one',
  then: 'one',
  unevaluatedItems: 'one',
  unevaluatedProperties: 'one',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  $defs: 'map',
  definitions: 'map',
  dependentSchemas: 'map',
  patternProperties: 'map',
  properties: 'map',
  dependencies: 'map-or-names',
});

const SINCE = table<Dialect>({
  $id: 'draft-06',
  const: 'draft-06',
  contains: 'draft-06',
  propertyNames: 'draft-06',
  if: 'draft-07',
  then: 'draft-07',
  else: 'draft-07',
  $defs: '2019-09',
  dependentRequired: '2019-09',
  dependentSchemas: '2019-09',
  unevaluatedItems: '2019-09',
  unevaluatedProperties: '2019-09',
  minContains: '2019-09',
  maxContains: '2019-09',
  $anchor: '2019-09',
  $recursiveRef: '2019-09',
  $recursiveAnchor: '2019-09',
  prefixItems: '2020-12',
  $dynamicRef: '2020-12',
  $dynamicAnchor: '2020-12',
});

/**
 * `dependencies` went with 2019-09: its meta-schema still describes the keyword's form and says that it is none any more
 * (2019-09 schema.json, `$comment`), so by the letter it demands nothing there, although ajv and others still obey it.
 */
const UNTIL = table<Dialect>({
  additionalItems: '2019-09',
  dependencies: 'draft-07',
  id: 'draft-04',
  $recursiveRef: '2019-09',
  $recursiveAnchor: '2019-09',
});

/** Whether the dialect gives `keyword` a meaning; elsewhere it is an annotation, and ignored. */
export function isKeywordOf(dialect: Dialect, keyword: string): boolean {
  const since = SINCE[keyword];
  const until = UNTIL[keyword];
  if (since !== undefined && !isAtLeast(dialect, since)) return false;
  return until === undefined || !isAtLeast(dialect, until) || dialect === until;
}

/** The keyword that names a schema: `id` in draft-04, `$id` since. */
export const idKeywordOf = (dialect: Dialect): '$id' | 'id' => (dialect === 'draft-04' ? 'id' : '$id');
