import type { Format } from '../source.js';
import type { ConfluentEnvelope } from './envelope.js';

const MAGIC_ID = 0;
const MAGIC_GUID = 1;
const ID_BYTES = 4;
const GUID_BYTES = 16;
/** Messages are not nested deeper by anybody, and a length is only a number that somebody sent. */
const MAX_INDEXES = 100;

export type ConfluentReading = { envelope: ConfluentEnvelope; rest: Uint8Array } | { problem: string };

/**
 * Reads Confluent's framing: a zero and the schema's id in four bytes, or a one and its GUID in sixteen, big endian; for
 * Protobuf then the message indexes, a count and as many zigzag varints, where a single zero stands for the first
 * message. Null where the bytes do not begin so.
 */
export function readConfluentEnvelope(bytes: Uint8Array, format: Format, isInHeader: boolean): ConfluentReading | null {
  const [magic] = bytes;
  if (magic !== MAGIC_ID && magic !== MAGIC_GUID) return null;
  const size = 1 + (magic === MAGIC_ID ? ID_BYTES : GUID_BYTES);
  if (bytes.length < size)
    return { problem: `Confluent's envelope takes ${size} bytes, and there are ${bytes.length}.` };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const schemaId = magic === MAGIC_ID ? view.getUint32(1) : null;
  const schemaGuid = magic === MAGIC_GUID ? guidOf(bytes.subarray(1, size)) : null;
  const envelope = { kind: 'confluent' as const, isInHeader, schemaId, schemaGuid };
  if (format !== 'PROTOBUF') return { envelope: { ...envelope, messageIndexes: null }, rest: bytes.subarray(size) };
  const indexes = readIndexes(bytes, size);
  if (indexes === null) return { problem: 'The message indexes after the schema id cannot be read.' };
  return { envelope: { ...envelope, messageIndexes: indexes.values }, rest: bytes.subarray(indexes.end) };
}

function guidOf(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function readIndexes(bytes: Uint8Array, start: number): { values: number[]; end: number } | null {
  const count = readZigzag(bytes, start);
  if (count === null || count.value < 0 || count.value > MAX_INDEXES) return null;
  if (count.value === 0) return { values: [0], end: count.end };
  const values: number[] = [];
  let { end } = count;
  for (let i = 0; i < count.value; i++) {
    const index = readZigzag(bytes, end);
    if (index === null || index.value < 0) return null;
    values.push(index.value);
    end = index.end;
  }
  return { values, end };
}

const MAX_VARINT_BYTES = 5;

function readZigzag(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  let raw = 0;
  for (let i = 0; i < MAX_VARINT_BYTES; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) return null;
    raw += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value: raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2, end: start + i + 1 };
  }
  return null;
}
