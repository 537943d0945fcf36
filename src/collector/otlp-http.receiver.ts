import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { SpoolFull } from '../storage/spool.store.js';
import { BodyTooLarge, InflightBudget, readBody } from './body-reader.js';
import type { RequestOutcome } from './ingest-counts.js';
import { IngestService } from './ingest.service.js';
import { traceRequestFromJson } from './otlp-json.js';
import { CONTENT_TYPE, type Encoding, exportResponse, statusResponse } from './otlp-response.js';
import { MalformedPayload } from './protobuf-reader.js';

/** gRPC's status codes, as google.rpc.Status carries them. */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;
const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;

const RETRY_AFTER_SECONDS = 5;

/** An answer other than success. `retryable` adds Retry-After: OTLP clients try again on 429, 502, 503 and 504. */
class Refusal extends Error {
  constructor(
    readonly httpStatus: number,
    readonly code: number,
    readonly outcome: RequestOutcome,
    message: string,
  ) {
    super(message);
  }
}

/**
 * OTLP/HTTP (specification 1.11): `POST /v1/traces` in Protobuf or JSON, gzip or plain. An answer of 200 means the
 * spans are on disk. A server of its own beside the API's: exporters' load and people's must not share a queue, and a
 * request here goes through no framework.
 */
@Injectable()
export class OtlpHttpReceiver {
  private server: Server | undefined;
  private readonly budget: InflightBudget;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ingest: IngestService,
  ) {
    this.budget = new InflightBudget(config.otlp.maxBodyBytes * 4);
  }

  /** The port that was taken, which differs from the configured one where that is 0; 0 while not listening. */
  port = 0;

  async listen(): Promise<void> {
    const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 });
    server.on('request', (request, response) => void this.answer(request, response));
    server.on('clientError', (_error, socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.config.otlp.httpPort, this.config.host, resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Stops listening, answers what is under way, and makes it durable. */
  async close(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await this.ingest.drained();
    server.closeIdleConnections();
    const deadline = setTimeout(() => server.closeAllConnections(), 3000);
    await closed;
    clearTimeout(deadline);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const encoding = encodingOf(request);
    try {
      const result = await this.export(request, encoding);
      respond(response, 200, encoding ?? 'json', result);
    } catch (error) {
      const refusal = refusalFor(error, this.config.otlp.maxBodyBytes);
      this.ingest.counts.addRequest(refusal.outcome);
      if (refusal.httpStatus === 503) response.setHeader('retry-after', RETRY_AFTER_SECONDS);
      // What is left of the body is not read: the connection cannot be used again.
      if (!request.complete) response.setHeader('connection', 'close');
      respond(
        response,
        refusal.httpStatus,
        encoding ?? 'json',
        statusResponse(encoding ?? 'json', refusal.code, refusal.message),
      );
    }
  }

  private async export(request: IncomingMessage, encoding: Encoding | undefined): Promise<Buffer> {
    route(request);
    if (encoding === undefined) {
      throw new Refusal(
        415,
        INVALID_ARGUMENT,
        'unsupported',
        'Send content-type application/x-protobuf or application/json.',
      );
    }
    const { wire, body, release } = await readBody(request, this.config.otlp.maxBodyBytes, this.budget);
    try {
      const protobuf = encoding === 'json' ? traceRequestFromJson(body.toString('utf8')) : body;
      const result = await this.ingest.ingest(protobuf, IngestService.keyOf(wire), Date.now());
      this.ingest.counts.addRequest(result.duplicate ? 'repeated' : 'stored');
      return exportResponse(encoding, result);
    } finally {
      release();
    }
  }
}

function route(request: IncomingMessage): void {
  const path = (request.url ?? '').split('?', 1)[0];
  if (path === '/v1/metrics' || path === '/v1/logs') {
    throw new Refusal(
      404,
      UNIMPLEMENTED,
      'not_found',
      `Plumbline keeps traces only. Set ${path === '/v1/logs' ? 'OTEL_LOGS_EXPORTER' : 'OTEL_METRICS_EXPORTER'}=none, or send these elsewhere.`,
    );
  }
  if (path !== '/v1/traces')
    throw new Refusal(404, NOT_FOUND, 'not_found', `There is no ${path} here; traces go to POST /v1/traces.`);
  if (request.method !== 'POST') throw new Refusal(405, UNIMPLEMENTED, 'not_found', 'Traces are sent with POST.');
}

function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === CONTENT_TYPE.protobuf) return 'protobuf';
  return type === CONTENT_TYPE.json ? 'json' : undefined;
}

function refusalFor(error: unknown, maxBodyBytes: number): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof MalformedPayload) {
    return new Refusal(
      400,
      INVALID_ARGUMENT,
      'malformed',
      `The request is not an ExportTraceServiceRequest: ${error.message}.`,
    );
  }
  if (error instanceof BodyTooLarge) {
    return new Refusal(
      413,
      RESOURCE_EXHAUSTED,
      'too_large',
      `The body is over ${maxBodyBytes} bytes. Send smaller batches, or raise PLUMBLINE_OTLP_MAX_BODY_BYTES.`,
    );
  }
  if (error instanceof SpoolFull) {
    return new Refusal(
      503,
      UNAVAILABLE,
      'overload',
      `${error.message} The telemetry store does not keep up or is away; try again later.`,
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(503, INTERNAL, 'overload', `Nothing was stored: ${reason}`);
}

function respond(response: ServerResponse, status: number, encoding: Encoding, body: Buffer): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': CONTENT_TYPE[encoding], 'content-length': body.length });
  response.end(body);
}
