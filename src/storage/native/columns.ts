import { ByteBuffer } from './byte-buffer.js';

/**
 * Columns of ClickHouse's Native format (https://clickhouse.com/docs/interfaces/formats/Native): a block is the number
 * of columns and rows, then for each column its name, its type and its values one after the other.
 *
 * A column is filled row by row. `mark` and `rollback` take back the rows of a request that turned out to be malformed.
 */
export interface Column {
  readonly name: string;
  readonly type: string;
  mark(): void;
  rollback(): void;
  reset(): void;
  /** Bytes `write` will add at most, for one allocation of the whole block. */
  sizeBytes(): number;
  write(out: ByteBuffer, rows: number): void;
}

/** Values of a fixed width: integers, dates, FixedString. */
export class FixedColumn implements Column {
  readonly values = new ByteBuffer();
  private marked = 0;

  constructor(
    readonly name: string,
    readonly type: string,
  ) {}

  mark(): void {
    this.marked = this.values.length;
  }
  rollback(): void {
    this.values.length = this.marked;
  }
  reset(): void {
    this.values.length = 0;
  }
  sizeBytes(): number {
    return this.values.length;
  }
  write(out: ByteBuffer): void {
    out.append(this.values.bytes, 0, this.values.length);
  }
}

/** String: each value a varint length and its bytes, which is also how Protobuf writes a string field. */
export class StringColumn extends FixedColumn {
  constructor(name: string) {
    super(name, 'String');
  }
}

/** LowCardinality(String): each value written once, rows hold its number. */
export class DictionaryColumn implements Column {
  readonly dictionary = new Dictionary();
  readonly rows = new NumberList();

  constructor(
    readonly name: string,
    readonly type = 'LowCardinality(String)',
  ) {}

  add(value: string): void {
    this.rows.push(this.dictionary.indexOf(value));
  }
  mark(): void {
    this.rows.mark();
  }
  rollback(): void {
    this.rows.rollback();
  }
  reset(): void {
    this.rows.reset();
    this.dictionary.reset();
  }
  sizeBytes(): number {
    return this.dictionary.keys.length + this.rows.count * 4 + 40;
  }
  write(out: ByteBuffer): void {
    out.uint64(LOW_CARDINALITY_VERSION);
    writeLowCardinality(out, this.dictionary.keys, this.dictionary.size, this.rows);
  }
}

/** The distinct values of a dictionary column within one block. */
export class Dictionary {
  readonly keys = new ByteBuffer(1024);
  size = 0;
  private readonly numbers = new Map<string, number>();

  indexOf(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.keys.text(value);
    this.numbers.set(value, this.size);
    return this.size++;
  }

  reset(): void {
    this.keys.length = 0;
    this.size = 0;
    this.numbers.clear();
  }
}

/** A growing list of unsigned 32-bit numbers, one a row. */
export class NumberList {
  numbers = new Uint32Array(1024);
  count = 0;
  private marked = 0;

  push(number: number): void {
    if (this.count === this.numbers.length) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    this.numbers[this.count++] = number;
  }
  mark(): void {
    this.marked = this.count;
  }
  rollback(): void {
    this.count = this.marked;
  }
  reset(): void {
    this.count = 0;
  }
}

/** SerializationLowCardinality: version of the keys' serialization ("shared dictionaries with additional keys"). */
export const LOW_CARDINALITY_VERSION = 1;
/** HasAdditionalKeysBit and NeedUpdateDictionary: this block brings its own keys. */
const OWN_KEYS = 0x600;

/** Keys and row numbers after the version prefix; nothing at all for no rows, as ClickHouse reads it. */
export function writeLowCardinality(out: ByteBuffer, keys: ByteBuffer, keyCount: number, rows: NumberList): void {
  if (rows.count === 0) return;
  const width = keyCount <= 0x100 ? 0 : keyCount <= 0x1_0000 ? 1 : 2;
  out.uint64(OWN_KEYS | width);
  out.uint64(keyCount);
  out.append(keys.bytes, 0, keys.length);
  out.uint64(rows.count);
  const { numbers, count } = rows;
  out.reserve(count << width);
  if (width === 0) for (let i = 0; i < count; i++) out.bytes[out.length++] = numbers[i]!;
  else if (width === 1) for (let i = 0; i < count; i++) out.length = out.bytes.writeUInt16LE(numbers[i]!, out.length);
  else for (let i = 0; i < count; i++) out.length = out.bytes.writeUInt32LE(numbers[i]!, out.length);
}

/** Array(T) of a fixed-width or String element: cumulative offsets, then all elements. */
export class ArrayColumn implements Column {
  readonly values = new ByteBuffer();
  private readonly ends = new NumberList();
  private elements = 0;
  private markedElements = 0;
  private markedBytes = 0;
  readonly type: string;

  constructor(
    readonly name: string,
    elementType: string,
  ) {
    this.type = `Array(${elementType})`;
  }

  /** Closes a row whose `count` elements were written to `values`. */
  endRow(count: number): void {
    this.elements += count;
    this.ends.push(this.elements);
  }
  mark(): void {
    this.ends.mark();
    this.markedElements = this.elements;
    this.markedBytes = this.values.length;
  }
  rollback(): void {
    this.ends.rollback();
    this.elements = this.markedElements;
    this.values.length = this.markedBytes;
  }
  reset(): void {
    this.ends.reset();
    this.elements = 0;
    this.values.length = 0;
  }
  sizeBytes(): number {
    return this.ends.count * 8 + this.values.length;
  }
  write(out: ByteBuffer): void {
    for (let row = 0; row < this.ends.count; row++) out.uint64(this.ends.numbers[row]!);
    out.append(this.values.bytes, 0, this.values.length);
  }
}

/**
 * One block of Native format: what a spool file holds and what ClickHouse loads. The answer is a view of `out`, which
 * is written from its start; give the same one again once the last block is done with.
 */
export function writeBlock(columns: readonly Column[], rows: number, out = new ByteBuffer()): Buffer {
  let bytes = 64;
  for (const column of columns) bytes += column.sizeBytes() + column.name.length + column.type.length + 64;
  out.length = 0;
  out.reserve(bytes);
  out.varint(columns.length);
  out.varint(rows);
  for (const column of columns) {
    out.text(column.name);
    out.text(column.type);
    column.write(out, rows);
  }
  return out.bytes.subarray(0, out.length);
}
