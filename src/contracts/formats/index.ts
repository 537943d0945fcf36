import type { Format } from '../source.js';
import { avroFormat } from './avro/avro-format.js';
import { jsonSchemaFormat } from './json-schema/json-schema-format.js';
import { protobufFormat } from './protobuf/protobuf-format.js';
import type { SchemaFormat } from './schema-format.js';

/** Every kind of schema that is read: adding one is a folder beside this file, and a line in it. What one reads, only it is handed. */
const SCHEMA_FORMATS = [jsonSchemaFormat, avroFormat, protobufFormat] as unknown as readonly SchemaFormat[];

/** Null for a format that is not read. */
export function schemaFormatOf(format: Format): SchemaFormat | null {
  return SCHEMA_FORMATS.find((one) => one.format === format) ?? null;
}
