import type { Format } from '../../contracts/source.js';
import { isObject } from './json-pointer.js';

/** The format of a `schemaFormat`; the empty name is AsyncAPI's own. Null for a format that is not read, such as RAML. */
export function formatOf(name: string): Format | null {
  if (/avro/i.test(name)) return 'AVRO';
  if (/protobuf/i.test(name)) return 'PROTOBUF';
  return name === '' || /asyncapi|schema\+(json|yaml)|openapi/i.test(name) ? 'JSON' : null;
}

/** The schema and the name of its format in a Multi Format Schema Object of AsyncAPI 3; null for anything else. */
export function multiFormatOf(value: unknown): { schema: unknown; name: string } | null {
  if (!isObject(value) || value['schema'] === undefined || typeof value['schemaFormat'] !== 'string') return null;
  return { schema: value['schema'], name: value['schemaFormat'] };
}
