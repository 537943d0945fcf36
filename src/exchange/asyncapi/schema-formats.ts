import type { Format } from '../../contracts/source.js';

/** What an export says beyond AsyncAPI, in a Multi Format Schema Object; an import of it takes the same from there. */
export const EXTENSION = 'x-plumbline';

/** Drafts of JSON Schema as `$schema` and `schemaFormat` name them. */
export const DRAFTS = [
  { name: 'draft-04', uri: 'http://json-schema.org/draft-04/schema#' },
  { name: 'draft-06', uri: 'http://json-schema.org/draft-06/schema#' },
  { name: 'draft-07', uri: 'http://json-schema.org/draft-07/schema#' },
  { name: '2019-09', uri: 'https://json-schema.org/draft/2019-09/schema' },
  { name: '2020-12', uri: 'https://json-schema.org/draft/2020-12/schema' },
] as const;

/** The `schemaFormat` of a schema that is written into a document. */
export function schemaFormatOf(format: Format, text: string): string {
  if (format === 'AVRO') return 'application/vnd.apache.avro+json;version=1.9.0';
  if (format === 'PROTOBUF') return `application/vnd.google.protobuf;version=${/proto3/.test(text) ? 3 : 2}`;
  const told = /"\$schema"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '';
  const draft = DRAFTS.find(({ uri }) => uri.replace('#', '') === told.replace(/#$/, ''))?.name ?? 'draft-07';
  return `application/schema+json;version=${draft}`;
}
