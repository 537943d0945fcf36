import { isStackOverflow } from '../../stack-overflow.js';
import type { Witness } from '../../finding.js';
import type { Rejection } from '../schema-format.js';
import { hexOf } from './bytes.js';
import { fieldKey, type WireMessage } from './codec.js';
import { eventOf } from './event-json.js';
import { isList } from './field-form.js';
import type { Meeting } from './meeting.js';
import type { Field, Message } from './model.js';
import { readWire } from './read-wire.js';
import { refusalOf } from './refusal.js';
import type { Obstacle } from './rules/rule.js';
import { differencesOf, type Event } from './same-event.js';
import { smallestMessage } from './samples.js';
import { writeWire } from './write-wire.js';

const MAX_SAMPLES = 12;
const MAX_HEX_BYTES = 4_096;
/** Readers take 100 messages inside each other, and no more (protobuf.dev/programming-guides/encoding, recursion). */
const MAX_PATH = 90;

/**
 * An event that shows an obstacle: written by the writer's schema, and refused by the reader's or made something else of. It
 * is told of the bytes and the whole schemas, never of the obstacle that made us look.
 */
export function witnessOf(obstacle: Obstacle, meeting: Meeting): Witness | null {
  const samples = obstacle.samples?.slice(0, MAX_SAMPLES) ?? [];
  for (const sample of samples) {
    const value = wrapped(sample, obstacle, meeting);
    const witness = value === null ? null : tried(value, obstacle, meeting);
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

/** Both sides are asked, with their whole schemas; anything that fails on the writer's side is no witness. */
function tried(value: WireMessage, obstacle: Obstacle, meeting: Meeting): Witness | null {
  const { writer } = meeting.root;
  try {
    const bytes = writeWire(writer, value);
    if (bytes.length > MAX_HEX_BYTES) return null;
    const written: Event = { message: writer, value: readWire(writer, bytes) };
    const rejections = rejectionsOf(written, bytes, obstacle, meeting);
    if (rejections.length === 0) return null;
    return { event: eventOf(writer, written.value), rejections, encodedHex: hexOf(bytes) };
  } catch (error) {
    if (isStackOverflow(error)) throw error;
    return null;
  }
}

function rejectionsOf(
  written: Event,
  bytes: Uint8Array,
  { alsoShows }: Obstacle,
  { path, readerPath, root: { reader } }: Meeting,
): Rejection[] {
  let read: WireMessage;
  try {
    read = readWire(reader, bytes);
  } catch (error) {
    return [{ path: '', reason: refusalOf(reader, error) }];
  }
  const differences = differencesOf(written, { message: reader, value: read });
  if (alsoShows === undefined || differences.length > 0) return differences;
  const [from, to] = [follow(written, path), follow({ message: reader, value: read }, readerPath)];
  return from === null || to === null ? [] : alsoShows(from, to);
}

/** The message at the end of a path, in the first item or entry of every list on the way. */
function follow(event: Event, path: readonly Field[]): Event | null {
  let here: Event = event;
  for (const field of path) {
    const value = here.value[fieldKey(field)];
    if (field.type.kind !== 'message' || value === undefined) return null;
    const inner = isList(field) ? firstOf(field, value as object) : value;
    here = { message: field.type.message, value: (inner ?? {}) as WireMessage };
  }
  return here;
}

/** A map that is walked as the list of its entries has its value in field 2 of them. */
function firstOf(field: Field, value: object): unknown {
  const [first] = Object.values(value) as unknown[];
  return Array.isArray(value) || field.presence === 'map' ? first : { [fieldKey({ number: 2 })]: first };
}
