import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { InflightBudget, readBody } from './body-reader.js';
import { IngestService } from './ingest.service.js';
import { traceRequestFromJson } from './otlp-json.js';
import { CONTENT_TYPE, type Encoding, exportResponse, statusResponse } from './otlp-response.js';
import { INVALID_ARGUMENT, NOT_FOUND, Refusal, refusalFor, UNIMPLEMENTED } from './otlp-refusal.js';

const RETRY_AFTER_SECONDS = 5;

/**
 * OTLP/HTTP (specification 1.11): `POST /v1/traces` in Protobuf or JSON, gzip or plain. An answer of 200 means the
 * spans are on disk. A server of its own beside the API's: exporters' load and people's must not share a queue, and a
 * request here goes through no framework.
 */
@Injectable()
export class OtlpHttpReceiver {
  private readonly logger = new Logger('Collector');
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
      const refusal = refusalFor(error);
      if (refusal.httpStatus === 500) this.logger.error(error);
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
    // A request that cannot be stored is not read first.
    this.ingest.refuseIfFull();
    const { maxBodyBytes } = this.config.otlp;
    // JSON is parsed in one go, many times its size in memory, while everybody else waits.
    const { wire, body, release } = await readBody(
      request,
      encoding === 'json' ? maxBodyBytes / 4 : maxBodyBytes,
      this.budget,
    );
    try {
      const { body: protobuf, odd } =
        encoding === 'json' ? traceRequestFromJson(body.toString('utf8')) : { body, odd: {} };
      const result = await this.ingest.ingest(protobuf, IngestService.keyOf(wire), Date.now(), odd);
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

function respond(response: ServerResponse, status: number, encoding: Encoding, body: Buffer): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': CONTENT_TYPE[encoding], 'content-length': body.length });
  response.end(body);
}
