import { isJsonObject } from '../formats/json-schema/reading/json-objects.js';
import type { Format } from '../source.js';

/** Drafts of JSON Schema as `$schema` and `schemaFormat` name them. */
export const DRAFTS = [
  { name: 'draft-04', uri: 'http://json-schema.org/draft-04/schema#' },
  { name: 'draft-06', uri: 'http://json-schema.org/draft-06/schema#' },
  { name: 'draft-07', uri: 'http://json-schema.org/draft-07/schema#' },
  { name: '2019-09', uri: 'https://json-schema.org/draft/2019-09/schema' },
  { name: '2020-12', uri: 'https://json-schema.org/draft/2020-12/schema' },
] as const;

/** The format of a `schemaFormat`; the empty name is AsyncAPI's own. Null for a format that is not read, such as RAML. */
export function formatOf(name: string): Format | null {
  if (/avro/i.test(name)) return 'AVRO';
  if (/protobuf/i.test(name)) return 'PROTOBUF';
  return name === '' || /asyncapi|schema\+(json|yaml)/i.test(name) ? 'JSON' : null;
}

/** The `$schema` that a `schemaFormat` stands for; null for draft-07, which is meant without one, there as here. */
export function dialectOf(schemaFormat: string): string | null {
  if (!/schema\+(json|yaml)/i.test(schemaFormat)) return null;
  const [, parameters = ''] = schemaFormat.toLowerCase().split(/;(.*)/s);
  return DRAFTS.find(({ name }) => name !== 'draft-07' && parameters.includes(name))?.uri ?? null;
}

/** The schema and the name of its format in a Multi Format Schema Object of AsyncAPI 3; null for anything else. */
export function multiFormatOf(value: unknown): { schema: unknown; schemaFormat: unknown } | null {
  if (!isJsonObject(value) || value['schema'] === undefined || value['schemaFormat'] === undefined) return null;
  return { schema: value['schema'], schemaFormat: value['schemaFormat'] };
}
