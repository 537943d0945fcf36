import { ByteBuffer } from '../storage/native/byte-buffer.js';
import { MalformedPayload, WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT } from './protobuf-reader.js';

/** Where in the document we are: a step a level, made into a path only when something is wrong there. */
interface Place {
  readonly above: Place | null;
  readonly step: string | number;
  readonly depth: number;
}

type WriteField = (out: ByteBuffer, field: number, value: unknown, at: Place) => void;
type Message = Readonly<Record<string, readonly [field: number, write: WriteField]>>;

const MAX_DEPTH = 64;
const HEX = /^[0-9a-fA-F]*$/;
const INTEGER = /^-?\d{1,20}$/;

/**
 * OTLP's JSON encoding (specification 1.11, "JSON Protobuf Encoding") to the same request in Protobuf, so that one
 * decoder serves both: hex ids in either case, integer enums, 64-bit integers as strings or numbers, lowerCamelCase
 * names, unknown fields ignored, null as absent. Throws `MalformedPayload` naming the path of what is wrong.
 */
export function traceRequestFromJson(text: string): Buffer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new MalformedPayload(`the body is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const out = new ByteBuffer(text.length);
  writeMessage(REQUEST, out, json, { above: null, step: '$', depth: 0 });
  return out.bytes.subarray(0, out.length);
}

function writeMessage(message: Message, out: ByteBuffer, value: unknown, at: Place): void {
  if (at.depth > MAX_DEPTH) throw new MalformedPayload(`the document is nested more than ${MAX_DEPTH} deep`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expected(at, 'an object', value);
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(message, name) ? message[name] : undefined;
    if (known !== undefined && member !== null) known[1](out, known[0], member, below(at, name));
  }
}

function below(above: Place, step: string | number): Place {
  return { above, step, depth: above.depth + 1 };
}

function pathOf(at: Place): string {
  if (at.above === null) return String(at.step);
  return pathOf(at.above) + (typeof at.step === 'number' ? `[${at.step}]` : `.${at.step}`);
}

function tag(out: ByteBuffer, field: number, wire: number): void {
  out.varint(field * 8 + wire);
}

function bytes(out: ByteBuffer, field: number, value: Uint8Array): void {
  tag(out, field, WIRE_BYTES);
  out.varint(value.length);
  out.append(value, 0, value.length);
}

const text: WriteField = (out, field, value, at) => {
  if (typeof value !== 'string') throw expected(at, 'a string', value);
  tag(out, field, WIRE_BYTES);
  out.text(value);
};

const id: WriteField = (out, field, value, at) => {
  if (typeof value !== 'string' || !HEX.test(value) || value.length % 2 !== 0)
    throw expected(at, 'an id in hex', value);
  bytes(out, field, Buffer.from(value, 'hex'));
};

const base64: WriteField = (out, field, value, at) => {
  if (typeof value !== 'string') throw expected(at, 'bytes in base64', value);
  bytes(out, field, Buffer.from(value, 'base64'));
};

/** A 64-bit integer exactly: a decimal string, or a number that is a whole one. */
function integer(value: unknown, at: Place): bigint {
  if (typeof value === 'string' && INTEGER.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw expected(at, 'an integer, or one in a string', value);
}

const fixed64: WriteField = (out, field, value, at) => {
  const nanos = integer(value, at);
  if (nanos < 0n) throw expected(at, 'an integer that is not negative', value);
  tag(out, field, WIRE_FIXED64);
  out.reserve(8);
  out.length = out.bytes.writeBigUInt64LE(BigInt.asUintN(64, nanos), out.length);
};

const int64: WriteField = (out, field, value, at) => {
  tag(out, field, WIRE_VARINT);
  let rest = BigInt.asUintN(64, integer(value, at));
  while (rest >= 0x80n) {
    out.uint8(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.uint8(Number(rest));
};

const uint32: WriteField = (out, field, value, at) => {
  const number = Number(integer(value, at));
  if (number < 0 || number > 0xffff_ffff) throw expected(at, 'an integer from 0 to 4294967295', value);
  tag(out, field, WIRE_VARINT);
  out.varint(number);
};

const fixed32: WriteField = (out, field, value, at) => {
  const number = Number(integer(value, at));
  if (number < 0 || number > 0xffff_ffff) throw expected(at, 'an integer from 0 to 4294967295', value);
  tag(out, field, WIRE_FIXED32);
  out.uint32(number);
};

const bool: WriteField = (out, field, value, at) => {
  if (typeof value !== 'boolean') throw expected(at, 'true or false', value);
  tag(out, field, WIRE_VARINT);
  out.uint8(value ? 1 : 0);
};

const double: WriteField = (out, field, value, at) => {
  const number = typeof value === 'string' ? specialDouble(value) : value;
  if (typeof number !== 'number') throw expected(at, 'a number', value);
  tag(out, field, WIRE_FIXED64);
  out.reserve(8);
  out.length = out.bytes.writeDoubleLE(number, out.length);
};

/** Protobuf's JSON mapping: numbers as strings, and the three that JSON cannot write. */
function specialDouble(value: string): number | undefined {
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** A nested message; its length is known only once it is written, so it is written aside. */
function nested(message: () => Message): WriteField {
  return (out, field, value, at) => {
    const inner = new ByteBuffer(256);
    writeMessage(message(), inner, value, at);
    tag(out, field, WIRE_BYTES);
    out.varint(inner.length);
    out.append(inner.bytes, 0, inner.length);
  };
}

function repeated(write: WriteField): WriteField {
  return (out, field, value, at) => {
    if (!Array.isArray(value)) throw expected(at, 'an array', value);
    value.forEach((item, index) => write(out, field, item, below(at, index)));
  };
}

function expected(at: Place, form: string, value: unknown): MalformedPayload {
  const shown = JSON.stringify(value) ?? String(value);
  return new MalformedPayload(
    `${pathOf(at)} is ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}, expected ${form}`,
  );
}

// Messages of opentelemetry-proto 1.11: common/v1, resource/v1, trace/v1, collector/trace/v1.
const ANY_VALUE: Message = {
  stringValue: [1, text],
  boolValue: [2, bool],
  intValue: [3, int64],
  doubleValue: [4, double],
  arrayValue: [5, nested(() => ARRAY_VALUE)],
  kvlistValue: [6, nested(() => LIST_VALUE)],
  bytesValue: [7, base64],
};
const ARRAY_VALUE: Message = { values: [1, repeated(nested(() => ANY_VALUE))] };
const KEY_VALUE: Message = { key: [1, text], value: [2, nested(() => ANY_VALUE)] };
const LIST_VALUE: Message = { values: [1, repeated(nested(() => KEY_VALUE))] };
const ATTRIBUTES = repeated(nested(() => KEY_VALUE));
const RESOURCE: Message = { attributes: [1, ATTRIBUTES], droppedAttributesCount: [2, uint32] };
const SCOPE: Message = {
  name: [1, text],
  version: [2, text],
  attributes: [3, ATTRIBUTES],
  droppedAttributesCount: [4, uint32],
};
const EVENT: Message = {
  timeUnixNano: [1, fixed64],
  name: [2, text],
  attributes: [3, ATTRIBUTES],
  droppedAttributesCount: [4, uint32],
};
const LINK: Message = {
  traceId: [1, id],
  spanId: [2, id],
  traceState: [3, text],
  attributes: [4, ATTRIBUTES],
  droppedAttributesCount: [5, uint32],
  flags: [6, fixed32],
};
const STATUS: Message = { message: [2, text], code: [3, uint32] };
const SPAN: Message = {
  traceId: [1, id],
  spanId: [2, id],
  traceState: [3, text],
  parentSpanId: [4, id],
  name: [5, text],
  kind: [6, uint32],
  startTimeUnixNano: [7, fixed64],
  endTimeUnixNano: [8, fixed64],
  attributes: [9, ATTRIBUTES],
  droppedAttributesCount: [10, uint32],
  events: [11, repeated(nested(() => EVENT))],
  droppedEventsCount: [12, uint32],
  links: [13, repeated(nested(() => LINK))],
  droppedLinksCount: [14, uint32],
  status: [15, nested(() => STATUS)],
  flags: [16, fixed32],
};
const SCOPE_SPANS: Message = {
  scope: [1, nested(() => SCOPE)],
  spans: [2, repeated(nested(() => SPAN))],
  schemaUrl: [3, text],
};
const RESOURCE_SPANS: Message = {
  resource: [1, nested(() => RESOURCE)],
  scopeSpans: [2, repeated(nested(() => SCOPE_SPANS))],
  schemaUrl: [3, text],
};
const REQUEST: Message = { resourceSpans: [1, repeated(nested(() => RESOURCE_SPANS))] };
