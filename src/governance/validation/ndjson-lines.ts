/** One line of a body, or why it has no text: it is longer than it may be, begins with byte 0 as Confluent's wire format does, or its bytes are no UTF-8. */
export type NdjsonLine = {
  /** From 1, empty lines counted. */
  number: number;
} & ({ text: string } | { fault: 'too-long' | 'framed' | 'no-utf8' });

const NEWLINE = 10;
/** What Confluent's serializers write first; no text begins so. */
const MAGIC = 0;

/**
 * The lines of a stream of bytes, in batches of at most `maxLines`: each time those that have arrived. Empty lines are
 * left out. Of a line that is longer than `maxBytes` nothing is kept, so the memory is bounded whatever is sent.
 */
export async function* readNdjsonLines(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, maxLines }: { maxBytes: number; maxLines: number },
): AsyncGenerator<NdjsonLine[]> {
  let number = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const hold = (part: Uint8Array): void => {
    heldBytes += part.length;
    if (heldBytes > maxBytes) held = [];
    else held.push(part);
  };
  const take = (): NdjsonLine | null => {
    number++;
    const read = heldBytes > maxBytes ? ({ fault: 'too-long' } as const) : readText(Buffer.concat(held));
    held = [];
    heldBytes = 0;
    return 'text' in read && read.text === '' ? null : { number, ...read };
  };

  for await (const chunk of bytes) {
    let lines: NdjsonLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line !== null) lines.push(line);
      if (lines.length < maxLines) continue;
      yield lines;
      lines = [];
    }
    hold(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const last = heldBytes === 0 ? null : take();
  if (last !== null) yield [last];
}

/** Without the byte order mark that some editors put before the first line. */
function readText(bytes: Uint8Array): { text: string } | { fault: 'framed' | 'no-utf8' } {
  if (bytes[0] === MAGIC) return { fault: 'framed' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim() };
  } catch {
    return { fault: 'no-utf8' };
  }
}
