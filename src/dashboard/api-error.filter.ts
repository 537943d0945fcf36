import { STATUS_CODES } from 'node:http';
import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from './error-body.js';
import { BODY_LIMIT_BYTES } from './json-body.js';

/**
 * The last word on every error that nothing nearer to it has answered. What the client did wrong is told; what we did
 * wrong is logged whole, and the client gets only that it happened.
 */
@Catch()
export class ApiErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const statusCode = statusOf(error);
    const message = messageFor(error, statusCode, request);
    const asked = `${request.method} ${request.routeOptions?.url ?? ''}`;
    if (isRefusal(error)) this.log.warn({ msg: `${asked} was refused: ${message}` });
    else if (statusCode >= 500) this.log.error({ msg: `${asked} failed`, err: error });
    if (reply.sent) return;
    void reply.status(statusCode).send(errorBody(request.url, statusCode, message));
  }
}

/** We are too busy, and said so: nothing failed, and where in the code it was said tells nobody anything. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ServiceUnavailableException && error.cause === undefined;

/** What takes no JSON. */
const ARCHIVES = '/api/v1/exchange/archive';

/** What was most likely meant by an address that leads nowhere. */
const hintFor = (url: string): string =>
  /^\/subjects\/[^/]+\/[^/]+\/versions/.test(url) ? ". A slash in a subject's name is written %2F." : '';

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function messageFor(error: unknown, statusCode: number, request: FastifyRequest): string {
  // What says more than the status is told as it is.
  if (statusCode === 415 && (error as Error).message === STATUS_CODES[415]) {
    const read = request.url.startsWith(ARCHIVES) ? 'application/gzip' : 'application/json';
    return `The content type "${request.headers['content-type'] ?? ''}" is not read here; send ${read}.`;
  }
  if (statusCode === 413) return `The body is too large: at most ${BODY_LIMIT_BYTES} bytes are read.`;
  if (error instanceof HttpException) {
    const response = error.getResponse();
    const hint = statusCode === 404 ? hintFor(request.url) : '';
    const message = typeof response === 'string' ? response : (response as { message?: unknown }).message;
    if (Array.isArray(message)) return message.join('; ');
    return (typeof message === 'string' ? message : error.message) + hint;
  }
  return statusCode < 500 && error instanceof Error ? error.message : 'Something failed here; the log says what.';
}
