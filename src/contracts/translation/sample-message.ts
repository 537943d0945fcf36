import type { ReadSchema } from '../read-schema.js';

/** The schemas of the versions by their numbers. */
export type ReadVersions = ReadonlyMap<number, ReadSchema>;

/**
 * The versions with the message that a sample is of as their event; those that do not have it are left out. Where the
 * sample names none it is of the first message of version `from`, and a version without that reads it as its own first.
 */
export function withMessage(read: ReadVersions, from: number, message: string | null): ReadVersions {
  const start = read.get(from)!;
  const name = message ?? start.schemas.messageName?.(start.schema) ?? null;
  if (name === null) return read;
  return new Map(
    [...read].flatMap(([version, { schemas, schema }]) => {
      const named = schemas.messageNamed?.(schema, name) ?? (message === null ? schema : null);
      return named === null ? [] : [[version, { schemas, schema: named }] as const];
    }),
  );
}
