import { FORMATS, type Format } from '../contracts/source.js';
import { ConfluentError, invalidVersion, subjectNotFound, versionNotFound } from './confluent-error.js';
import type { Candidate } from './registry.service.js';
import type { SubjectVersion } from './subject-version.js';

const MAX_SUBJECT_LENGTH = 255;
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/** The largest schema that is read. What people write by hand is far smaller. */
const MAX_SCHEMA_BYTES = 256 * 1024;

/** A subject's name from a path. @throws ConfluentError 42208 for one that could not be told apart or shown. */
export function readSubject(subject: string): string {
  if (subject.length > MAX_SUBJECT_LENGTH || CONTROL_CHARACTER.test(subject)) {
    throw new ConfluentError(
      42208,
      `A subject is 1 to ${MAX_SUBJECT_LENGTH} characters, none of them a control character.`,
    );
  }
  return subject;
}

/** The schema of a registration's body. AVRO where it names no type, as with Confluent. */
export function readCandidate(body: unknown): Candidate {
  const { schema, schemaType, references } = (body ?? {}) as Record<string, unknown>;
  if (typeof schema !== 'string' || schema === '') {
    throw new ConfluentError(
      42201,
      'The body must be {"schemaType": "JSON", "schema": "..."}: "schema" is the schema as a string.',
    );
  }
  const bytes = Buffer.byteLength(schema);
  if (bytes > MAX_SCHEMA_BYTES) {
    throw new ConfluentError(
      42209,
      `The schema is ${bytes} bytes, and at most ${MAX_SCHEMA_BYTES} are read. Leave out what does not describe events.`,
    );
  }
  const format = (schemaType ?? 'AVRO') as Format;
  if (!FORMATS.includes(format)) {
    throw new ConfluentError(
      42201,
      `"schemaType" must be one of ${FORMATS.join(', ')}; it is ${JSON.stringify(schemaType)}.`,
    );
  }
  if (Array.isArray(references) && references.length > 0) {
    throw new ConfluentError(
      42201,
      'References to other subjects are not supported yet. Put what they hold under "$defs".',
    );
  }
  return { format, text: schema };
}

/** The version a path names: a number, `latest` or -1. @throws ConfluentError 40401, 40402, 42202. */
export function pickVersion(subject: string, history: readonly SubjectVersion[], version: string): SubjectVersion {
  const isLatest = version === 'latest' || version === '-1';
  if (!isLatest && !(/^[1-9]\d{0,9}$/.test(version) && Number(version) < 2 ** 31)) throw invalidVersion(version);
  const latest = history.at(-1);
  if (latest === undefined) throw subjectNotFound(subject);
  const found = isLatest ? latest : history.find((one) => one.version === Number(version));
  if (found === undefined) throw versionNotFound(version);
  return found;
}

/** Whether a query parameter such as `verbose` is set. */
export const isTrue = (value: unknown): boolean => value === 'true' || value === '';

/** One page of a list, by Confluent's `offset` and `limit` (negative for all). */
export function pageOf<T>(items: readonly T[], { offset, limit }: { offset?: string; limit?: string }): T[] {
  const from = readNumber(offset, 0);
  const count = readNumber(limit, -1);
  return items.slice(from, count < 0 ? undefined : from + count);
}

function readNumber(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : fallback;
}
