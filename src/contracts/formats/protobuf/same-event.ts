import type { Rejection } from '../schema-format.js';
import { hexOf } from './bytes.js';
import { codecOf, fieldKey, type WireMessage } from './codec.js';
import { defaultOf } from './default-of.js';
import { eventName } from './event-json.js';
import { isList } from './field-form.js';
import { fieldsOnWire, knownAs, type Field, type Message } from './model.js';
import { wellKnownJson } from './well-known-json.js';

const MAX_DIFFERENCES = 10;

export interface Event {
  message: Message;
  value: WireMessage;
}

/** A value and the field it is of; `undefined` is a value that is not there at all. */
interface Valued {
  field: Field;
  value: unknown;
}

/**
 * Where a reader makes something else of an event than its writer meant, by the fields that both know by number; what only
 * one of them knows is no difference. A field that is not there has its default. One value and a list of it are the same,
 * and so are numbers of different types, a string and its UTF-8 bytes, a message and its encoding, a map and its entries.
 */
export function differencesOf(writer: Event, reader: Event): Rejection[] {
  const found: Rejection[] = [];
  compareMessages(writer, reader, '', found);
  return found;
}

/** The same for fields whose name (`knownAs`) has another number in the reader: nothing of what they hold arrives under that name. */
export function lostByNumber(writer: Event, reader: Event, name: string): Rejection[] {
  const [from, to] = [writer, reader].map(({ message }) =>
    fieldsOnWire(message).find((field) => knownAs(field) === name),
  );
  if (from === undefined || to === undefined) return [];
  const found: Rejection[] = [];
  compareFields(valuedIn(writer, from), valuedIn(reader, to), pathTo('', eventName(from)), found);
  return found;
}

function compareMessages(writer: Event, reader: Event, path: string, found: Rejection[]): void {
  const readerFields = new Map(fieldsOnWire(reader.message).map((field) => [field.number, field]));
  for (const field of fieldsOnWire(writer.message)) {
    const other = readerFields.get(field.number);
    if (other === undefined || found.length >= MAX_DIFFERENCES) continue;
    compareFields(valuedIn(writer, field), valuedIn(reader, other), pathTo(path, eventName(field)), found);
  }
}

const valuedIn = ({ value }: Event, field: Field): Valued => ({ field, value: value[fieldKey(field)] });

export const pathTo = (path: string, name: string | number): string =>
  `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

function compareFields(writer: Valued, reader: Valued, path: string, found: Rejection[]): void {
  // A message that neither has says nothing, also where it would enclose itself.
  const isAbsent = writer.value === undefined && reader.value === undefined;
  if (isAbsent && [writer, reader].some(({ field }) => field.type.kind === 'message')) return;
  if (!isList(writer.field) && !isList(reader.field))
    return compareValues(orDefault(writer), orDefault(reader), path, found);
  if (writer.field.presence === 'map' || reader.field.presence === 'map')
    return compareEntries(entriesOf(writer), entriesOf(reader), path, found);
  const [wrote, read] = [itemsOf(writer), itemsOf(reader)];
  for (let index = 0; index < Math.max(wrote.length, read.length) && found.length < MAX_DIFFERENCES; index++)
    compareValues(
      wrote[index] ?? { field: writer.field, value: undefined },
      read[index] ?? { field: reader.field, value: undefined },
      isList(writer.field) ? pathTo(path, index) : path,
      found,
    );
}

const orDefault = ({ field, value }: Valued): Valued => ({ field, value: value ?? defaultOf(field) });

/** A single value that is zero and not there, or there as zero, is the same list of none. */
function itemsOf({ field, value }: Valued): Valued[] {
  const items =
    field.presence === 'repeated' ? ((value as unknown[] | undefined) ?? []) : value === undefined ? [] : [value];
  const single: Field = field.presence === 'repeated' ? { ...field, presence: 'explicit' } : field;
  return items.map((item) => ({ field: single, value: item }));
}

type Entry = [key: string, value: Valued];

/** A map's entries, or those of a list of messages that look like a map's: key in field 1, value in field 2. */
function entriesOf({ field, value }: Valued): Entry[] {
  if (value === undefined || value === null) return [];
  if (field.presence === 'map') {
    const inner: Field = { ...field, presence: 'implicit', mapKey: null };
    return Object.entries(value).map(([key, one]): Entry => [key, { field: inner, value: one }]);
  }
  if (field.type.kind !== 'message') return [['', { field, value }]];
  const [keyField, valueField] = [1, 2].map((number) => fieldNumbered(field, number));
  return ((field.presence === 'repeated' ? value : [value]) as WireMessage[]).map((message): Entry => {
    const key = keyField === undefined ? '' : (message['f1'] ?? defaultOf(keyField));
    return [
      String(key),
      valueField === undefined ? { field, value: undefined } : { field: valueField, value: message['f2'] },
    ];
  });
}

const fieldNumbered = ({ type }: Field, wanted: number): Field | undefined =>
  type.kind === 'message' ? type.message.fields.find(({ number }) => number === wanted) : undefined;

function compareEntries(wrote: Entry[], read: Entry[], path: string, found: Rejection[]): void {
  const byKey = ([a]: Entry, [b]: Entry): number => (a < b ? -1 : a > b ? 1 : 0);
  const [from, to] = [wrote.sort(byKey), read.sort(byKey)];
  if (from.length !== to.length || from.some(([key], index) => key !== to[index]![0])) {
    found.push({ path, reason: `it reads the keys ${keysOf(to)} where ${keysOf(from)} were written` });
    return;
  }
  from.forEach(([key, value], index) => compareFields(value, to[index]![1], pathTo(path, key), found));
}

const keysOf = (entries: readonly Entry[]): string =>
  `[${entries
    .map(([key]) => key)
    .slice(0, 5)
    .join(', ')}]`;

function compareValues(writer: Valued, reader: Valued, path: string, found: Rejection[]): void {
  const [from, to] = [eventIn(writer), eventIn(reader)];
  if (from !== null && to !== null) return compareInside(from, to, path, found);
  if (canonical(writer, from) === canonical(reader, to)) return;
  const reason =
    reader.value === undefined
      ? `the value ${shown(writer)} is lost`
      : `it reads ${shown(reader)} where ${shown(writer)} was written`;
  found.push({ path, reason });
}

/** A message that is one value in JSON, such as a time, has no places inside. */
function compareInside(from: Event, to: Event, path: string, found: Rejection[]): void {
  const start = found.length;
  compareMessages(from, to, path, found);
  if (wellKnownJson(from.message.fullName) === null) return;
  for (const [index, { reason }] of found.entries()) if (index >= start) found[index] = { path, reason };
}

function eventIn({ field: { type }, value }: Valued): Event | null {
  return type.kind === 'message' && value !== undefined
    ? { message: type.message, value: (value ?? {}) as WireMessage }
    : null;
}

/** Values that mean the same are the same text. */
function canonical({ value }: Valued, event: Event | null): string {
  // One that is not there may require what an empty one lacks, and has no bytes either.
  if (event !== null && Object.keys(event.value).length === 0) return 'bytes ';
  if (event !== null) return `bytes ${hexOf(codecOf(event.message).encode(event.value))}`;
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `bytes ${hexOf(new TextEncoder().encode(value))}`;
  if (value instanceof Uint8Array) return `bytes ${hexOf(value)}`;
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

function shown({ value, field }: Valued): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (value instanceof Uint8Array) return value.length === 0 ? 'no bytes' : `the bytes ${hexOf(value.subarray(0, 20))}`;
  if (value === undefined || value === null) return 'nothing';
  return field.type.kind === 'message' ? 'a message' : String(value);
}
