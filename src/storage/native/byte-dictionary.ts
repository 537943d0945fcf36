import { ByteBuffer } from './byte-buffer.js';

/**
 * Numbers byte strings: the same bytes have the same id, found without making a JavaScript string. Attribute keys, span
 * names and most messaging attributes repeat in every span; their text is decoded once.
 *
 * Open addressing over FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). It grows with distinct values: call
 * `forgetIfLarge` between blocks, so that a client with an id in each span name cannot grow it without end.
 */
export class ByteDictionary {
  size = 0;
  private readonly store = new ByteBuffer(4096);
  private slots = new Int32Array(1024).fill(-1);
  private starts = new Uint32Array(512);
  private hashes = new Int32Array(512);
  private texts: (string | undefined)[] = [];

  /** `fixed` values get the ids 0, 1, 2, ... for ever. */
  constructor(private readonly fixed: readonly string[] = []) {
    this.seed();
  }

  /** The id of `source[start, end)`, a new one if these bytes were not seen. */
  idOf(source: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id === -1) return this.insert(slot, hash, source, start, end);
      if (this.hashes[id] === hash && this.holds(id, source, start, end)) return id;
    }
  }

  /** The value as text, decoded on first use. */
  textOf(id: number): string {
    return (this.texts[id] ??= this.store.bytes.toString('utf8', this.starts[id]!, this.starts[id + 1]!));
  }

  /** Appends the value's bytes as a Native String. */
  writeTo(out: ByteBuffer, id: number): void {
    const start = this.starts[id]!;
    const end = this.starts[id + 1]!;
    out.varint(end - start);
    out.append(this.store.bytes, start, end);
  }

  /** Forgets all but the fixed values once there are more than 20,000 values or 4 MiB. True if it did. */
  forgetIfLarge(): boolean {
    if (this.size < 20_000 && this.store.length < 4_194_304) return false;
    this.size = 0;
    this.store.length = 0;
    this.texts = [];
    this.slots.fill(-1);
    this.seed();
    return true;
  }

  private seed(): void {
    for (const value of this.fixed) {
      const bytes = Buffer.from(value);
      this.idOf(bytes, 0, bytes.length);
    }
  }

  private holds(id: number, source: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[id]!;
    if (this.starts[id + 1]! - from !== end - start) return false;
    const bytes = this.store.bytes;
    for (let i = start, j = from; i < end; i++, j++) if (source[i] !== bytes[j]) return false;
    return true;
  }

  private insert(slot: number, hash: number, source: Uint8Array, start: number, end: number): number {
    const id = this.size++;
    if (id + 2 > this.starts.length) this.growEntries();
    this.starts[id] = this.store.length;
    this.store.append(source, start, end);
    this.starts[id + 1] = this.store.length;
    this.hashes[id] = hash;
    this.slots[slot] = id;
    if (this.size * 2 > this.slots.length) this.growSlots();
    return id;
  }

  private growEntries(): void {
    const starts = new Uint32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
  }

  private growSlots(): void {
    const mask = this.slots.length * 2 - 1;
    const slots = new Int32Array(mask + 1).fill(-1);
    for (let id = 0; id < this.size; id++) {
      let slot = this.hashes[id]! & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}
