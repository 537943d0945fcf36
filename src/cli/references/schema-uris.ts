import { dialectOf, idKeywordOf, isAtLeast, type Dialect } from '../../contracts/formats/json-schema/dialect.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { NAMELESS, resolveUri, splitReference } from '../../contracts/formats/json-schema/reading/uris.js';

/** What a text refers to, without the fragment. */
export interface ReferredUri {
  /** As it is written. */
  name: string;
  /** Absolute: resolved against the `$id`s that it stands in (2020-12 Core, 8.2.1); null where it is no URI, as of Avro and Protobuf. */
  uri: string | null;
}

export interface SchemaUris {
  /** The absolute `$id` of the whole; null without one. */
  own: string | null;
  /** Those of schemas in it. */
  embedded: string[];
  references: ReferredUri[];
}

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/** What a JSON Schema, or a document with some, is called and refers to; each once. */
export function schemaUris(json: unknown): SchemaUris {
  const metaSchema = isJsonObject(json) ? json['$schema'] : null;
  const dialect = (typeof metaSchema === 'string' ? dialectOf(metaSchema) : null) ?? 'draft-07';
  const embedded = new Set<string>();
  const references = new Map<string, ReferredUri>();
  let own: string | null = null;
  // A stack of its own: somebody may nest a schema deeper than any call stack.
  const open: { value: unknown; outer: string }[] = [{ value: json, outer: NAMELESS }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, outer } = next;
    if (value === null || typeof value !== 'object') continue;
    const id = isJsonObject(value) ? idOf(value, dialect, outer, value === json) : null;
    if (id !== null && value === json) own = id;
    else if (id !== null) embedded.add(id);
    const base = id ?? outer;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object') open.push({ value: inner, outer: base });
      else if (typeof inner === 'string' && REFERENCES.includes(key)) {
        const [name] = splitReference(inner);
        const uri = resolveUri(name, base);
        if (name !== '') references.set(`${name}\n${uri}`, { name, uri });
      }
    }
  }
  return { own, embedded: [...embedded], references: [...references.values()] };
}

/** Before 2019-09 whatever stands beside a `$ref` is ignored, but in the whole, which is called so nevertheless. */
function idOf(schema: JsonObject, dialect: Dialect, outer: string, isWhole: boolean): string | null {
  const id = schema[idKeywordOf(dialect)];
  const isIgnored = !isWhole && typeof schema['$ref'] === 'string' && !isAtLeast(dialect, '2019-09');
  if (typeof id !== 'string' || isIgnored) return null;
  const [plain] = splitReference(id);
  return plain === '' ? null : resolveUri(plain, outer);
}

/** Whether a URI says where in the world it is, and not only what it would be below a schema without a name. */
export const isWorldly = (uri: string): boolean => !uri.startsWith(NAMELESS);

/** Of a text that is no JSON there are none, which reading it tells. */
export function urisOfText(text: string): SchemaUris {
  try {
    return schemaUris(JSON.parse(text));
  } catch {
    return { own: null, embedded: [], references: [] };
  }
}
