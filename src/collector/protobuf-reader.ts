/** The bytes are not what they claim to be. The collector answers 400 with the message. */
export class MalformedPayload extends Error {
  override readonly name = 'MalformedPayload';
}

export const WIRE_VARINT = 0;
export const WIRE_FIXED64 = 1;
export const WIRE_BYTES = 2;
export const WIRE_FIXED32 = 5;

/**
 * A cursor over one Protobuf message (https://protobuf.dev/programming-guides/encoding/) that makes no objects: the
 * caller reads a tag, then the value it expects, or `skip`s. After `bytesField` the value is `buffer[start, end)`.
 * Every read is checked against the bounds given by `limit`; a lie in a length throws `MalformedPayload`.
 */
export class ProtobufReader {
  position = 0;
  limit = 0;
  /** Field number and wire type of the last `nextField`. */
  field = 0;
  wire = 0;
  /** Bounds of the last length-delimited value. */
  start = 0;
  end = 0;
  /** The upper 32 bits of the last `varint64`; the lower are its result. */
  high = 0;

  buffer: Buffer = Buffer.alloc(0);

  /** Begins at `start` of `buffer` and reads no further than `end`. */
  open(buffer: Buffer, start: number, end: number): this {
    this.buffer = buffer;
    this.position = start;
    this.limit = end;
    return this;
  }

  /** Moves to the next field; false at the end. For length-delimited fields the bounds are read and passed over. */
  nextField(): boolean {
    if (this.position >= this.limit) return false;
    const tag = this.varint();
    this.field = tag >>> 3;
    this.wire = tag & 7;
    if (this.field === 0) throw new MalformedPayload(`field number 0 at byte ${this.position}`);
    if (this.wire === WIRE_BYTES) this.passBytes();
    return true;
  }

  /** An unsigned varint below 2^32 (a tag, a length, an enum); more bits are read and dropped. */
  varint(): number {
    const { buffer, limit } = this;
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= limit) throw this.truncated();
      const byte = buffer[this.position++]!;
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new MalformedPayload(`a varint of more than 10 bytes before byte ${this.position}`);
  }

  /** A 64-bit varint: the lower 32 bits are the result, the upper are left in `high`. */
  varint64(): number {
    const { buffer, limit } = this;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= limit) throw this.truncated();
      const byte = buffer[this.position++]!;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.high = high >>> 0;
        return low >>> 0;
      }
    }
    throw new MalformedPayload(`a varint of more than 10 bytes before byte ${this.position}`);
  }

  /** Passes over a fixed 64-bit value and answers where it begins. */
  fixed64(): number {
    return this.pass(8);
  }

  fixed32(): number {
    return this.buffer.readUInt32LE(this.pass(4));
  }

  /** Passes over the value of the current field, whatever it is. */
  skip(): void {
    if (this.wire === WIRE_BYTES) return;
    if (this.wire === WIRE_VARINT) this.varint();
    else if (this.wire === WIRE_FIXED64) this.pass(8);
    else if (this.wire === WIRE_FIXED32) this.pass(4);
    else throw new MalformedPayload(`wire type ${this.wire} at byte ${this.position}, which OTLP does not use`);
  }

  /** Throws unless the current field has the wire type its definition says. */
  expect(wire: number): void {
    if (this.wire !== wire) {
      throw new MalformedPayload(
        `field ${this.field} before byte ${this.position} has wire type ${this.wire}, not ${wire}`,
      );
    }
  }

  private passBytes(): void {
    const length = this.varint();
    this.start = this.position;
    this.end = this.pass(length) + length;
  }

  private pass(count: number): number {
    const at = this.position;
    if (count > this.limit - at) throw this.truncated();
    this.position = at + count;
    return at;
  }

  private truncated(): MalformedPayload {
    return new MalformedPayload(`the message ends within a field at byte ${this.position}`);
  }
}
