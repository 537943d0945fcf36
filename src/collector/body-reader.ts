import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gunzipSync, inflate } from 'node:zlib';
import { SpoolFull } from '../storage/spool.store.js';
import { MalformedPayload } from './protobuf-reader.js';

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);

/** Below this a trip to the thread pool costs more than the decompression. */
const SYNC_BELOW_BYTES = 16_384;
const MIN_CHUNK_BYTES = 16_384;
const MAX_CHUNK_BYTES = 1_048_576;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** How many bytes of requests may be in memory at once, whatever the number of connections. */
export class InflightBudget {
  private used = 0;

  constructor(private readonly maxBytes: number) {}

  /** Takes `bytes`; throws `SpoolFull` when that is more than is left, so that the client comes again later. */
  take(bytes: number): void {
    if (this.used + bytes > this.maxBytes) throw new SpoolFull('Too many large requests are under way at once.');
    this.used += bytes;
  }
  give(bytes: number): void {
    this.used -= bytes;
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
  let taken = 0;
  const take = (bytes: number): void => {
    budget.take(bytes);
    taken += bytes;
  };
  try {
    const wire = await collect(request, maxBytes, take);
    const body = await decompress(wire, request.headers['content-encoding'], maxBytes);
    if (body !== wire) take(body.length);
    return { wire, body, release: () => budget.give(taken) };
  } catch (error) {
    budget.give(taken);
    throw error;
  }
}

async function collect(request: IncomingMessage, maxBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new BodyTooLarge();
    take(chunk.length);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}

async function decompress(wire: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  // One piece where it fits: each further piece is a trip to the thread pool and back, and a copy in the end.
  const chunkSize = Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, wire.length * 12));
  const options = { maxOutputLength: maxBytes, chunkSize };
  try {
    switch (encoding?.trim().toLowerCase()) {
      case undefined:
      case '':
      case 'identity':
        return wire;
      case 'gzip':
        return wire.length < SYNC_BELOW_BYTES ? gunzipSync(wire, options) : await gunzipAsync(wire, options);
      case 'deflate':
        return await inflateAsync(wire, options);
      default:
        throw new MalformedPayload(`content-encoding "${encoding}" is not known here; send gzip, deflate or none`);
    }
  } catch (error) {
    if (error instanceof MalformedPayload) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLarge();
    throw new MalformedPayload(`the body does not decompress: ${(error as Error).message}`, { cause: error });
  }
}
