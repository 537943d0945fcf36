import { SpoolFull, SpoolWriteFailed } from '../storage/spool.store.js';
import { BodyTooLarge, Overloaded, UnknownEncoding } from './body-reader.js';
import type { RequestOutcome } from './ingest-counts.js';
import { MalformedPayload } from './protobuf-reader.js';

/** gRPC's status codes, as google.rpc.Status carries them. */
export const INVALID_ARGUMENT = 3;
export const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;
export const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;

/** An answer other than success. OTLP clients try again on 429, 502, 503 and 504, and on nothing else. */
export class Refusal extends Error {
  constructor(
    readonly httpStatus: number,
    readonly code: number,
    readonly outcome: RequestOutcome,
    message: string,
  ) {
    super(message);
  }
}

/** What a client is told of an error: whether to come again, and what to do. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof MalformedPayload) {
    const message = `The request is not an ExportTraceServiceRequest: ${error.message}.`;
    return new Refusal(400, INVALID_ARGUMENT, 'malformed', message);
  }
  if (error instanceof UnknownEncoding) return new Refusal(415, INVALID_ARGUMENT, 'unsupported', error.message);
  if (error instanceof BodyTooLarge) {
    const message = `${error.message} Send smaller batches, or raise PLUMBLINE_OTLP_MAX_BODY_BYTES (a quarter of it holds for JSON).`;
    return new Refusal(413, RESOURCE_EXHAUSTED, 'too_large', message);
  }
  if (error instanceof Overloaded)
    return new Refusal(503, UNAVAILABLE, 'overload', `${error.message} Try again later.`);
  if (error instanceof SpoolFull) {
    const message = `${error.message} The telemetry store does not keep up or is away; try again later.`;
    return new Refusal(503, UNAVAILABLE, 'overload', message);
  }
  if (error instanceof SpoolWriteFailed)
    return new Refusal(503, UNAVAILABLE, 'overload', `Nothing was stored: ${error.message}`);
  return new Refusal(500, INTERNAL, 'failed', 'Nothing was stored: the collector failed; its log says how.');
}
