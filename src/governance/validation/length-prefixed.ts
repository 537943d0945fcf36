/** One event of a body, or why it has none. */
export type PrefixedEvent = {
  /** From 1. */
  number: number;
} & ({ payload: Uint8Array } | { fault: 'too-long' | 'no-value' | 'no-length' | 'cut-off' });

const LENGTH_BYTES = 4;
/** What kcat writes for a message without a value. */
const NO_VALUE = -1;

/**
 * The events of a body that has before each its length in bytes, as 32 bits with a sign, the highest byte first (kcat's
 * `-f '%R%s'`), in batches of at most `maxEvents`: each time those that have arrived. Of an event that is longer than
 * `maxBytes` nothing is kept. After a length below -1, and where the body ends within an event, nothing more is read.
 */
export async function* readLengthPrefixed(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, maxEvents }: { maxBytes: number; maxEvents: number },
): AsyncGenerator<PrefixedEvent[]> {
  const reader = new PrefixedReader(maxBytes);
  for await (const chunk of bytes) {
    let events: PrefixedEvent[] = [];
    for (const event of reader.read(chunk)) {
      events.push(event);
      if (events.length < maxEvents) continue;
      yield events;
      events = [];
    }
    if (events.length > 0) yield events;
    if (reader.hasEnded) return;
  }
  const last = reader.end();
  if (last !== null) yield [last];
}

class PrefixedReader {
  hasEnded = false;
  private number = 0;
  /** Bytes of what is being read, a length or a value; those of a value that is too long are only counted. */
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  /** Of the value that is being read; null while its length is. */
  private length: number | null = null;

  constructor(private readonly maxBytes: number) {}

  *read(chunk: Uint8Array): Generator<PrefixedEvent> {
    let start = 0;
    while (start < chunk.length && !this.hasEnded) {
      const end = Math.min(chunk.length, start + this.wantedBytes - this.heldBytes);
      this.hold(chunk.subarray(start, end));
      start = end;
      if (this.heldBytes < this.wantedBytes) return;
      const event = this.length === null ? this.takeLength() : this.takeValue();
      if (event !== null) yield event;
    }
  }

  /** What was begun and not ended; null for nothing. */
  end(): PrefixedEvent | null {
    if (this.heldBytes === 0 && this.length === null) return null;
    return { number: this.number + (this.length === null ? 1 : 0), fault: 'cut-off' };
  }

  private get wantedBytes(): number {
    return this.length ?? LENGTH_BYTES;
  }

  private hold(part: Uint8Array): void {
    this.heldBytes += part.length;
    if (this.wantedBytes <= this.maxBytes || this.length === null) this.held.push(part);
  }

  private take(): Uint8Array {
    // A copy: Node's small buffers share memory, and what is posted to a thread would take it along.
    const taken = new Uint8Array(Buffer.concat(this.held));
    this.held = [];
    this.heldBytes = 0;
    return taken;
  }

  private takeLength(): PrefixedEvent | null {
    const length = new DataView(this.take().buffer).getInt32(0);
    const number = ++this.number;
    if (length === NO_VALUE) return { number, fault: 'no-value' };
    if (length === 0) return { number, payload: new Uint8Array() };
    this.hasEnded = length < NO_VALUE;
    if (this.hasEnded) return { number, fault: 'no-length' };
    this.length = length;
    return null;
  }

  private takeValue(): PrefixedEvent {
    const { number } = this;
    const isTooLong = this.wantedBytes > this.maxBytes;
    const payload = this.take();
    this.length = null;
    return isTooLong ? { number, fault: 'too-long' } : { number, payload };
  }
}
