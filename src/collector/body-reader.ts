import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gunzipSync, inflate } from 'node:zlib';
import { MalformedPayload } from './protobuf-reader.js';

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);

/** Below this a trip to the thread pool costs more than the decompression. */
const SYNC_BELOW_BYTES = 16_384;
const MIN_CHUNK_BYTES = 1024;
const MAX_CHUNK_BYTES = 4_194_304;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';

  constructor(readonly maxBytes: number) {
    super(`The body is over ${maxBytes} bytes.`);
  }
}

/** The bytes of the requests under way are as many as may be in memory; the client is to come again. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export class UnknownEncoding extends Error {
  override readonly name = 'UnknownEncoding';
}

/** How many bytes of requests may be in memory at once, whatever the number of connections. */
export class InflightBudget {
  private used = 0;

  constructor(private readonly maxBytes: number) {}

  /** Takes `bytes` before they are in memory. */
  take(bytes: number): void {
    if (this.used + bytes > this.maxBytes) throw new Overloaded('Too many bytes of requests are under way at once.');
    this.used += bytes;
  }
  give(bytes: number): void {
    this.used -= bytes;
  }
}

/** One request's part of the budget. */
class Share {
  private taken = 0;

  constructor(private readonly budget: InflightBudget) {}

  take(bytes: number): void {
    this.budget.take(bytes);
    this.taken += bytes;
  }
  /** Gives everything back; calling it twice is harmless. */
  release(): void {
    this.budget.give(this.taken);
    this.taken = 0;
  }
}

export interface ReadBody {
  /** The bytes as they came. */
  wire: Buffer;
  /** The bytes after decompression. */
  body: Buffer;
  /** Gives the request's share of the budget back. */
  release: () => void;
}

/** Reads and decompresses a request's body, never more than `maxBytes` of either. */
export async function readBody(request: IncomingMessage, maxBytes: number, budget: InflightBudget): Promise<ReadBody> {
  const share = new Share(budget);
  try {
    const wire = await collect(request, maxBytes, share);
    const body = await decompress(wire, request.headers['content-encoding'], maxBytes, share);
    return { wire, body, release: () => share.release() };
  } catch (error) {
    share.release();
    throw error;
  }
}

async function collect(request: IncomingMessage, maxBytes: number, share: Share): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new BodyTooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new BodyTooLarge(maxBytes);
    share.take(chunk.length);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}

async function decompress(wire: Buffer, encoding: string | undefined, maxBytes: number, share: Share): Promise<Buffer> {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return wire;
    case 'gzip': {
      // The last four bytes say how long it will be; what turns out longer lied, or is several members.
      const told = wire.length < 18 ? 0 : wire.readUInt32LE(wire.length - 4);
      const expected = Math.min(maxBytes, told);
      share.take(expected);
      const body = await unzip(wire, 'gzip', expected).catch((error: unknown) => {
        if (!(error instanceof BodyTooLarge) || expected === maxBytes) throw error;
        share.take(maxBytes - expected);
        return unzip(wire, 'gzip', maxBytes);
      });
      return body;
    }
    case 'deflate':
      share.take(maxBytes);
      return unzip(wire, 'deflate', maxBytes);
    default:
      throw new UnknownEncoding(`The content-encoding "${encoding}" is not known here; send gzip, deflate or none.`);
  }
}

async function unzip(wire: Buffer, format: 'gzip' | 'deflate', maxBytes: number): Promise<Buffer> {
  // One piece of the very size: each further piece is a trip to the thread pool and back and a copy in the end, and every
  // byte allocated outside the heap brings the next collection of the whole heap nearer. The margin tells it has ended.
  const chunkSize = Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, maxBytes + 64));
  const options = { maxOutputLength: Math.max(1, maxBytes), chunkSize };
  try {
    if (format === 'deflate') return await inflateAsync(wire, options);
    return wire.length < SYNC_BELOW_BYTES ? gunzipSync(wire, options) : await gunzipAsync(wire, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLarge(maxBytes);
    throw new MalformedPayload(`the body does not decompress: ${(error as Error).message}`, { cause: error });
  }
}
