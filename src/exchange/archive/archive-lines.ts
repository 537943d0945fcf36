import { ArchiveFault } from './archive-fault.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-form.js';

export interface NumberedLine {
  /** From 1. */
  number: number;
  /** With its line feed. */
  bytes: Buffer;
}

const LINE_FEED = 0x0a;

/**
 * The lines of unpacked bytes, holding one line and one chunk at a time.
 * @throws ArchiveFault where a line or the whole is larger than is read, and where the last line has no end.
 */
export async function* archiveLines(
  chunks: AsyncIterable<Buffer>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): AsyncGenerator<NumberedLine> {
  let pending: Buffer[] = [];
  let [pendingBytes, totalBytes, number] = [0, 0, 0];
  for await (const chunk of chunks) {
    totalBytes += chunk.length;
    if (totalBytes > limits.totalBytes) throw tooLarge(limits);
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const bytes = Buffer.concat([...pending, chunk.subarray(start, end + 1)]);
      number++;
      if (bytes.length > limits.lineBytes) throw tooLong(number, limits);
      yield { number, bytes };
      [pending, pendingBytes, start] = [[], 0, end + 1];
    }
    pendingBytes += chunk.length - start;
    if (pendingBytes > limits.lineBytes) throw tooLong(number + 1, limits);
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  if (pendingBytes > 0) {
    throw new ArchiveFault(`The archive is cut off in line ${number + 1}. Export or copy it again.`);
  }
}

const tooLong = (number: number, { lineBytes }: ArchiveLimits): ArchiveFault =>
  new ArchiveFault(`Line ${number} is longer than ${lineBytes} bytes, and no line of an archive is.`);

const tooLarge = ({ totalBytes }: ArchiveLimits): ArchiveFault =>
  new ArchiveFault(`The archive holds more than ${totalBytes} bytes unpacked; no more is read.`);
