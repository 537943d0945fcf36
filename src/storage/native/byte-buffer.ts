/**
 * A growing byte buffer that columns write into and keep between blocks, so that a block in steady state allocates
 * nothing. `bytes` is replaced when it grows: read it after each `reserve`, never keep it.
 */
export class ByteBuffer {
  bytes: Buffer;
  length = 0;

  constructor(initialBytes = 4096) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** Copies `source[start, end)`. A short run is copied here: a call into the engine costs more than forty bytes do. */
  append(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    if (count > 40) {
      this.bytes.set(source.subarray(start, end), this.length);
    } else {
      const target = this.bytes;
      let to = this.length;
      for (let from = start; from < end; from++) target[to++] = source[from]!;
    }
    this.length += count;
  }

  /** An unsigned LEB128 varint, as Protobuf and ClickHouse both write lengths. `value` is below 2^53. */
  varint(value: number): void {
    this.reserve(10);
    const target = this.bytes;
    let rest = value;
    while (rest >= 0x80) {
      target[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    target[this.length++] = rest;
  }

  /** A string as ClickHouse's Native format has it: its length in bytes as a varint, then UTF-8. */
  text(value: string): void {
    const chars = value.length;
    this.reserve(5 + chars * 3);
    const start = this.length;
    if (chars < 64 && this.shortAscii(value, chars)) return;
    this.length = start;
    this.varint(Buffer.byteLength(value));
    this.length += this.bytes.write(value, this.length, 'utf8');
  }

  /** Most values are short ASCII; one pass writes them without a call into the engine. False at the first other char. */
  private shortAscii(value: string, chars: number): boolean {
    const target = this.bytes;
    let to = this.length;
    target[to++] = chars;
    for (let i = 0; i < chars; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      target[to++] = code;
    }
    this.length = to;
    return true;
  }

  uint8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32LE(value >>> 0, this.length);
  }

  /** A 64-bit integer below 2^53. */
  uint64(value: number): void {
    this.reserve(8);
    this.bytes.writeUInt32LE(value % 0x1_0000_0000, this.length);
    this.bytes.writeUInt32LE(Math.floor(value / 0x1_0000_0000), this.length + 4);
    this.length += 8;
  }
}
