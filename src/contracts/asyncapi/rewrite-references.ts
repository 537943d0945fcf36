import { isJsonObject } from '../formats/json-schema/reading/json-objects.js';
import { SUBSCHEMA_KEYWORDS } from '../formats/json-schema/dialect.js';
import { escapePointer } from '../formats/json-schema/reading/pointers.js';

/** Keywords whose values are data, in which nothing is a reference. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);
/** Keywords whose values are maps from names to schemas. */
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'dependencies']);

/** So is what an extension holds. */
const isData = (keyword: string): boolean => DATA.has(keyword) || keyword.startsWith('x-');

/**
 * Of a `$ref` at a JSON pointer in the schema, what is to stand there. `isSchema` is false below a member that no draft knows:
 * it may be data, or hold schemas that others refer to.
 */
export type RewriteReference = (reference: string, at: string, isSchema: boolean) => string;

/** A copy of a JSON Schema with each `$ref` as `rewrite` has it. `at` is the JSON pointer of the schema. */
export function rewriteReferences(schema: unknown, rewrite: RewriteReference, at = '', isSchema = true): unknown {
  if (Array.isArray(schema)) return schema.map((each, i) => rewriteReferences(each, rewrite, `${at}/${i}`, isSchema));
  if (!isJsonObject(schema)) return schema;
  const rewritten = Object.entries(schema).map(([key, value]) => {
    if (key === '$ref' && typeof value === 'string') return [key, rewrite(value, at, isSchema)] as const;
    if (isData(key)) return [key, value] as const;
    const place = `${at}/${escapePointer(key)}`;
    const isIn = isSchema && SUBSCHEMA_KEYWORDS[key] !== undefined;
    if (!MAPS.has(key) || !isJsonObject(value)) return [key, rewriteReferences(value, rewrite, place, isIn)] as const;
    const named = Object.entries(value).map(([name, each]) => {
      return [name, rewriteReferences(each, rewrite, `${place}/${escapePointer(name)}`, isIn)] as const;
    });
    return [key, Object.fromEntries(named)] as const;
  });
  return Object.fromEntries(rewritten);
}
