import { DRAFTS } from '../../contracts/asyncapi/schema-formats.js';
import type { Format } from '../../contracts/source.js';

/** What an export says beyond AsyncAPI, in a Multi Format Schema Object; an import of it takes the same from there. */
export const EXTENSION = 'x-plumbline';

/** The `schemaFormat` of a schema that is written into a document. */
export function schemaFormatOf(format: Format, text: string): string {
  if (format === 'AVRO') return 'application/vnd.apache.avro+json;version=1.9.0';
  if (format === 'PROTOBUF') return `application/vnd.google.protobuf;version=${/proto3/.test(text) ? 3 : 2}`;
  const told = /"\$schema"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '';
  const draft = DRAFTS.find(({ uri }) => uri.replace('#', '') === told.replace(/#$/, ''))?.name ?? 'draft-07';
  return `application/schema+json;version=${draft}`;
}
