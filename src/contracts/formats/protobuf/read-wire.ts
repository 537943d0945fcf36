import { fieldKey, type WireMessage } from './codec.js';
import { defaultOf } from './default-of.js';
import { formOf } from './field-form.js';
import { entryOf } from './map-entry.js';
import { fieldsOnWire, type Field, type Message, type Scalar } from './model.js';
import { set } from './set.js';
import { DELIMITED, FIXED_32, FIXED_64, GROUP_END, GROUP_START, VARINT, WIRE_TYPES } from './wire-forms.js';

const MAX_DEPTH = 100;

/**
 * A message of bytes by its whole schema, as `Codec.decode` gives it (protobuf.dev/programming-guides/encoding). It is written
 * from the specification, needs nothing compiled, and is the second opinion on every event that is shown. Throws with words
 * that `refusalOf` knows.
 */
export function readWire(message: Message, bytes: Uint8Array): WireMessage {
  const value: WireMessage = {};
  readInto(message, value, { bytes, at: 0, end: bytes.length }, 0, null);
  return value;
}

interface Cursor {
  bytes: Uint8Array;
  at: number;
  end: number;
}

function readInto(message: Message, value: WireMessage, cursor: Cursor, depth: number, group: number | null): void {
  if (depth > MAX_DEPTH) throw new Error('max depth');
  const fields = new Map(fieldsOnWire(message).map((field) => [field.number, field]));
  let isOpen = group !== null;
  while (cursor.at < cursor.end) {
    const tag = Number(BigInt.asUintN(32, varint(cursor)));
    const [number, wireType] = [tag >>> 3, tag & 7];
    if (wireType === GROUP_END && number === group) {
      isOpen = false;
      break;
    }
    const field = fields.get(number);
    if (field === undefined || !readField(field, wireType, value, cursor, depth)) skip(number, wireType, cursor, depth);
  }
  if (isOpen) throw new Error('index out of range');
  for (const field of message.fields)
    if (field.presence === 'required' && value[fieldKey(field)] === undefined)
      throw new Error(`missing required 'f${field.number}'`);
}

/** False where the field is written in another way than its type: it is passed over then, as an unknown one. */
function readField(field: Field, wireType: number, value: WireMessage, cursor: Cursor, depth: number): boolean {
  const key = fieldKey(field);
  const expected = WIRE_TYPES[formOf(field)];
  const isPacked =
    field.presence === 'repeated' && wireType === DELIMITED && expected !== DELIMITED && expected !== GROUP_START;
  if (wireType !== expected && !isPacked) return false;
  if (field.presence === 'map') return readEntry(field, value, cursor, depth);
  if (field.oneof !== null)
    for (const other of field.oneof.fields) if (other !== field && isKept(field, cursor)) delete value[fieldKey(other)];
  const block = isPacked ? blockOf(cursor) : null;
  if (field.presence !== 'repeated') {
    const own = readValue(field, value[key], cursor, depth);
    if (own !== undefined) value[key] = own;
    return true;
  }
  const items = (value[key] ??= []) as unknown[];
  do {
    if (block !== null && block.at >= block.end) break;
    const item = readValue(field, undefined, block ?? cursor, depth);
    if (item !== undefined) items.push(item);
  } while (block !== null);
  if (items.length === 0) delete value[key];
  return true;
}

/** Whether what comes is a value at all: a closed enum does not know every number. */
function isKept({ type }: Field, cursor: Cursor): boolean {
  if (type.kind !== 'enum' || type.enum.features.enum_type === 'OPEN') return true;
  const number = Number(BigInt.asIntN(32, varint({ ...cursor })));
  return type.enum.values.some((one) => one.number === number);
}

/** Of the same key the last entry stays; one with a value that a closed enum does not know is passed over as a whole. */
function readEntry(map: Field, value: WireMessage, cursor: Cursor, depth: number): boolean {
  const [keyField, valueField] = entryOf(map).fields as [Field, Field];
  const block = blockOf(cursor);
  const isLost = entryIsLost(valueField, { ...block });
  const entry: WireMessage = {};
  readInto(entryOf(map), entry, block, depth, null);
  if (isLost) return true;
  const entries = (value[fieldKey(map)] ??= {}) as Record<string, unknown>;
  set(entries, String(entry['f1'] ?? defaultOf(keyField)), entry['f2'] ?? emptyValue(valueField, depth));
  return true;
}

function entryIsLost(valueField: Field, cursor: Cursor): boolean {
  if (valueField.type.kind !== 'enum') return false;
  let isLost = false;
  while (cursor.at < cursor.end) {
    const tag = Number(BigInt.asUintN(32, varint(cursor)));
    if (tag === 2 * 8 + VARINT) isLost = !isKept(valueField, cursor);
    skip(tag >>> 3, tag & 7, cursor, 0);
  }
  return isLost;
}

function emptyValue(field: Field, depth: number): unknown {
  if (field.type.kind !== 'message') return defaultOf(field);
  const value: WireMessage = {};
  readInto(field.type.message, value, { bytes: new Uint8Array(), at: 0, end: 0 }, depth + 1, null);
  return value;
}

/** `undefined` for a number that a closed enum does not know. A message that comes again is merged into the one before. */
function readValue(field: Field, earlier: unknown, cursor: Cursor, depth: number): unknown {
  const { type, number } = field;
  if (type.kind === 'message') {
    const value = (earlier ?? {}) as WireMessage;
    readInto(
      type.message,
      value,
      field.isDelimited ? cursor : blockOf(cursor),
      depth + 1,
      field.isDelimited ? number : null,
    );
    return value;
  }
  if (type.kind === 'scalar') return readScalar(type.scalar, field.features.utf8_validation === 'VERIFY', cursor);
  const isKnown = isKept(field, cursor);
  const own = Number(BigInt.asIntN(32, varint(cursor)));
  return isKnown ? own : undefined;
}

function readScalar(scalar: Scalar, isVerified: boolean, cursor: Cursor): unknown {
  switch (scalar) {
    case 'string':
      return textOf(bytesOf(blockOf(cursor)), isVerified);
    case 'bytes':
      return bytesOf(blockOf(cursor)).slice();
    case 'bool':
      return varint(cursor) !== 0n;
    case 'int32':
      return Number(BigInt.asIntN(32, varint(cursor)));
    case 'uint32':
      return Number(BigInt.asUintN(32, varint(cursor)));
    case 'int64':
      return BigInt.asIntN(64, varint(cursor));
    case 'uint64':
      return varint(cursor);
    case 'sint32':
      return Number(unzigzag(BigInt.asUintN(32, varint(cursor))));
    case 'sint64':
      return unzigzag(varint(cursor));
    default:
      return readFixed(scalar, cursor);
  }
}

function readFixed(scalar: Scalar, cursor: Cursor): bigint | number {
  const view = fixed(cursor, scalar === 'double' || scalar.endsWith('64') ? 8 : 4);
  if (scalar === 'double') return view.getFloat64(0, true);
  if (scalar === 'float') return view.getFloat32(0, true);
  if (scalar === 'fixed64') return view.getBigUint64(0, true);
  if (scalar === 'sfixed64') return view.getBigInt64(0, true);
  return scalar === 'fixed32' ? view.getUint32(0, true) : view.getInt32(0, true);
}

const unzigzag = (value: bigint): bigint => (value >> 1n) ^ -(value & 1n);
const bytesOf = ({ bytes, at, end }: Cursor): Uint8Array => bytes.subarray(at, end);

function textOf(bytes: Uint8Array, isVerified: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: isVerified, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('invalid utf-8');
  }
}

function varint(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.at < cursor.end ? cursor.bytes[cursor.at++] : undefined;
    if (byte === undefined) throw new Error('index out of range');
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
  throw new Error('invalid varint');
}

function fixed(cursor: Cursor, length: number): DataView {
  const from = cursor.at;
  cursor.at += length;
  if (cursor.at > cursor.end) throw new Error('index out of range');
  return new DataView(cursor.bytes.buffer, cursor.bytes.byteOffset + from, length);
}

/** What a length stands before. */
function blockOf(cursor: Cursor): Cursor {
  const length = Number(varint(cursor));
  const at = cursor.at;
  cursor.at += length;
  if (cursor.at > cursor.end) throw new Error('index out of range');
  return { bytes: cursor.bytes, at, end: cursor.at };
}

function skip(number: number, wireType: number, cursor: Cursor, depth: number): void {
  if (number === 0 || depth > MAX_DEPTH) throw new Error(number === 0 ? 'invalid tag' : 'max depth');
  if (wireType === VARINT) varint(cursor);
  else if (wireType === FIXED_64) fixed(cursor, 8);
  else if (wireType === FIXED_32) fixed(cursor, 4);
  else if (wireType === DELIMITED) blockOf(cursor);
  else if (wireType !== GROUP_START) throw new Error('invalid wire type');
  else
    for (;;) {
      const tag = Number(BigInt.asUintN(32, varint(cursor)));
      if ((tag & 7) === GROUP_END && tag >>> 3 === number) return;
      skip(tag >>> 3, tag & 7, cursor, depth + 1);
    }
}
