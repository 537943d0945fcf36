import type { Witness } from '../../finding.js';
import type { Rejection } from '../schema-format.js';
import { hexOf } from './bytes.js';
import { codecFor, codecOf, fieldKey, type Codec, type WireMessage } from './codec.js';
import { eventOf } from './event-json.js';
import type { Meeting } from './meeting.js';
import type { Field, Message } from './model.js';
import { refusalOf } from './refusal.js';
import type { Obstacle } from './rules/rule.js';
import { differencesOf, lostByNumber, type Event } from './same-event.js';
import { smallestMessage } from './samples.js';

const MAX_SAMPLES = 12;
const MAX_HEX_BYTES = 4_096;
/** Readers take 100 messages inside each other, and no more (protobuf.dev/programming-guides/encoding, recursion). */
const MAX_PATH = 90;

/** An event that shows an obstacle: the writer's codec wrote it, and the reader's refuses it or makes something else of it. */
export function witnessOf(obstacle: Obstacle, meeting: Meeting): Witness | null {
  const samples = obstacle.samples?.slice(0, MAX_SAMPLES) ?? [];
  for (const sample of samples) {
    const value = wrapped(sample, obstacle, meeting);
    const witness = value === null ? null : tried(value, sample, obstacle, meeting);
    if (witness !== null) return witness;
  }
  return null;
}

/** A whole event around fields of a message inside it, with all that is required on the way. */
function wrapped(sample: WireMessage, { rule }: Obstacle, { writer, root, path }: Meeting): WireMessage | null {
  if (path.length > MAX_PATH) return null;
  // Here the sample is the whole message: what it lacks, it lacks on purpose.
  const isWhole = rule === 'required-field-added';
  const smallest = isWhole ? {} : smallestMessage(writer);
  if (smallest === null) return null;
  let value: WireMessage = { ...smallest, ...sample };
  for (let step = path.length - 1; step >= 0; step--) {
    const field = path[step]!;
    const around = smallestMessage(step === 0 ? root.writer : messageIn(path[step - 1]!));
    if (around === null) return null;
    value = { ...withoutOneof(around, field), [fieldKey(field)]: held(value, field) };
  }
  return value;
}

const messageIn = ({ type }: Field): Message => (type as Extract<Field['type'], { kind: 'message' }>).message;

const withoutOneof = (value: WireMessage, { oneof }: Field): WireMessage =>
  oneof === null
    ? value
    : Object.fromEntries(Object.entries(value).filter(([key]) => !oneof.fields.map(fieldKey).includes(key)));

function held(value: WireMessage, { presence, mapKey }: Field): unknown {
  if (presence === 'repeated') return [value];
  if (presence !== 'map') return value;
  return { [mapKey === 'string' ? 'key' : mapKey === 'bool' ? 'true' : '1']: value };
}

/**
 * Codecs of the fields the event has are enough, unless a reader takes other bytes for a message: then any number may be in
 * them.
 */
function codecsFor(sample: WireMessage, { field }: Obstacle, meeting: Meeting): { writer: Codec; reader: Codec } {
  const { root, common, path } = meeting;
  const read = common.find(([own]) => own === field)?.[1];
  const isMisread = read?.type.kind === 'message' && field?.type.kind !== 'message';
  if (isMisread) return { writer: codecOf(root.writer), reader: codecOf(root.reader) };
  // A map's entries are messages with 1 and 2 to whoever reads a list.
  const isMap = [field, read].some((one) => (one?.mapKey ?? null) !== null);
  const numbers = new Set(isMap ? ['f1', 'f2'] : []);
  collectKeys(sample, numbers);
  const onTheWay = new Set([...path, ...readerPath(meeting)]);
  const isKept = (one: Field): boolean => onTheWay.has(one) || numbers.has(fieldKey(one));
  return { writer: codecFor(root.writer, isKept), reader: codecFor(root.reader, isKept) };
}

/** The reader's fields on the way to where two messages meet. */
function readerPath({ root, path }: Meeting): Field[] {
  let message: Message | null = root.reader;
  return path.flatMap(({ number }): Field[] => {
    const field: Field | undefined = message?.fields.find((one) => one.number === number);
    message = field?.type.kind === 'message' ? field.type.message : null;
    return field === undefined ? [] : [field];
  });
}

function collectKeys(value: unknown, keys: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const [key, one] of Object.entries(value)) {
    keys.add(key);
    collectKeys(one, keys);
  }
}

/** Both sides are asked; anything that fails on the writer's side is no witness. */
function tried(value: WireMessage, sample: WireMessage, obstacle: Obstacle, meeting: Meeting): Witness | null {
  const { writer } = meeting.root;
  try {
    const codecs = codecsFor(sample, obstacle, meeting);
    const bytes = codecs.writer.encode(value);
    if (bytes.length > MAX_HEX_BYTES) return null;
    const written: Event = { message: writer, value: codecs.writer.decode(bytes) };
    const rejections = rejectionsOf(written, codecs.reader, bytes, obstacle, meeting);
    if (rejections.length === 0) return null;
    return { event: eventOf(writer, written.value), rejections, encodedHex: hexOf(bytes) };
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack size')) throw error;
    return null;
  }
}

function rejectionsOf(
  written: Event,
  codec: Codec,
  bytes: Uint8Array,
  { lostName }: Obstacle,
  { path, root: { reader } }: Meeting,
): Rejection[] {
  let read: WireMessage;
  try {
    read = codec.decode(bytes);
  } catch (error) {
    return [{ path: '', reason: refusalOf(reader, error) }];
  }
  const differences = differencesOf(written, { message: reader, value: read });
  if (lostName === undefined || differences.length > 0) return differences;
  const [from, to] = [follow(written, path), follow({ message: reader, value: read }, path)];
  return from === null || to === null ? [] : lostByNumber(from, to, lostName);
}

/** The message at the end of a path, in the first item or entry of every list on the way. */
function follow(event: Event, path: readonly Field[]): Event | null {
  let here: Event = event;
  for (const { number } of path) {
    const field = here.message.fields.find((one) => one.number === number);
    const value = here.value[`f${number}`];
    if (field === undefined || field.type.kind !== 'message' || value === undefined) return null;
    const inner = field.presence === 'repeated' || field.presence === 'map' ? Object.values(value as object)[0] : value;
    here = { message: field.type.message, value: (inner ?? {}) as WireMessage };
  }
  return here;
}
