import { MAX_REFERENCE_NAME, MAX_REFERENCES } from '../../registry/confluent/confluent-request.js';
import { MOST_SCHEMA_BYTES } from '../../registry/schemas/schema-size.js';

/**
 * The form of an archive: gzip over lines of JSON, each ended by a line feed. One pass writes it and one pass reads it, so
 * neither side needs to know its size; a tar would want the length of each file before its first byte.
 *
 *     {"archive":"plumbline-registry","form":1}
 *     {"part":"contexts"}
 *     {"row":{...}}
 *     ...
 *     {"manifest":{"parts":[{"name":"contexts","rows":1,"sha256":"..."}]}}
 *
 * The checksum is of the bytes of the part's row lines, line feeds too. Nothing follows the manifest: an archive without
 * it is cut off. The same content gives the same bytes.
 */
export const ARCHIVE_KIND = 'plumbline-registry';
/** Grows when an archive is written that older servers could not read. */
export const ARCHIVE_FORM = 1;

export interface PartSummary {
  name: string;
  rows: number;
  /** Of the bytes of its row lines, in hexadecimal digits. */
  sha256: string;
}

/** What a line may be. */
export type ArchiveLine =
  { archive: string; form: number } | { part: string } | { row: object } | { manifest: { parts: PartSummary[] } };

/** A character that JSON escapes: one byte of a text takes six of a line. No other takes more. */
const ESCAPED_BYTES = 6;

/**
 * The largest row: a schema's text, its references, its metadata and rule set, all as large as they may be, and the rest.
 * The four parts of a configuration take less, and so does whatever else has rows.
 */
const ROW_BYTES =
  ESCAPED_BYTES * (MOST_SCHEMA_BYTES + MAX_REFERENCES * MAX_REFERENCE_NAME) + MOST_SCHEMA_BYTES + 1024 * 1024;

/** Bounds of what is read; a line holds a schema or five hundred versions. */
export const ARCHIVE_LIMITS = {
  lineBytes: ROW_BYTES,
  /** Unpacked. */
  totalBytes: 16 * 1024 * 1024 * 1024,
  parts: 100,
  /** Rows are handed on in pages of so many, or fewer where they are large. */
  pageRows: 500,
  pageBytes: 1024 * 1024,
};
export type ArchiveLimits = typeof ARCHIVE_LIMITS;
