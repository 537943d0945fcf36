import { isJsonObject } from '../formats/json-schema/reading/json-objects.js';
import { escapePointer } from '../formats/json-schema/reading/pointers.js';

/** Keywords whose values are data, in which nothing is a reference. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);
/** Keywords whose values are maps from names to schemas. */
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'dependencies']);

/** Of a `$ref` at a JSON pointer in the schema, what is to stand there. */
export type RewriteReference = (reference: string, at: string) => string;

/** A copy of a JSON Schema with each `$ref` as `rewrite` has it. `at` is the JSON pointer of the schema. */
export function rewriteReferences(schema: unknown, rewrite: RewriteReference, at = ''): unknown {
  if (Array.isArray(schema)) return schema.map((each, i) => rewriteReferences(each, rewrite, `${at}/${i}`));
  if (!isJsonObject(schema)) return schema;
  const rewritten = Object.entries(schema).map(([key, value]) => {
    if (key === '$ref' && typeof value === 'string') return [key, rewrite(value, at)] as const;
    if (DATA.has(key)) return [key, value] as const;
    const place = `${at}/${escapePointer(key)}`;
    if (!MAPS.has(key) || !isJsonObject(value)) return [key, rewriteReferences(value, rewrite, place)] as const;
    const named = Object.entries(value).map(([name, each]) => {
      return [name, rewriteReferences(each, rewrite, `${place}/${escapePointer(name)}`)] as const;
    });
    return [key, Object.fromEntries(named)] as const;
  });
  return Object.fromEntries(rewritten);
}
