import { UnionDatum, type Datum } from './datum.js';
import type { AvroType } from './schema.js';

/** The bytes of a value of a type (specification 1.12, "Binary Encoding"). */
export function encode(type: AvroType, datum: Datum): Uint8Array {
  const bytes: number[] = [];
  write(type, datum, bytes);
  return Uint8Array.from(bytes);
}

function write(type: AvroType, datum: Datum, out: number[]): void {
  switch (type.kind) {
    case 'null':
      return;
    case 'boolean':
      out.push(datum === true ? 1 : 0);
      return;
    case 'int':
    case 'long':
      return writeLong(BigInt(datum as number | bigint), out);
    case 'float':
    case 'double':
      return writeFloating(type.kind, datum as number, out);
    case 'string':
      return writeBytes(new TextEncoder().encode(datum as string), out);
    case 'bytes':
      return writeBytes(datum as Uint8Array, out);
    case 'fixed':
      return pushAll(datum as Uint8Array, out);
    case 'enum':
      return writeLong(BigInt(type.symbols.indexOf(datum as string)), out);
    case 'array':
      return writeBlock(datum as Datum[], (item) => write(type.items, item, out), out);
    case 'map':
      return writeBlock(
        [...(datum as Map<string, Datum>)],
        ([key, value]) => {
          writeBytes(new TextEncoder().encode(key), out);
          write(type.values, value, out);
        },
        out,
      );
    case 'union': {
      const { branch, value } = datum as UnionDatum;
      writeLong(BigInt(branch), out);
      return write(type.branches[branch]!, value, out);
    }
    case 'record':
      type.fields.forEach((field, index) => write(field.type, (datum as Datum[])[index]!, out));
  }
}

/** A zig-zag number in as few groups of seven bits as hold it. */
function writeLong(value: bigint, out: number[]): void {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
}

function writeFloating(kind: 'float' | 'double', value: number, out: number[]): void {
  const view = new DataView(new ArrayBuffer(kind === 'float' ? 4 : 8));
  if (kind === 'float') view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  pushAll(new Uint8Array(view.buffer), out);
}

function writeBytes(bytes: Uint8Array, out: number[]): void {
  writeLong(BigInt(bytes.length), out);
  pushAll(bytes, out);
}

function pushAll(bytes: Uint8Array, out: number[]): void {
  for (const byte of bytes) out.push(byte);
}

/** All items in one block, and the empty block that ends them. */
function writeBlock<T>(items: readonly T[], writeItem: (item: T) => void, out: number[]): void {
  if (items.length > 0) {
    writeLong(BigInt(items.length), out);
    items.forEach(writeItem);
  }
  out.push(0);
}
