import { fieldKey, type WireMessage } from './codec.js';
import { rangeOf, scalarKind, wholeValue } from './value-ranges.js';
import type { Field, Message, Scalar } from './model.js';

const MAX_DEPTH = 20;
const MAX_ENUM_SAMPLES = 50;

/** A message with nothing in it but what it requires; null where that never ends. */
export function smallestMessage(message: Message, depth = 0): WireMessage | null {
  if (depth > MAX_DEPTH) return null;
  const value: WireMessage = {};
  for (const field of message.fields.filter(({ presence }) => presence === 'required')) {
    const one = firstElement(field, depth + 1);
    if (one === null) return null;
    value[fieldKey(field)] = one;
  }
  return value;
}

function firstElement(field: Field, depth: number): unknown {
  if (field.type.kind === 'message') return smallestMessage(field.type.message, depth);
  return elementsOf(field)[0] ?? null;
}

/** Values of a field that tell types apart: bounds of ranges, text beyond ASCII, bytes that are no text, two of a list. */
export function samplesOf(field: Field): unknown[] {
  const elements = elementsOf(field);
  const [first, second = first] = elements;
  if (first === undefined) return [];
  if (field.presence === 'repeated') return [[first, second], ...elements.map((one) => [one])];
  if (field.presence !== 'map') return elements;
  const [key, other] = KEYS[field.mapKey === 'string' ? 'string' : field.mapKey === 'bool' ? 'bool' : 'number'];
  return [{ [key]: first, [other]: second }, ...elements.map((one) => ({ [key]: one }))];
}

const KEYS = { string: ['a', 'b'], bool: ['true', 'false'], number: ['1', '2'] } as const;

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
  const smallest = smallestMessage(message, 1);
  if (smallest === null) return [];
  const simple = message.fields.filter(({ type }) => type.kind !== 'message').slice(0, 4);
  const filled = simple.flatMap((field) => {
    const [one] = samplesOf(field);
    return one === undefined ? [] : [{ ...smallest, [fieldKey(field)]: one }];
  });
  return [...filled, smallest];
}
