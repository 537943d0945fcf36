import { isStackOverflow } from '../../stack-overflow.js';
import type { Rejection, ResolvedEvent } from '../schema-format.js';
import { codecOf, fieldKey, type WireMessage } from './codec.js';
import { eventName, eventOf } from './event-json.js';
import { eventTypeOf, fieldsOnWire, isReserved, type Field, type Message, type ProtoSchema } from './model.js';
import { readEvent } from './read-event.js';
import { refusalOf } from './refusal.js';
import { differencesOf, pathTo } from './same-event.js';
import { wellKnownJson } from './well-known-json.js';

const NO_MESSAGE: Rejection = { path: '', reason: 'the schema declares no message' };
const MOST_NOTES = 1_000;

/**
 * An event of the writer as the reader has it: it is encoded by one and decoded by the other, so fields go by number
 * (protobuf.dev/programming-guides/proto3#updating). What the reader takes for something else is refused, and so is a
 * field that it looks for under another number; what it does not know at all is dropped.
 */
export function resolveEvent(writer: ProtoSchema, reader: ProtoSchema, event: unknown): ResolvedEvent {
  const [from, to] = [eventTypeOf(writer), eventTypeOf(reader)];
  if (from === undefined || to === undefined) return { rejections: [NO_MESSAGE] };
  const reading = readEvent(from, event);
  if ('rejections' in reading) return reading;
  const encoded = attempt(from, () => codecOf(from).encode(reading.value));
  if ('reason' in encoded) return { rejections: [{ path: '', reason: encoded.reason }] };
  const decoded = attempt(to, () => codecOf(to).decode(encoded.value));
  if ('reason' in decoded) return { rejections: [{ path: '', reason: decoded.reason }] };
  const written = codecOf(from).decode(encoded.value);
  const differences = differencesOf({ message: from, value: written }, { message: to, value: decoded.value });
  const notes: Notes = { done: [], rejections: differences };
  compareNames(from, to, written, '', notes);
  const { rejections, done } = notes;
  return rejections.length > 0 ? { rejections } : { event: eventOf(to, decoded.value), done };
}

function attempt<T>(message: Message, act: () => T): { value: T } | { reason: string } {
  try {
    return { value: act() };
  } catch (error) {
    if (isStackOverflow(error)) throw error;
    return { reason: refusalOf(message, error) };
  }
}

interface Notes {
  done: string[];
  rejections: Rejection[];
}

/** What became of each field that the event has: dropped, under another name, or looked for under another number. */
function compareNames(writer: Message, reader: Message, value: WireMessage, path: string, notes: Notes): void {
  if (wellKnownJson(writer.fullName) !== null) return;
  const byNumber = new Map(fieldsOnWire(reader).map((field) => [field.number, field]));
  for (const field of fieldsOnWire(writer)) {
    const own = value[fieldKey(field)];
    if (own === undefined || notes.done.length >= MOST_NOTES) continue;
    const place = pathTo(path, eventName(field));
    const known = byNumber.get(field.number);
    if (known === undefined) unknownField(field, writer, reader, place, notes);
    else {
      if (known.name !== field.name) notes.done.push(`${pathTo(path, eventName(known))}: taken from "${field.name}"`);
      compareInside(field, known, own, place, notes);
    }
  }
}

/** A number that one side has reserved was given up on purpose. */
function unknownField(field: Field, writer: Message, reader: Message, place: string, notes: Notes): void {
  const namesake = reader.fields.find(({ name }) => name === field.name);
  const isMeant =
    namesake === undefined || isReserved(reader.reserved, field.number) || isReserved(writer.reserved, namesake.number);
  if (isMeant) notes.done.push(`${place}: dropped`);
  else
    notes.rejections.push({
      path: place,
      reason: `is written under number ${field.number} and looked for under ${namesake.number}: its value is lost`,
    });
}

function compareInside(field: Field, known: Field, value: unknown, place: string, notes: Notes): void {
  if (field.type.kind !== 'message' || known.type.kind !== 'message') return;
  const { message: from } = field.type;
  const { message: to } = known.type;
  const isList = field.presence === 'repeated' || field.presence === 'map';
  const parts = isList ? Object.entries(value as object) : [['', value] as const];
  for (const [step, part] of parts)
    compareNames(from, to, (part ?? {}) as WireMessage, isList ? pathTo(place, step) : place, notes);
}
