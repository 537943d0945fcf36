import { fieldKey } from './codec.js';
import type { Field, FieldType, Message, Scalar } from './model.js';

const entries = new WeakMap<Field, Message>();
const madeHere = new WeakSet<Message>();

/** Whether nobody declared this message: it is what a map is written as. */
export const isMapEntry = (message: Message): boolean => madeHere.has(message);

/** The message that a map's entries are on the wire: the key in 1, the value in 2, named as protoc names it (encoding#maps). */
export function entryOf(map: Field): Message {
  const known = entries.get(map);
  if (known !== undefined) return known;
  const { file, options, at, gapAt, bodyAt, parent, features } = map;
  const name = entryNameOf(map);
  const entry: Message = {
    ...{ name, fullName: parent === null ? name : `${parent.fullName}.${name}`, file, options, at, gapAt, bodyAt },
    ...{ kind: 'message', parent, fields: [], oneofs: [], messages: [], enums: [], extensions: [], extendedBy: [] },
    ...{ reserved: { ranges: [], names: [] }, extensionRanges: [], features },
  };
  const key: FieldType = { kind: 'scalar', scalar: map.mapKey as Scalar };
  entry.fields.push(partOf(map, entry, 'key', 1, key), partOf(map, entry, 'value', 2, map.type));
  entries.set(map, entry);
  madeHere.add(entry);
  return entry;
}

/** `line_items` has entries of `LineItemsEntry`. */
export const entryNameOf = ({ name }: Pick<Field, 'name'>): string =>
  `${name.replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase()).replaceAll('_', '')}Entry`;

/** The same field as the list of entries that it is on the wire. */
export const listOfEntries = (map: Field): Field => ({
  ...map,
  mapKey: null,
  label: 'repeated',
  presence: 'repeated',
  type: { kind: 'message', message: entryOf(map) },
});

function partOf(map: Field, entry: Message, name: 'key' | 'value', number: number, type: FieldType): Field {
  return {
    ...map,
    ...{ name, jsonName: name, fullName: `${entry.fullName}.${name}`, number, type, parent: entry },
    ...{ mapKey: null, label: null, oneof: null, isPacked: false, isDelimited: false, options: [] },
    presence: type.kind === 'message' ? 'explicit' : 'implicit',
  };
}

/** A map as the messages it is written as; a message without a key or a value stays so. */
export const entryMessages = (map: Record<string, unknown>, keyOf: (text: string) => unknown): object[] =>
  Object.entries(map).map(([key, value]) => ({
    [fieldKey({ number: 1 })]: keyOf(key),
    [fieldKey({ number: 2 })]: value,
  }));
