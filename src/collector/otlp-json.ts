import { ByteBuffer } from '../storage/native/byte-buffer.js';
import { countOne, type Oddity } from './decode-result.js';
import { MalformedPayload, WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT } from './protobuf-reader.js';

/** A request written as Protobuf, and what was left out of it. */
export interface JsonRequest {
  body: Buffer;
  /** Values of another form than their field's: they are absent from `body`. */
  odd: Partial<Record<Oddity, number>>;
}

/** How a field is written; false if the value has another form, and nothing was written. */
interface Field {
  readonly number: number;
  readonly write: (writer: Writer, field: number, value: unknown) => boolean;
  /** Set where a request that gets it wrong cannot be read at all: the form it must have. */
  readonly required?: string;
}
type Message = Readonly<Record<string, Field>>;

/** Values nested deeper are left out; Protobuf's own parsers stop at a hundred. */
const MAX_DEPTH = 100;
const HEX = /^(?:[0-9a-fA-F]{2})*$/;
const INTEGER = /^-?\d{1,20}$/;
/** One byte is no id of any kind: the decoder rejects the span, or takes its parent for absent, and counts it. */
const NO_ID = Buffer.alloc(1);

/**
 * OTLP's JSON encoding (specification 1.11, "JSON Protobuf Encoding") to the same request in Protobuf, so that one
 * decoder serves both: hex ids in either case, integer enums, 64-bit integers as strings or numbers, lowerCamelCase
 * names, unknown fields ignored, null as absent. A value of a wrong form is left out and counted, so that one odd
 * attribute does not cost the batch; throws `MalformedPayload` where there is no telling what the spans are.
 */
export function traceRequestFromJson(text: string): JsonRequest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new MalformedPayload(`the body is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const writer = new Writer();
  if (!writer.message(REQUEST, json)) throw new MalformedPayload(`the body is ${kindOf(json)}, expected an object`);
  return { body: writer.taken(), odd: writer.odd };
}

/** Writes nested messages; the buffers of inner ones, whose length must be known first, are kept by depth. */
class Writer {
  readonly odd: JsonRequest['odd'] = {};
  private readonly buffers: ByteBuffer[] = [new ByteBuffer(65_536)];
  private depth = 0;

  get out(): ByteBuffer {
    return this.buffers[this.depth]!;
  }

  taken(): Buffer {
    return this.out.bytes.subarray(0, this.out.length);
  }

  message(message: Message, value: unknown): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const name in value) {
      const field = Object.hasOwn(message, name) ? message[name] : undefined;
      const member = (value as Record<string, unknown>)[name];
      if (field === undefined || member === null || member === undefined) continue;
      if (field.write(this, field.number, member)) continue;
      if (field.required !== undefined)
        throw new MalformedPayload(`"${name}" is ${kindOf(member)}, expected ${field.required}`);
      countOne(this.odd, 'bad_value');
    }
    return true;
  }

  /** A nested message as a field of the one being written. */
  nested(field: number, message: Message, value: unknown): boolean {
    if (this.depth === MAX_DEPTH) return false;
    const inner = (this.buffers[++this.depth] ??= new ByteBuffer(1024));
    inner.length = 0;
    const isWritten = this.message(message, value);
    this.depth--;
    if (isWritten) this.bytes(field, inner.bytes, inner.length);
    return isWritten;
  }

  bytes(field: number, value: Uint8Array, length: number): void {
    this.tag(field, WIRE_BYTES);
    this.out.varint(length);
    this.out.append(value, 0, length);
  }

  tag(field: number, wire: number): void {
    this.out.varint(field * 8 + wire);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A 64-bit integer exactly: a decimal string, or a number that is a whole one; null for anything else. */
function integer(value: unknown): bigint | null {
  if (typeof value === 'string' && INTEGER.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  return null;
}

const text: Field['write'] = (writer, field, value) => {
  if (typeof value !== 'string') return false;
  writer.tag(field, WIRE_BYTES);
  writer.out.text(value);
  return true;
};

const id: Field['write'] = (writer, field, value) => {
  const bytes = typeof value === 'string' && HEX.test(value) ? Buffer.from(value, 'hex') : NO_ID;
  writer.bytes(field, bytes, bytes.length);
  return true;
};

const base64: Field['write'] = (writer, field, value) => {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.from(value, 'base64');
  writer.bytes(field, bytes, bytes.length);
  return true;
};

const fixed64: Field['write'] = (writer, field, value) => {
  const nanos = integer(value);
  if (nanos === null || nanos < 0n || nanos >= 1n << 64n) return false;
  writer.tag(field, WIRE_FIXED64);
  writer.out.reserve(8);
  writer.out.length = writer.out.bytes.writeBigUInt64LE(nanos, writer.out.length);
  return true;
};

const int64: Field['write'] = (writer, field, value) => {
  const number = integer(value);
  if (number === null || BigInt.asIntN(64, number) !== number) return false;
  writer.tag(field, WIRE_VARINT);
  let rest = BigInt.asUintN(64, number);
  for (; rest >= 0x80n; rest >>= 7n) writer.out.uint8(Number(rest & 0x7fn) | 0x80);
  writer.out.uint8(Number(rest));
  return true;
};

/** An unsigned 32-bit integer; null for anything else. */
function unsigned32(value: unknown): number | null {
  const number = integer(value);
  return number === null || number < 0n || number > 0xffff_ffffn ? null : Number(number);
}

const uint32: Field['write'] = (writer, field, value) => {
  const number = unsigned32(value);
  if (number === null) return false;
  writer.tag(field, WIRE_VARINT);
  writer.out.varint(number);
  return true;
};

const fixed32: Field['write'] = (writer, field, value) => {
  const number = unsigned32(value);
  if (number === null) return false;
  writer.tag(field, WIRE_FIXED32);
  writer.out.uint32(number);
  return true;
};

const bool: Field['write'] = (writer, field, value) => {
  if (typeof value !== 'boolean') return false;
  writer.tag(field, WIRE_VARINT);
  writer.out.uint8(value ? 1 : 0);
  return true;
};

const double: Field['write'] = (writer, field, value) => {
  const number = typeof value === 'string' ? specialDouble(value) : value;
  if (typeof number !== 'number') return false;
  writer.tag(field, WIRE_FIXED64);
  writer.out.reserve(8);
  writer.out.length = writer.out.bytes.writeDoubleLE(number, writer.out.length);
  return true;
};

/** Protobuf's JSON mapping: numbers as strings, and the three that JSON cannot write. */
function specialDouble(value: string): number | undefined {
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The message is given as a function, since messages name each other. */
function one(message: () => Message): Field['write'] {
  return (writer, field, value) => writer.nested(field, message(), value);
}

function many(message: () => Message): Field['write'] {
  return (writer, field, value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!writer.nested(field, message(), item)) countOne(writer.odd, 'bad_value');
    return true;
  };
}

function message(fields: Readonly<Record<string, readonly [number, Field['write'], string?]>>): Message {
  return Object.fromEntries(
    Object.entries(fields).map(([name, [number, write, required]]) => [
      name,
      required === undefined ? { number, write } : { number, write, required },
    ]),
  );
}

// Messages of opentelemetry-proto 1.11: common/v1, resource/v1, trace/v1, collector/trace/v1.
const ANY_VALUE: Message = message({
  stringValue: [1, text],
  boolValue: [2, bool],
  intValue: [3, int64],
  doubleValue: [4, double],
  arrayValue: [5, one(() => ARRAY_VALUE)],
  kvlistValue: [6, one(() => LIST_VALUE)],
  bytesValue: [7, base64],
});
const ARRAY_VALUE: Message = message({ values: [1, many(() => ANY_VALUE)] });
const KEY_VALUE: Message = message({ key: [1, text], value: [2, one(() => ANY_VALUE)] });
const LIST_VALUE: Message = message({ values: [1, many(() => KEY_VALUE)] });
const ATTRIBUTES = many(() => KEY_VALUE);
const RESOURCE: Message = message({ attributes: [1, ATTRIBUTES], droppedAttributesCount: [2, uint32] });
const SCOPE: Message = message({
  name: [1, text],
  version: [2, text],
  attributes: [3, ATTRIBUTES],
  droppedAttributesCount: [4, uint32],
});
const EVENT: Message = message({
  timeUnixNano: [1, fixed64],
  name: [2, text],
  attributes: [3, ATTRIBUTES],
  droppedAttributesCount: [4, uint32],
});
const LINK: Message = message({
  traceId: [1, id],
  spanId: [2, id],
  traceState: [3, text],
  attributes: [4, ATTRIBUTES],
  droppedAttributesCount: [5, uint32],
  flags: [6, fixed32],
});
const STATUS: Message = message({ message: [2, text], code: [3, uint32] });
const SPAN: Message = message({
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
  events: [11, many(() => EVENT)],
  droppedEventsCount: [12, uint32],
  links: [13, many(() => LINK)],
  droppedLinksCount: [14, uint32],
  status: [15, one(() => STATUS)],
  flags: [16, fixed32],
});
const SCOPE_SPANS: Message = message({
  scope: [1, one(() => SCOPE)],
  spans: [2, many(() => SPAN), 'an array of spans'],
  schemaUrl: [3, text],
});
const RESOURCE_SPANS: Message = message({
  resource: [1, one(() => RESOURCE)],
  scopeSpans: [2, many(() => SCOPE_SPANS), 'an array of scope spans'],
  schemaUrl: [3, text],
});
const REQUEST: Message = message({ resourceSpans: [1, many(() => RESOURCE_SPANS), 'an array of resource spans'] });
