import { ByteBuffer } from './byte-buffer.js';
import type { ByteDictionary } from './byte-dictionary.js';
import { type Column, LOW_CARDINALITY_VERSION, NumberList, writeLowCardinality } from './columns.js';

/** The part of a `ByteDictionary` that one block uses: ids become the block's own dense numbers. */
class BlockKeys {
  readonly keys = new ByteBuffer(1024);
  size = 0;
  private numbers = new Int32Array(1024).fill(-1);
  private used: number[] = [];

  constructor(private readonly dictionary: ByteDictionary) {}

  numberOf(id: number): number {
    if (id >= this.numbers.length) this.grow(id);
    const known = this.numbers[id]!;
    if (known !== -1) return known;
    this.dictionary.writeTo(this.keys, id);
    this.used.push(id);
    return (this.numbers[id] = this.size++);
  }

  reset(): void {
    for (const id of this.used) this.numbers[id] = -1;
    this.used = [];
    this.keys.length = 0;
    this.size = 0;
  }

  private grow(id: number): void {
    const grown = new Int32Array(Math.max(id + 1, this.numbers.length * 2)).fill(-1);
    grown.set(this.numbers);
    this.numbers = grown;
  }
}

/** LowCardinality(String) whose values come as ids of a `ByteDictionary`: span names. */
export class ByteKeyColumn implements Column {
  readonly type = 'LowCardinality(String)';
  private readonly keys: BlockKeys;
  private readonly rows = new NumberList();

  constructor(
    readonly name: string,
    dictionary: ByteDictionary,
  ) {
    this.keys = new BlockKeys(dictionary);
  }

  add(id: number): void {
    this.rows.push(this.keys.numberOf(id));
  }
  mark(): void {
    this.rows.mark();
  }
  rollback(): void {
    this.rows.rollback();
  }
  reset(): void {
    this.rows.reset();
    this.keys.reset();
  }
  sizeBytes(): number {
    return this.keys.keys.length + this.rows.count * 4 + 40;
  }
  write(out: ByteBuffer): void {
    out.uint64(LOW_CARDINALITY_VERSION);
    writeLowCardinality(out, this.keys.keys, this.keys.size, this.rows);
  }
}

/** Map(LowCardinality(String), String): the keys by id, each value a Native String written to `values`. */
export class ByteKeyMapColumn implements Column {
  readonly type = 'Map(LowCardinality(String), String)';
  readonly values = new ByteBuffer();
  private readonly keys: BlockKeys;
  private readonly keyRows = new NumberList();
  private readonly ends = new NumberList();
  private markedBytes = 0;

  constructor(
    readonly name: string,
    dictionary: ByteDictionary,
  ) {
    this.keys = new BlockKeys(dictionary);
  }

  /** Adds an entry's key; the caller appends its value to `values`. */
  addKey(id: number): void {
    this.keyRows.push(this.keys.numberOf(id));
  }
  endRow(): void {
    this.ends.push(this.keyRows.count);
  }
  mark(): void {
    this.keyRows.mark();
    this.ends.mark();
    this.markedBytes = this.values.length;
  }
  rollback(): void {
    this.keyRows.rollback();
    this.ends.rollback();
    this.values.length = this.markedBytes;
  }
  reset(): void {
    this.keyRows.reset();
    this.ends.reset();
    this.keys.reset();
    this.values.length = 0;
  }
  sizeBytes(): number {
    return this.keys.keys.length + this.keyRows.count * 4 + this.ends.count * 8 + this.values.length + 40;
  }
  write(out: ByteBuffer): void {
    out.uint64(LOW_CARDINALITY_VERSION);
    for (let row = 0; row < this.ends.count; row++) out.uint64(this.ends.numbers[row]!);
    writeLowCardinality(out, this.keys.keys, this.keys.size, this.keyRows);
    out.append(this.values.bytes, 0, this.values.length);
  }
}
