/** A registered schema: its id, and one version that it is. */
export interface WrittenBy {
  schemaId: number;
  /** Qualified. */
  subject: string;
  version: number;
}

/** Confluent's framing, before the payload or in the record header `__value_schema_id` (or `__key_schema_id`). */
export interface ConfluentEnvelope {
  kind: 'confluent';
  isInHeader: boolean;
  /** The schema by its id, or by its GUID in the newer form; the other one is null. */
  schemaId: number | null;
  schemaGuid: string | null;
  /** Of Protobuf: the place of the message in its file, then of each nested one. Null for other formats. */
  messageIndexes: readonly number[] | null;
  /** What the id or GUID stands for; absent where it was not looked up or is not there. */
  writtenBy?: WrittenBy;
}

/** CloudEvents 1.0 in structured mode (JSON event format). */
export interface CloudEventsEnvelope {
  kind: 'cloudevents';
  /** All attributes, extensions among them, as they came. */
  attributes: Readonly<Record<string, unknown>>;
  dataschema: string | null;
  datacontenttype: string | null;
}

export type Envelope = ConfluentEnvelope | CloudEventsEnvelope;
