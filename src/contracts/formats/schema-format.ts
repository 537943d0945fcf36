import type { Finding, Policy } from '../finding.js';
import type { Direction } from '../level.js';
import type { Outline } from '../outline.js';
import type { Format, SchemaSource } from '../source.js';
import type { Dialect } from './json-schema/dialect.js';

/** Asked often; true once the time for a check is used up. */
export type IsOver = () => boolean;

export interface ReadingOptions {
  /** Read where a JSON Schema names no `$schema`. */
  defaultDialect: Dialect;
  isOver: IsOver;
}

/** What is wrong with a schema by itself. */
export interface SchemaProblem {
  /** Where in the text: a JSON pointer, or `line 3, column 7` for Protobuf; '' for the whole. */
  place: string;
  /** What is wrong and, where it is not plain, what to do; a sentence. */
  reason: string;
}

/** Why there is no schema: all that is wrong with the text, or, with `isOver`, that the time was up before its end. */
export interface Unread {
  problems: SchemaProblem[];
  /** Then nothing is said of the schema, which may well be valid; the one problem tells so. */
  isOver?: true;
}

export type Reading<Schema> = { schema: Schema } | Unread;

/** What a format answers whose reading ended with the time, and which has found nothing wrong so far. */
export const notReadInTime = (): Unread => ({
  isOver: true,
  problems: [{ place: '', reason: 'There was no time to read it to its end.' }],
});

/** One of the two schemas of a comparison, and how messages call it: "the candidate", "version 3". */
export interface Side<Schema> {
  schema: Schema;
  name: string;
}

/** One question: does the reader take every event of the writer? */
export interface Comparison<Schema> {
  writer: Side<Schema>;
  reader: Side<Schema>;
  direction: Direction;
  /** One of the format's own `policies`. */
  policy: Policy;
  /** The version the candidate is compared with. */
  conflictsWith: number;
  isOver: IsOver;
}

/** Why a schema refuses an event: where in the event (JSON pointer, '' for all of it), and what was expected there. */
export interface Rejection {
  path: string;
  reason: string;
  /** Nothing was refused: it could not be told whether it is valid, for this reason. */
  isUnknown?: true;
}

/** An event, and the numbers in it that are not held as they were written: by the pointer to each, its literal. */
export interface RestoredEvent {
  event: unknown;
  rounded: ReadonlyMap<string, string>;
}

/** An event in the form people read, or why there is none in these bytes. */
export type Decoding = { event: unknown } | { rejections: Rejection[] };

/**
 * An event as another schema's readers have it, and what reading did to it, such as `/currency: its default "EUR"` and
 * `/note: dropped`; or why they refuse it.
 */
export type ResolvedEvent = { event: unknown; done: string[] } | { rejections: Rejection[] };

/**
 * All that Plumbline asks of a kind of schema; one folder implements it for each, and `index.ts` lists them. Nothing
 * throws for what a text or an event may hold; a schema nested too deeply for the stack may, and the caller tells it.
 */
export interface SchemaFormat<Schema = unknown> {
  readonly format: Format;
  /** What a check may assume; the first one where the caller names none of them. */
  readonly policies: readonly Policy[];
  /** The schema of a text with what it refers to, or every problem found in them. */
  read(source: SchemaSource, options: ReadingOptions): Reading<Schema>;
  /** Every reason why the reader may not take all events of the writer; none is a proof that it does. */
  compare(comparison: Comparison<Schema>): Finding[];
  /** What is worth knowing of a change, and no reason to refuse it; shown where its direction is asked for, if it has one. */
  notice(older: Side<Schema>, candidate: Side<Schema>, conflictsWith: number): Finding[];
  /** Its fields in words that all formats share; those of the top alone where the time is up. */
  outline(schema: Schema, isOver?: IsOver): Outline;
  /** The event that `payload` holds, without any envelope. */
  decode(schema: Schema, payload: Uint8Array): Decoding;
  /** Every reason why the schema refuses an event as `decode` gives it; none where it is valid. */
  validate(schema: Schema, event: unknown): Rejection[];
  /**
   * Whether it asks more of a number than where it lies between others, such as whether it is a multiple: then nothing is
   * known of one that was rounded. Absent where no schema does.
   */
  dividesNumbers?(schema: Schema): boolean;
  /**
   * Puts numbers that reading rounded back into an event as they were written, where the schema also takes them as texts and
   * holds them exactly; `event` itself may be changed. Absent where no schema does.
   */
  restoreNumbers?(schema: Schema, event: unknown, rounded: ReadonlyMap<string, string>): RestoredEvent;
  /**
   * The same reasons for a person, of an event that `validate` refuses: of alternatives only the one that was meant, the
   * most specific first. Null where it cannot tell. What is absent is told by `validate` alone.
   */
  explain?(schema: Schema, event: unknown, isOver: IsOver): Rejection[] | null;
  /**
   * An event of the writer, in the form that `decode` gives, as readers of the other schema have it. What is refused, and
   * what would be lost or become something else unnoticed, is a rejection. Absent where a schema only judges.
   */
  readAs?(writer: Schema, reader: Schema, event: unknown): ResolvedEvent;
  /**
   * The same schema with another of its messages as the event, by Confluent's message indexes (the place of the message
   * in its file, then of each one nested in it); null where there is none. Only Protobuf has several.
   */
  messageAt?(schema: Schema, messageIndexes: readonly number[]): Schema | null;
  /** The same schema with the message of that name as the event; null where there is none. Goes with `messageAt`. */
  messageNamed?(schema: Schema, name: string): Schema | null;
  /** What the message that events are of is called in its file, without the package; null where there is none. */
  messageName?(schema: Schema): string | null;
}
