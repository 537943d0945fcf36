import { isObject } from './read-document.js';

/** Keywords whose values are data, in which nothing is a reference. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);
/** Keywords whose values are maps from names to schemas. */
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'dependencies']);

/** A copy of a JSON Schema with each `$ref` as `rewrite` has it. */
export function rewriteReferences(schema: unknown, rewrite: (ref: string) => string): unknown {
  if (Array.isArray(schema)) return schema.map((each) => rewriteReferences(each, rewrite));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === '$ref' && typeof value === 'string') return [key, rewrite(value)];
      if (DATA.has(key)) return [key, value];
      if (!MAPS.has(key) || !isObject(value)) return [key, rewriteReferences(value, rewrite)];
      const entries = Object.entries(value).map(([name, each]) => [name, rewriteReferences(each, rewrite)]);
      return [key, Object.fromEntries(entries)];
    }),
  );
}
