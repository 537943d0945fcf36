import type { ReadSchema } from '../read-schema.js';
import type { Envelope } from './envelope.js';

/** The schema with the message that an event is of as its event, and the name of that where an envelope names one. */
export type NamedMessage = { schema: unknown; message?: string } | { reason: string };

/**
 * The message that Confluent's envelope names, by its indexes in the file of the schema that wrote the event: another
 * version may have it elsewhere in its file, so it is looked up there by its name, as Confluent's deserializer does.
 * Where no other schema wrote it, the indexes are those of the schema that is asked.
 */
export function namedMessage(
  { schemas, schema }: ReadSchema,
  writer: ReadSchema | undefined,
  envelopes: readonly Envelope[],
): NamedMessage {
  const indexes = envelopes.flatMap((one) => (one.kind === 'confluent' ? (one.messageIndexes ?? []) : []));
  if (indexes.length === 0) return { schema };
  const written = schemas.messageAt?.((writer ?? { schema }).schema, indexes) ?? null;
  const message = written === null ? null : (schemas.messageName?.(written) ?? null);
  if (message === null) {
    const whose = writer === undefined ? 'the schema' : 'the schema that wrote it';
    return { reason: `names a message by its indexes [${indexes.join(', ')}] that ${whose} does not have` };
  }
  const asked = writer === undefined ? written : (schemas.messageNamed?.(schema, message) ?? null);
  if (asked === null) return { reason: `is of the message "${message}", which this version does not have` };
  return { schema: asked, message };
}
