import type { IsOver, Rejection } from '../formats/schema-format.js';
import { readSchema, type ReadSchema } from '../read-schema.js';
import type { Format, SchemaSource } from '../source.js';
import type { ConfluentEnvelope, WrittenBy } from './envelope.js';

/** How Confluent's envelope names a schema: by its id, or by its GUID in the newer form. */
export type SchemaName = number | string;

/** The schema that wrote an event, as the registry has it that the event's envelope names it for. */
export interface Writer {
  writtenBy: WrittenBy;
  format: Format;
  /** Whether it is the one that events are judged by. */
  isAsked: boolean;
  /** Null where nothing is read by it: Avro cannot be read without what wrote it, nor can the message indexes of Protobuf. */
  source: SchemaSource | null;
}

/** What is known of the schemas that events name; null for one that the registry does not have. */
export type Writers = ReadonlyMap<SchemaName, Writer | null>;

export const schemaNameOf = ({ schemaId, schemaGuid }: ConfluentEnvelope): SchemaName => schemaId ?? schemaGuid ?? '';

/** What an envelope says of who wrote the event; `writer` is set where the event is read by another schema than is asked. */
export type WriterReading =
  { envelope: ConfluentEnvelope; writer?: ReadSchema } | { envelope: ConfluentEnvelope; fault: Rejection };

/** Where `writers` is not given nothing is looked up, and the event is taken for one of the schema that is asked. */
export function readWriter(
  envelope: ConfluentEnvelope,
  writers: Writers | undefined,
  format: Format,
  isOver: IsOver,
): WriterReading {
  if (writers === undefined) return { envelope };
  const name = schemaNameOf(envelope);
  const writer = writers.get(name);
  if (writer === undefined) return { envelope, fault: { ...notLookedUp(name), isUnknown: true } };
  if (writer === null) return { envelope, fault: notThere(name) };
  const known = { ...envelope, writtenBy: writer.writtenBy };
  if (writer.format !== format) return { envelope: known, fault: ofAnotherFormat(name, writer, format) };
  if (writer.isAsked || writer.source === null) return { envelope: known };
  const reading = readSchema({ format, source: writer.source, isOver });
  if (!('problems' in reading)) return { envelope: known, writer: reading };
  return { envelope: known, fault: unreadable(name, reading.problems[0]?.reason ?? '', reading.isOver === true) };
}

const fault = (reason: string): Rejection => ({ path: '', reason });

const inWords = (name: SchemaName): string => (typeof name === 'number' ? `the id ${name}` : `the GUID ${name}`);

const notLookedUp = (name: SchemaName): Rejection =>
  fault(
    `names a schema by ${inWords(name)} that was not looked up: these events name too many. Send it in a smaller batch`,
  );

const notThere = (name: SchemaName): Rejection =>
  fault(`names a schema by ${inWords(name)}, which this registry does not have: a consumer would get 40403`);

const ofAnotherFormat = (name: SchemaName, { writtenBy, format }: Writer, asked: Format): Rejection =>
  fault(
    `names a schema by ${inWords(name)} that is ${format} (version ${writtenBy.version} of "${writtenBy.subject}"), and this contract is ${asked}`,
  );

const unreadable = (name: SchemaName, reason: string, isOver: boolean): Rejection => ({
  ...fault(`names a schema by ${inWords(name)} that cannot be read: ${reason}`),
  ...(isOver ? { isUnknown: true as const } : {}),
});
