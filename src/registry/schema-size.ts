import { ConfluentError } from './confluent-error.js';

/** As much as can be allowed: the body that carries it, escaped as a JSON string, is read up to 10 MiB. */
export const MOST_SCHEMA_BYTES = 8 * 1024 * 1024;

/** @throws ConfluentError 42209 where a schema is larger than it may be. */
export function requireSize(text: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return;
  const remedy = maxBytes < MOST_SCHEMA_BYTES ? ', or raise PLUMBLINE_REGISTRY_MAX_SCHEMA_BYTES' : '';
  throw new ConfluentError(
    42209,
    `The schema is ${bytes} bytes, and at most ${maxBytes} are read. Leave out what does not describe events${remedy}.`,
  );
}
