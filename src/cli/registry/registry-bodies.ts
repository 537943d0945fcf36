import type { Format } from '../../contracts/source.js';

/** A version as Confluent's API tells it; Avro is the type that is not named. */
export interface VersionBody {
  version: number;
  schema: string;
  schemaType?: Format;
  references?: { name: string; subject: string; version: number }[] | null;
  metadata?: unknown;
}

type Unknown = Readonly<Record<string, unknown>>;

/** Whether an answer is a version: what answers 200 to everything is no registry, and a part of a version proves nothing. */
export function isVersionBody(body: unknown): body is VersionBody {
  const { version, schema, schemaType = 'AVRO', references } = (body ?? {}) as Unknown;
  const isKnown = ['AVRO', 'JSON', 'PROTOBUF'].includes(schemaType as string);
  if (!Number.isInteger(version) || typeof schema !== 'string' || !isKnown) return false;
  return (
    references === undefined || references === null || (Array.isArray(references) && references.every(isReference))
  );
}

function isReference(reference: unknown): boolean {
  const { name, subject, version } = (reference ?? {}) as Unknown;
  return typeof name === 'string' && typeof subject === 'string' && Number.isInteger(version);
}

export const isNumbers = (body: unknown): body is number[] =>
  Array.isArray(body) && body.every((one) => Number.isInteger(one));
