import type { SchemaContent } from '../subject-version.js';

const RESERVED = 'confluent:reserved';

/**
 * Why a schema breaks the promise of fields that it or the version before it reserves ("confluent:reserved", a list of
 * names at the top of a JSON or Avro schema); empty where it keeps it.
 */
export function brokenReservations(candidate: SchemaContent, previous: SchemaContent | null): string[] {
  const own = read(candidate);
  if (own === null) return [];
  const before = previous === null ? [] : (read(previous)?.reserved ?? []);
  return [
    ...before
      .filter((name) => !own.reserved.includes(name))
      .map((name) => `reserved-field-removed: The new schema has reserved field ${name} removed from its metadata.`),
    ...own.reserved
      .filter((name) => own.fields.includes(name))
      .map((name) => `reserved-field-used: The new schema has field ${name}, which is reserved.`),
  ];
}

function read({ format, text }: SchemaContent): { reserved: string[]; fields: string[] } | null {
  if (format === 'PROTOBUF') return null;
  try {
    const schema = JSON.parse(text) as Record<string, unknown> | null;
    const reserved = schema?.[RESERVED];
    const fields = format === 'JSON' ? Object.keys(schema?.properties ?? {}) : namesOf(schema?.fields);
    return { reserved: Array.isArray(reserved) ? reserved.map(String) : [], fields };
  } catch {
    return null; // What cannot be read is told by the check.
  }
}

const namesOf = (fields: unknown): string[] =>
  Array.isArray(fields) ? fields.map((field: { name?: unknown } | null) => String(field?.name)) : [];
