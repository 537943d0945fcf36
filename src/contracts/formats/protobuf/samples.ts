import { fieldKey, type WireMessage } from './codec.js';
import { rangeOf, scalarKind, wholeValue } from './value-ranges.js';
import { isScalar, type Field, type Message, type Scalar } from './model.js';

const MAX_SIZE = 1_000;
const MAX_ENUM_SAMPLES = 50;

interface Smallest {
  value: WireMessage;
  /** How many values are in it. */
  size: number;
}

const smallest = new WeakMap<Message, Smallest | null>();

/** A message with nothing in it but what it requires; null where that never ends, or is too much to show. */
export function smallestMessage(message: Message): WireMessage | null {
  const found = smallestOf(message);
  return found === null ? null : { ...found.value };
}

function smallestOf(message: Message): Smallest | null {
  const known = smallest.get(message);
  if (known !== undefined) return known;
  // Whoever asks for it again before it is done is inside it.
  smallest.set(message, null);
  const found: Smallest = { value: {}, size: 1 };
  for (const field of message.fields.filter(({ presence }) => presence === 'required')) {
    const inner = field.type.kind === 'message' ? smallestOf(field.type.message) : null;
    const one = field.type.kind === 'message' ? (inner?.value ?? null) : (elementsOf(field)[0] ?? null);
    found.size += inner?.size ?? 1;
    if (one === null || found.size > MAX_SIZE) return null;
    found.value[fieldKey(field)] = one;
  }
  smallest.set(message, found);
  return found;
}

/** Values of a field that tell types apart: bounds of ranges, text beyond ASCII, bytes that are no text, two of a list. */
export function samplesOf(field: Field): unknown[] {
  const elements = elementsOf(field);
  const [first, second = first] = elements;
  if (first === undefined) return [];
  if (field.presence === 'repeated') return [[first, second], ...elements.map((one) => [one])];
  if (field.presence !== 'map') return elements;
  const [key = '', other = '', ...more] = keysOf(field.mapKey ?? 'string');
  const bounds = more.map((one) => ({ [one]: first }));
  return [{ [key]: first, [other]: second }, ...bounds, ...elements.map((one) => ({ [key]: one }))];
}

/** One value as the field holds it: itself, or in a list or map. */
export function holding({ presence, mapKey }: Field, value: unknown): unknown {
  if (presence === 'repeated') return [value];
  return presence === 'map' ? { [mapKey === 'bool' ? 'true' : '1']: value } : value;
}

/** Two keys, and the bounds of their type. */
function keysOf(type: string): string[] {
  if (type === 'string') return ['a', 'b'];
  if (type === 'bool') return ['true', 'false'];
  const range = isScalar(type) ? rangeOf(type) : null;
  return ['1', '2', ...(range === null ? [] : [String(range.to), String(range.from)])];
}

function elementsOf({ type }: Field): unknown[] {
  if (type.kind === 'message') return messageSamples(type.message);
  if (type.kind === 'scalar') return scalarSamples(type.scalar);
  const numbers = type.enum.values.map(({ number }) => number);
  const declared = [...new Set([...numbers.filter((number) => number !== 0), ...numbers])].slice(0, MAX_ENUM_SAMPLES);
  return type.enum.features.enum_type === 'OPEN' ? [...declared, ...[2_147_483_647, 1_000, -1]] : declared;
}

function scalarSamples(scalar: Scalar): unknown[] {
  switch (scalarKind(scalar)) {
    case 'boolean':
      return [true];
    case 'text':
      return ['text', 'é', '', '\u0001'];
    case 'bytes':
      return [Uint8Array.of(0xff), Uint8Array.of(0x74), Uint8Array.of(0x08)];
    case 'float':
      return [1.5, 1e20, -2];
    case 'whole':
      return wholeNumbers(scalar);
  }
}

function wholeNumbers(scalar: Scalar): (bigint | number)[] {
  const range = rangeOf(scalar) ?? { from: 0n, to: 1n };
  const all = [1n, 2n, 3n, range.to, range.from, 2n ** 31n, 2n ** 32n, 2n ** 32n + 1n, -1n];
  return all.filter((value) => value >= range.from && value <= range.to).map((value) => wholeValue(scalar, value));
}

/** The smallest one, and one with a field set that is simple to set. */
function messageSamples(message: Message): WireMessage[] {
  const least = smallestMessage(message);
  if (least === null) return [];
  const simple = message.fields.filter(({ type }) => type.kind !== 'message').slice(0, 4);
  const filled = simple.flatMap((field) => {
    const [one] = samplesOf(field);
    return one === undefined ? [] : [{ ...least, [fieldKey(field)]: one }];
  });
  return [...filled, least];
}
