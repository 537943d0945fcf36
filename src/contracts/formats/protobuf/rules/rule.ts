import type { Policy } from '../../../finding.js';
import type { Told } from '../../../sentence.js';
import type { Rejection } from '../../schema-format.js';
import type { WireMessage } from '../codec.js';
import type { Enum, Field, Message, ProtoSchema, Service } from '../model.js';
import type { Event } from '../same-event.js';

/** What Confluent's registry calls changes in Protobuf (its `Difference.Type`). */
export type ConfluentChange =
  | 'PACKAGE_CHANGED'
  | 'MESSAGE_REMOVED'
  | 'MESSAGE_MOVED'
  | 'ENUM_REMOVED'
  | 'ENUM_CONST_CHANGED'
  | 'ENUM_CONST_REMOVED'
  | 'FIELD_REMOVED'
  | 'FIELD_NAME_CHANGED'
  | 'FIELD_KIND_CHANGED'
  | 'FIELD_SCALAR_KIND_CHANGED'
  | 'FIELD_NAMED_TYPE_CHANGED'
  | 'FIELD_NUMERIC_LABEL_CHANGED'
  | 'FIELD_STRING_OR_BYTES_LABEL_CHANGED'
  | 'REQUIRED_FIELD_ADDED'
  | 'REQUIRED_FIELD_REMOVED'
  | 'ONEOF_REMOVED'
  | 'ONEOF_FIELD_REMOVED'
  | 'MULTIPLE_FIELDS_MOVED_TO_ONEOF'
  | 'FIELD_MOVED_TO_EXISTING_ONEOF';

/** The same element on both sides, by who reads and by who came first. */
export interface Pair<T> {
  writer: T;
  reader: T;
  older: T;
  newer: T;
}

/** Whether the newer one reads, so that a fix is about what it reads; else it is about what it writes. Nobody edits the older. */
export const readsNewer = <T>({ reader, newer }: Pair<T>): boolean => reader === newer;

/** How messages call the two sides. */
export interface SideNames {
  writer: Told;
  reader: Told;
  older: Told;
  newer: Told;
}

/** A reason to refuse a pair. */
export interface Obstacle {
  rule: string;
  change: ConfluentChange | null;
  /** buf's rule with the same meaning; null where it has none. */
  buf: string | null;
  message: (names: SideNames) => Told;
  /** What would mend it in the newer schema: the older one is registered, and nobody edits it. */
  fix: string;
  /** Names of the elements; null where a side has none. */
  readerPath: string;
  writerPath: string | null;
  /** The field of the writer's message it is about, for its place in an event. */
  field?: Field;
  /**
   * Fields of the writer's message that may show it in an event. Without them it is a decision of the policy: about names,
   * generated code or what may come later, which no event shows.
   */
  samples?: readonly WireMessage[];
  /**
   * What the event shows by names where the numbers show nothing: asked of the two messages that meet, as they were written
   * and as they are read.
   */
  alsoShows?: (written: Event, read: Event) => Rejection[];
  /** Whether the policy refuses it also where no event was found; else it is unproven then. */
  isPolicy: boolean;
  /** Whether it is worth knowing, and no reason to refuse. */
  isNotice?: true;
}

/** One thing that may break, and the policies that take it for a reason to refuse. */
export interface Rule {
  policies: readonly Policy[];
  schema?: (pair: Pair<ProtoSchema>) => Obstacle[];
  /** Messages of the same name, or in the same field. */
  message?: (pair: Pair<Message>) => Obstacle[];
  /** Fields of the same number in such messages. */
  field?: (pair: Pair<Field>) => Obstacle[];
  enum?: (pair: Pair<Enum>) => Obstacle[];
  service?: (pair: Pair<Service>) => Obstacle[];
}

export const WIRE_AND_STRICTER: readonly Policy[] = ['WIRE', 'WIRE_JSON', 'SOURCE'];
/** Those that look at bytes and not at names. */
export const BYTES_ALONE: readonly Policy[] = ['CONFLUENT', 'WIRE'];
export const JSON_AND_STRICTER: readonly Policy[] = ['WIRE_JSON', 'SOURCE'];
export const SOURCE_ONLY: readonly Policy[] = ['SOURCE'];
export const EVERY_POLICY: readonly Policy[] = ['CONFLUENT', 'WIRE', 'WIRE_JSON', 'SOURCE'];
