import { startBudget, type Budget } from '../budget.js';
import type { Dialect } from '../formats/json-schema/dialect.js';
import type { Decoding, IsOver, Rejection, SchemaProblem } from '../formats/schema-format.js';
import { findInexactNumbers } from '../formats/json-schema/reading/inexact-numbers.js';
import { readSchema, type ReadSchema } from '../read-schema.js';
import { orTooDeep } from '../stack-overflow.js';
import type { Format, SchemaSource } from '../source.js';
import { eitherBareOrFramed, refusedAsFramed } from './bare-or-framed.js';
import { isCloudEvent, readCloudEvent } from './cloudevents-envelope.js';
import { readConfluentEnvelope } from './confluent-envelope.js';
import type { ConfluentEnvelope, Envelope } from './envelope.js';
import { isUnknown, refusal, type EventVerdict } from './event-verdict.js';
import { namedMessage } from './named-message.js';
import { noJsonIn } from './no-json.js';
import { doubtByRounding } from './rounded-event.js';
import { ordered, twice } from './told-reasons.js';
import { readWriter, schemaNameOf, type Writers } from './writer.js';

/** `auto` opens what is there; `none` takes the payload for the event itself. */
export type EnvelopeHint = 'auto' | 'none' | 'confluent' | 'cloudevents';

/** What events are judged by. */
export interface ValidatorRequest extends Budget {
  format: Format;
  source: SchemaSource;
  envelope?: EnvelopeHint;
  defaultDialect?: Dialect;
  /**
   * The schemas that Confluent's envelopes name. An event of Avro is decoded by the one that wrote it and resolved to this
   * one, as a consumer does; events of other formats are judged by this one, of Protobuf as the message that the writer's
   * message indexes stand for. Where it is absent no name is looked at.
   */
  writers?: Writers | undefined;
}

/** One event: the bytes of its message, or what they hold already, as a value or as the text of it, whose numbers are not rounded yet. */
export type GivenEvent = {
  /** The record header `__value_schema_id` (or `__key_schema_id`), where the message has one. */
  schemaIdHeader?: Uint8Array;
} & ({ payload: Uint8Array } | { event: unknown } | { text: string });

export type ValidationRequest = ValidatorRequest & GivenEvent;

/**
 * Whether an event is one of a version, with every reason why not. Envelopes are opened: Confluent's wire format and
 * CloudEvents' structured mode, also one in the other. No schema and no payload makes it throw.
 */
export function validateEvent(request: ValidationRequest): EventVerdict | { problems: SchemaProblem[] } {
  const validator = openValidator(request);
  return 'problems' in validator ? validator : validator.validate(request);
}

/** The same for many events of one version, whose schema is read once. */
export function openValidator(
  request: ValidatorRequest,
): { validate: (given: GivenEvent) => EventVerdict } | { problems: SchemaProblem[] } {
  const reading = readSchema({ ...request, isOver: startBudget(request) });
  if ('problems' in reading) return reading;
  const judging: Judging = {
    ...reading,
    format: request.format,
    hint: request.envelope ?? 'auto',
    writers: request.writers,
    startExplaining: () => startBudget(request),
    rounded: NONE,
  };
  const validate = (given: GivenEvent): EventVerdict =>
    orTooDeep(
      () =>
        'payload' in given
          ? openPayload(judging, given.payload, given.schemaIdHeader)
          : 'text' in given
            ? openText(judging, given.text)
            : openEvent(judging, given.event),
      () => refusal([], 'event', [{ path: '', reason: 'is nested too deeply to be read', isUnknown: true }]),
    );
  return { validate };
}

interface Judging extends ReadSchema {
  format: Format;
  hint: EnvelopeHint;
  writers: Writers | undefined;
  /** What wrote the event, where that is another schema than it is judged by, and events cannot be read without it. */
  writer?: ReadSchema;
  /** Judging may take all of a budget; an event that is refused is worth a second one. */
  startExplaining: () => IsOver;
  /** The literals of the event's numbers that reading rounded, by their pointers. */
  rounded: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();

function openText(judging: Judging, text: string): EventVerdict {
  try {
    const event: unknown = JSON.parse(text);
    return openEvent({ ...judging, rounded: findInexactNumbers(text) }, event);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refusal([], 'event', [{ path: '', reason: `is no JSON: ${error.message}` }]);
  }
}

/** An envelope in an envelope in an envelope is nobody's. */
const MAX_ENVELOPES = 3;

function openPayload(judging: Judging, payload: Uint8Array, header?: Uint8Array, outer: Envelope[] = []): EventVerdict {
  if (outer.length >= MAX_ENVELOPES) return refusal(outer, 'envelope', [{ path: '', reason: 'is wrapped too often' }]);
  if (header !== undefined && judging.hint !== 'none') return openWithHeader(judging, payload, header);
  if (judging.hint === 'auto' || judging.hint === 'confluent') {
    const verdict = openConfluent(judging, payload, outer);
    if (verdict !== null) return verdict;
  }
  const text = judging.hint === 'none' ? '' : new TextDecoder().decode(payload);
  const structured = cloudEventIn(judging, text);
  if (structured !== null) {
    return openCloudEvent({ ...judging, rounded: findInexactNumbers(text) }, structured, outer);
  }
  if (judging.hint === 'cloudevents' && outer.length === 0) {
    return refusal(outer, 'envelope', [{ path: '', reason: 'is no CloudEvent in structured mode' }]);
  }
  return decodeAndJudge(judging, payload, outer);
}

function openWithHeader(judging: Judging, payload: Uint8Array, header: Uint8Array): EventVerdict {
  const reading = readConfluentEnvelope(header, judging.format, true);
  if (reading === null || 'problem' in reading) {
    const reason = `has a header with a schema id that cannot be read: ${reading?.problem ?? 'it begins with neither 0 nor 1.'}`;
    return refusal([], 'envelope', [{ path: '', reason }]);
  }
  return openWritten(judging, payload, [], reading.envelope);
}

/** What an envelope of Confluent's holds, by the schema that the envelope names. */
function openWritten(judging: Judging, rest: Uint8Array, outer: Envelope[], named: ConfluentEnvelope): EventVerdict {
  const { writers, format, startExplaining } = judging;
  const reading = readWriter(named, writers, format, startExplaining());
  const envelopes = [...outer, reading.envelope];
  if ('fault' in reading) return refusal(envelopes, 'envelope', [reading.fault]);
  const writer = reading.writer === undefined ? {} : { writer: reading.writer };
  return openPayload({ ...judging, ...writer, hint: 'auto' }, rest, undefined, envelopes);
}

/** Null where the payload does not begin as Confluent's. */
function openConfluent(judging: Judging, payload: Uint8Array, outer: Envelope[]): EventVerdict | null {
  if (outer.some(({ kind }) => kind === 'confluent')) return null;
  const reading = readConfluentEnvelope(payload, judging.format, false);
  const isAsked = judging.hint === 'confluent';
  if (reading === null) {
    const reason = `does not begin with Confluent's magic byte 0 (or 1), but with ${payload[0] ?? 'nothing'}`;
    return isAsked ? refusal(outer, 'envelope', [{ path: '', reason }]) : null;
  }
  const framed =
    'problem' in reading
      ? refusal(outer, 'envelope', [{ path: '', reason: reading.problem }])
      : openWritten(judging, reading.rest, outer, reading.envelope);
  if (framed.isValid === true || isAsked || judging.format !== 'AVRO') return framed;
  const bare = decodeAndJudge(judging, payload, outer);
  if (bare.isValid !== true) return framed;
  // Too short for an envelope, so that the first byte is the event's own.
  if ('problem' in reading) return bare;
  const isRegistered = (judging.writers?.get(schemaNameOf(reading.envelope)) ?? null) !== null;
  return isRegistered ? refusedAsFramed(framed, outer.length > 0) : eitherBareOrFramed(framed, outer.length > 0);
}

/** A CloudEvent, where the bytes hold one and the contract describes the event rather than the envelope. */
function cloudEventIn(judging: Judging, text: string): Record<string, unknown> | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isCloudEvent(value) && !describesEnvelope(judging) ? value : null;
  } catch {
    return null;
  }
}

const describesEnvelope = ({ schemas, schema, hint }: Judging): boolean =>
  hint === 'auto' && schemas.outline(schema).fields.some(({ path }) => path === '/specversion');

function openEvent(judging: Judging, event: unknown): EventVerdict {
  const { hint } = judging;
  const beyondJson = noJsonIn(event);
  if (beyondJson !== null) return refusal([], 'event', [beyondJson]);
  if (hint !== 'none' && hint !== 'confluent' && isCloudEvent(event) && !describesEnvelope(judging)) {
    return openCloudEvent(judging, event, []);
  }
  if (hint !== 'cloudevents') return judge(judging, event, []);
  return refusal([], 'envelope', [{ path: '', reason: 'is no CloudEvent in structured mode' }]);
}

function openCloudEvent(judging: Judging, event: Record<string, unknown>, outer: Envelope[]): EventVerdict {
  const { envelope, data, problems } = readCloudEvent(event);
  const envelopes = [...outer, envelope];
  const own = refusal(envelopes, 'envelope', problems);
  if (data === null) return own;
  const inner =
    'json' in data
      ? judge({ ...judging, rounded: inData(judging.rounded) }, data.json, envelopes)
      : openPayload({ ...judging, hint: 'auto' }, data.bytes, undefined, envelopes);
  const isValid = problems.length === 0 ? inner.isValid : false;
  return { ...inner, isValid, errors: [...own.errors, ...inner.errors] };
}

/** Those of the envelope's data, with pointers into it. */
const inData = (rounded: Judging['rounded']): Judging['rounded'] =>
  new Map(
    [...rounded]
      .filter(([path]) => path === '/data' || path.startsWith('/data/'))
      .map(([path, literal]) => [path.slice('/data'.length), literal]),
  );

function decodeAndJudge(judging: Judging, payload: Uint8Array, envelopes: Envelope[]): EventVerdict {
  const named = namedMessage(judging, judging.writer, envelopes);
  if ('reason' in named) return refusal(envelopes, 'envelope', [{ path: '', reason: named.reason }]);
  if (judging.format === 'JSON' && !isUtf8(payload)) {
    return refusal(envelopes, 'event', [{ path: '', reason: 'is no UTF-8, as JSON must be' }]);
  }
  if (judging.format === 'JSON' && payload.length === 0) {
    const reason = 'is empty, which is no JSON: a tombstone, if the topic is compacted, and no event';
    return refusal(envelopes, 'event', [{ path: '', reason }]);
  }
  const ofMessage = { ...judging, schema: named.schema };
  const decoding = decodeWritten(ofMessage, payload);
  if ('rejections' in decoding) return refusal(envelopes, 'event', decoding.rejections);
  const rounded = judging.format === 'JSON' ? findInexactNumbers(new TextDecoder().decode(payload)) : NONE;
  const verdict = judge({ ...ofMessage, rounded }, decoding.event, envelopes);
  return named.message === undefined ? verdict : { ...verdict, message: named.message };
}

function decodeWritten({ schemas, schema, writer }: Judging, payload: Uint8Array): Decoding {
  if (writer === undefined || schemas.format !== 'AVRO') return schemas.decode(schema, payload);
  const written = writer.schemas.decode(writer.schema, payload);
  if ('rejections' in written) return written;
  return schemas.readAs?.(writer.schema, schema, written.event) ?? written;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== null;
  } catch {
    return false;
  }
}

function judge(judging: Judging, given: unknown, envelopes: Envelope[]): EventVerdict {
  const { schemas, schema } = judging;
  const { event, rounded } = schemas.restoreNumbers?.(schema, given, judging.rounded) ?? {
    event: given,
    rounded: judging.rounded,
  };
  const verdict = judgeRestored({ ...judging, rounded }, event, envelopes);
  const [first] = rounded;
  return first === undefined ? verdict : { ...verdict, rounded: { path: first[0], literal: first[1] } };
}

function judgeRestored(judging: Judging, event: unknown, envelopes: Envelope[]): EventVerdict {
  const { schemas, schema, startExplaining, rounded } = judging;
  const ask = (one: unknown): boolean | null => answerOf(schemas.validate(schema, one));
  const doubt = doubtByRounding(event, rounded, ask, () => schemas.dividesNumbers?.(schema) ?? false);
  if (doubt !== null) return { ...refusal(envelopes, 'event', [doubt]), event };
  const rejections = schemas.validate(schema, event);
  if (rejections.length === 0) return { isValid: true, envelopes, errors: [], event };
  if (isUnknown(rejections)) return { ...refusal(envelopes, 'event', rejections), event };
  const explained = schemas.explain?.(schema, event, startExplaining()) ?? null;
  return { ...refusal(envelopes, 'event', [...twice(event), ...(explained ?? ordered(rejections))]), event };
}

const answerOf = (rejections: readonly Rejection[]): boolean | null =>
  isUnknown(rejections) ? null : rejections.length === 0;
