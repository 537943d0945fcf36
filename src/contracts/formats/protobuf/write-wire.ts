import { fieldKey, type WireMessage } from './codec.js';
import { defaultOf } from './default-of.js';
import { formOf } from './field-form.js';
import { entryMessages, listOfEntries } from './map-entry.js';
import { fieldsOnWire, type Field, type Message } from './model.js';
import { scalarKind } from './value-ranges.js';
import { DELIMITED, GROUP_END, WIRE_TYPES } from './wire-forms.js';

/**
 * The bytes of a message, straight from its schema (protobuf.dev/programming-guides/encoding): for one event, compiling a codec
 * takes far longer than writing it. A map may be given as the list of its entries, which may then lack a key or a value.
 */
export function writeWire(message: Message, value: WireMessage): Uint8Array {
  const bytes: number[] = [];
  for (const field of fieldsOnWire(message).toSorted((a, b) => a.number - b.number)) {
    const own = value[fieldKey(field)];
    if (own !== undefined) writeField(field, own, bytes);
  }
  return Uint8Array.from(bytes);
}

function writeField(field: Field, value: unknown, bytes: number[]): void {
  if (field.presence === 'map') return writeField(listOfEntries(field), entriesOf(field, value), bytes);
  if (field.presence !== 'repeated') {
    if (field.presence !== 'implicit' || !isZero(field, value)) writeTagged(field, value, bytes);
    return;
  }
  const items = value as unknown[];
  if (!field.isPacked) return items.forEach((item) => writeTagged(field, item, bytes));
  if (items.length === 0) return;
  const packed: number[] = [];
  for (const item of items) writeValue(field, item, packed);
  writeVarint(BigInt(field.number * 8 + DELIMITED), bytes);
  writeBlock(packed, bytes);
}

function entriesOf({ mapKey }: Field, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const keyOf = (text: string): unknown =>
    mapKey === 'string' ? text : mapKey === 'bool' ? text === 'true' : BigInt(text);
  return entryMessages(value as Record<string, unknown>, keyOf);
}

/** What a field with implicit presence leaves out. */
function isZero(field: Field, value: unknown): boolean {
  if (value instanceof Uint8Array || typeof value === 'string') return value.length === 0;
  return !Object.is(value, -0) && Number(value) === Number(defaultOf(field));
}

function writeTagged(field: Field, value: unknown, bytes: number[]): void {
  writeVarint(BigInt(field.number * 8 + WIRE_TYPES[formOf(field)]), bytes);
  writeValue(field, value, bytes);
  if (field.isDelimited) writeVarint(BigInt(field.number * 8 + GROUP_END), bytes);
}

function writeValue({ type, isDelimited }: Field, value: unknown, bytes: number[]): void {
  if (type.kind === 'message') {
    const inner = writeWire(type.message, (value ?? {}) as WireMessage);
    return isDelimited ? append(inner, bytes) : writeBlock(inner, bytes);
  }
  if (type.kind === 'enum') return writeVarint(BigInt(value as number), bytes);
  if (scalarKind(type.scalar) === 'text') return writeBlock(new TextEncoder().encode(value as string), bytes);
  if (scalarKind(type.scalar) === 'bytes') return writeBlock(value as Uint8Array, bytes);
  const isFixed = /fixed|float|double/.test(type.scalar);
  if (isFixed) return append(fixedBytes(type.scalar, value), bytes);
  const number = BigInt(value as number | bigint | boolean);
  // Zigzag: numbers near zero are short, whatever their sign.
  writeVarint(type.scalar.startsWith('sint') ? (number << 1n) ^ (number >> 63n) : number, bytes);
}

function fixedBytes(scalar: string, value: unknown): Uint8Array {
  const view = new DataView(new ArrayBuffer(scalar === 'double' || scalar.endsWith('64') ? 8 : 4));
  if (scalar === 'double') view.setFloat64(0, value as number, true);
  else if (scalar === 'float') view.setFloat32(0, value as number, true);
  else if (scalar.endsWith('64')) view.setBigUint64(0, BigInt(value as bigint), true);
  else view.setUint32(0, Number(value), true);
  return new Uint8Array(view.buffer);
}

function writeBlock(block: ArrayLike<number>, bytes: number[]): void {
  writeVarint(BigInt(block.length), bytes);
  append(block, bytes);
}

function append(block: ArrayLike<number>, bytes: number[]): void {
  for (let index = 0; index < block.length; index++) bytes.push(block[index]!);
}

function writeVarint(value: bigint, bytes: number[]): void {
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
}
