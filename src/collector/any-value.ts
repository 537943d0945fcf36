import { MalformedPayload, ProtobufReader, WIRE_BYTES, WIRE_FIXED64, WIRE_VARINT } from './protobuf-reader.js';

/** OTLP's AnyValue: its field numbers are the types that `attribute_types` stores. */
export const ANY_STRING = 1;
export const ANY_BOOL = 2;
export const ANY_INT = 3;
export const ANY_DOUBLE = 4;
export const ANY_ARRAY = 5;
export const ANY_LIST = 6;
export const ANY_BYTES = 7;

/** Deeper nesting is refused: a few kilobytes of nested lists must not exhaust the stack. */
const MAX_DEPTH = 64;

export interface JsonAttribute {
  key: string;
  value: Record<string, unknown>;
}

/** KeyValue messages of a Resource or Scope as OTLP JSON. Not for the hot path: one call a resource. */
export function decodeAttribute(buffer: Buffer, start: number, end: number, depth = 0): JsonAttribute {
  const reader = new ProtobufReader().open(buffer, start, end);
  const attribute: JsonAttribute = { key: '', value: {} };
  while (reader.nextField()) {
    if (reader.field === 1 && reader.wire === WIRE_BYTES)
      attribute.key = buffer.toString('utf8', reader.start, reader.end);
    else if (reader.field === 2 && reader.wire === WIRE_BYTES)
      attribute.value = decodeAnyValue(buffer, reader.start, reader.end, depth);
    else reader.skip();
  }
  return attribute;
}

/** An AnyValue as OTLP JSON: `{ stringValue }`, `{ intValue: "decimal" }`, ...; {} where it is empty. */
export function decodeAnyValue(buffer: Buffer, start: number, end: number, depth = 0): Record<string, unknown> {
  if (depth > MAX_DEPTH) throw new MalformedPayload(`an attribute value nested more than ${MAX_DEPTH} deep`);
  const reader = new ProtobufReader().open(buffer, start, end);
  let value: Record<string, unknown> = {};
  while (reader.nextField()) value = decodeMember(reader, depth) ?? value;
  return value;
}

function decodeMember(reader: ProtobufReader, depth: number): Record<string, unknown> | undefined {
  const { buffer, field, wire, start, end } = reader;
  if (field === ANY_STRING && wire === WIRE_BYTES) return { stringValue: buffer.toString('utf8', start, end) };
  if (field === ANY_BOOL && wire === WIRE_VARINT) return { boolValue: reader.varint() !== 0 };
  if (field === ANY_INT && wire === WIRE_VARINT) return { intValue: signedDecimal(reader.varint64(), reader.high) };
  if (field === ANY_DOUBLE && wire === WIRE_FIXED64)
    return { doubleValue: jsonDouble(buffer.readDoubleLE(reader.fixed64())) };
  if (field === ANY_ARRAY && wire === WIRE_BYTES)
    return { arrayValue: { values: decodeList(buffer, start, end, depth) } };
  if (field === ANY_LIST && wire === WIRE_BYTES)
    return { kvlistValue: { values: decodePairs(buffer, start, end, depth) } };
  if (field === ANY_BYTES && wire === WIRE_BYTES) return { bytesValue: buffer.toString('base64', start, end) };
  reader.skip();
  return undefined;
}

function decodeList(buffer: Buffer, start: number, end: number, depth: number): Record<string, unknown>[] {
  const reader = new ProtobufReader().open(buffer, start, end);
  const values: Record<string, unknown>[] = [];
  while (reader.nextField()) {
    if (reader.field === 1 && reader.wire === WIRE_BYTES)
      values.push(decodeAnyValue(buffer, reader.start, reader.end, depth + 1));
    else reader.skip();
  }
  return values;
}

function decodePairs(buffer: Buffer, start: number, end: number, depth: number): JsonAttribute[] {
  const reader = new ProtobufReader().open(buffer, start, end);
  const pairs: JsonAttribute[] = [];
  while (reader.nextField()) {
    if (reader.field === 1 && reader.wire === WIRE_BYTES)
      pairs.push(decodeAttribute(buffer, reader.start, reader.end, depth + 1));
    else reader.skip();
  }
  return pairs;
}

/** A two's complement 64-bit integer, given in halves, in decimal. */
export function signedDecimal(low: number, high: number): string {
  if (high === 0) return String(low);
  return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString();
}

/** Protobuf's JSON mapping writes the doubles that JSON cannot as strings. */
export function jsonDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
