import { readFields, type ProtobufField } from './protobuf-fields.js';

/** An OTLP JSON AnyValue: one of stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue. */
export type AnyValue = Record<string, unknown>;
export interface KeyValue {
  key: string;
  value: AnyValue;
}

/** What a stored span holds beside its columns, under OTLP JSON field names; absent fields are left out. */
export interface SpanRemainder {
  traceState?: string;
  droppedAttributesCount?: number;
  events?: RemainderEvent[];
  droppedEventsCount?: number;
  links?: Record<string, unknown>[];
  droppedLinksCount?: number;
}
export interface RemainderEvent {
  timeUnixNano?: string;
  name?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

/** Values nested deeper are left empty: nobody writes them by hand, and a decoder must not run out of stack. */
const MAX_DEPTH = 64;

const text = new TextDecoder();
const toText = (field: ProtobufField): string => (field.wire === 'bytes' ? text.decode(field.value) : '');
const toHex = (field: ProtobufField): string =>
  field.wire === 'bytes' ? Buffer.from(field.value).toString('hex') : '';
const toNumber = (field: ProtobufField): number => (field.wire === 'bytes' ? 0 : Number(field.value));
const bytesOf = (field: ProtobufField): Uint8Array => (field.wire === 'bytes' ? field.value : new Uint8Array());

/**
 * Decodes the fields of opentelemetry.proto.trace.v1.Span (1.11) that the collector keeps verbatim: trace_state 3,
 * dropped_attributes_count 10, events 11, dropped_events_count 12, links 13, dropped_links_count 14. Other fields are
 * passed over. Throws a RangeError on bytes that are no protobuf.
 */
export function decodeRemainder(bytes: Uint8Array): SpanRemainder {
  const remainder: SpanRemainder = {};
  for (const field of readFields(bytes)) {
    if (field.number === 3) remainder.traceState = toText(field);
    else if (field.number === 10) remainder.droppedAttributesCount = toNumber(field);
    else if (field.number === 11) (remainder.events ??= []).push(decodeEvent(bytesOf(field)));
    else if (field.number === 12) remainder.droppedEventsCount = toNumber(field);
    else if (field.number === 13) (remainder.links ??= []).push(decodeLink(bytesOf(field)));
    else if (field.number === 14) remainder.droppedLinksCount = toNumber(field);
  }
  return remainder;
}

function decodeEvent(bytes: Uint8Array): RemainderEvent {
  const event: RemainderEvent = {};
  for (const field of readFields(bytes)) {
    if (field.number === 1 && field.wire !== 'bytes') event.timeUnixNano = field.value.toString();
    else if (field.number === 2) event.name = toText(field);
    else if (field.number === 3) (event.attributes ??= []).push(decodeKeyValue(bytesOf(field), 0));
    else if (field.number === 4) event.droppedAttributesCount = toNumber(field);
  }
  return event;
}

function decodeLink(bytes: Uint8Array): Record<string, unknown> {
  const link: { attributes?: KeyValue[] } & Record<string, unknown> = {};
  for (const field of readFields(bytes)) {
    if (field.number === 1) link['traceId'] = toHex(field);
    else if (field.number === 2) link['spanId'] = toHex(field);
    else if (field.number === 3) link['traceState'] = toText(field);
    else if (field.number === 4) (link.attributes ??= []).push(decodeKeyValue(bytesOf(field), 0));
    else if (field.number === 5) link['droppedAttributesCount'] = toNumber(field);
    else if (field.number === 6) link['flags'] = toNumber(field);
  }
  return link;
}

function decodeKeyValue(bytes: Uint8Array, depth: number): KeyValue {
  const pair: KeyValue = { key: '', value: {} };
  for (const field of readFields(bytes)) {
    if (field.number === 1) pair.key = toText(field);
    else if (field.number === 2) pair.value = decodeAnyValue(bytesOf(field), depth + 1);
  }
  return pair;
}

/** The last field set wins, as protobuf says of a oneof. */
function decodeAnyValue(bytes: Uint8Array, depth: number): AnyValue {
  let value: AnyValue = {};
  if (depth > MAX_DEPTH) return value;
  for (const field of readFields(bytes)) {
    if (field.wire === 'bytes') value = decodeNested(field.number, field.value, depth) ?? value;
    else if (field.number === 2) value = { boolValue: field.value !== 0n };
    else if (field.number === 3) value = { intValue: BigInt.asIntN(64, field.value).toString() };
    else if (field.number === 4) value = { doubleValue: showDouble(toDouble(field.value)) };
  }
  return value;
}

function decodeNested(number: number, bytes: Uint8Array, depth: number): AnyValue | undefined {
  const values = (read: (bytes: Uint8Array, depth: number) => unknown) =>
    [...readFields(bytes)].filter((field) => field.number === 1).map((field) => read(bytesOf(field), depth + 1));
  if (number === 1) return { stringValue: text.decode(bytes) };
  if (number === 5) return { arrayValue: { values: values(decodeAnyValue) } };
  if (number === 6) return { kvlistValue: { values: values(decodeKeyValue) } };
  if (number === 7) return { bytesValue: Buffer.from(bytes).toString('base64') };
  return undefined;
}

function toDouble(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** Protobuf's JSON writes what JSON's numbers cannot as "NaN", "Infinity" and "-Infinity". */
export function showDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
