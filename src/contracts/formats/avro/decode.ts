import type { Rejection } from '../schema-format.js';
import { UnionDatum, type Datum } from './datum.js';
import { stepped } from './names.js';
import type { AvroType } from './schema.js';

/** Nulls and empty records take no bytes, so that a few bytes could say millions of them. */
const MOST_VALUES = 1_000_000;
const MOST_LEVELS = 1_000;

/** The value in some bytes, all of which it must take; or where in it they are wrong. */
export function decode(type: AvroType, payload: Uint8Array): { datum: Datum } | { rejections: Rejection[] } {
  const bytes = new ByteReader(payload);
  try {
    const datum = readValue(type, bytes, '', 0);
    if (bytes.left > 0) throw new UndecodableError('', `${bytes.left} bytes are left behind the event`);
    return { datum };
  } catch (error) {
    if (error instanceof UndecodableError) return { rejections: [{ path: error.path, reason: error.message }] };
    throw error;
  }
}

/** The way out of a value in the middle of which the bytes turn out wrong; it never leaves this file. */
class UndecodableError extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(reason);
  }
}

class ByteReader {
  private at = 0;
  private values = 0;
  private readonly view: DataView;

  constructor(private readonly payload: Uint8Array) {
    this.view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  }

  get left(): number {
    return this.payload.length - this.at;
  }

  countValue(path: string): void {
    if (++this.values > MOST_VALUES) throw new UndecodableError(path, `it holds more than ${MOST_VALUES} values`);
  }

  take(count: number | bigint, path: string): Uint8Array {
    if (count < 0) throw new UndecodableError(path, `a length of ${count} is below 0`);
    if (count > this.left) throw new UndecodableError(path, `${count} bytes are due, and ${this.left} are left`);
    this.at += Number(count);
    return this.payload.subarray(this.at - Number(count), this.at);
  }

  /** A zig-zag number; a bigint only where a number would not be exact. */
  long(path: string): number | bigint {
    let bits = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [byte] = this.take(1, path) as unknown as [number];
      bits |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        if (bits >= 2n ** 64n) break;
        const value = (bits >> 1n) ^ -(bits & 1n);
        return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
      }
    }
    throw new UndecodableError(path, 'a number takes more than 64 bits');
  }

  floating(kind: 'float' | 'double', path: string): number {
    const start = this.at;
    this.take(kind === 'float' ? 4 : 8, path);
    return kind === 'float' ? this.view.getFloat32(start, true) : this.view.getFloat64(start, true);
  }

  text(path: string): string {
    const bytes = this.take(this.long(path), path);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new UndecodableError(path, 'the string is no UTF-8');
    }
  }
}

function readValue(type: AvroType, bytes: ByteReader, path: string, level: number): Datum {
  bytes.countValue(path);
  if (level > MOST_LEVELS) throw new UndecodableError(path, `it is nested more than ${MOST_LEVELS} levels deep`);
  switch (type.kind) {
    case 'null':
      return null;
    case 'boolean':
      return readBoolean(bytes, path);
    case 'int':
      return readInt(bytes, path);
    case 'long':
      return bytes.long(path);
    case 'float':
    case 'double':
      return bytes.floating(type.kind, path);
    case 'string':
      return bytes.text(path);
    case 'bytes':
      return bytes.take(bytes.long(path), path);
    case 'fixed':
      return bytes.take(type.sizeBytes, path);
    case 'enum':
      return pick(type.symbols, bytes.long(path), path, 'symbol');
    case 'union': {
      const index = bytes.long(path);
      return new UnionDatum(
        Number(index),
        readValue(pick(type.branches, index, path, 'branch'), bytes, path, level + 1),
      );
    }
    case 'record':
      return type.fields.map((field) => readValue(field.type, bytes, stepped(path, field.name), level + 1));
    case 'array':
      return readArray(type.items, bytes, path, level);
    case 'map':
      return readMap(type.values, bytes, path, level);
  }
}

function readBoolean(bytes: ByteReader, path: string): boolean {
  const byte = bytes.take(1, path)[0];
  if (byte !== 0 && byte !== 1) throw new UndecodableError(path, `a boolean is 0 or 1, not ${byte}`);
  return byte === 1;
}

function readInt(bytes: ByteReader, path: string): number {
  const value = bytes.long(path);
  if (value < -(2 ** 31) || value >= 2 ** 31) throw new UndecodableError(path, `${value} is no int of 32 bits`);
  return Number(value);
}

function pick<T>(list: readonly T[], index: number | bigint, path: string, what: string): T {
  const one = list[Number(index)];
  if (one === undefined)
    throw new UndecodableError(path, `there is no ${what} ${index}, only ${list.length} from 0 on`);
  return one;
}

function readArray(items: AvroType, bytes: ByteReader, path: string, level: number): Datum[] {
  const values: Datum[] = [];
  readBlocks(bytes, path, () => values.push(readValue(items, bytes, stepped(path, values.length), level + 1)));
  return values;
}

function readMap(type: AvroType, bytes: ByteReader, path: string, level: number): Map<string, Datum> {
  const values = new Map<string, Datum>();
  readBlocks(bytes, path, () => {
    const key = bytes.text(path);
    values.set(key, readValue(type, bytes, stepped(path, key), level + 1));
  });
  return values;
}

/** Blocks of items until an empty one; a negative count says that the block's size in bytes follows. */
function readBlocks(bytes: ByteReader, path: string, readItem: () => void): void {
  for (let count = bytes.long(path); count !== 0; count = bytes.long(path)) {
    if (count < 0) bytes.long(path);
    const items = count < 0 ? -BigInt(count) : BigInt(count);
    for (let item = 0n; item < items; item++) readItem();
  }
}
