import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from './error-body.js';

const MESSAGES: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The address is not percent-encoded UTF-8. Write "%" as %25, and other characters as their bytes.',
  FST_ERR_MAX_PARAM_LENGTH: 'A name in the address is longer than any that is kept. Names have up to 512 characters.',
};

/** Answers what Fastify refuses before a route is found, in the shape of all other errors. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const statusCode = error.statusCode ?? 400;
  void reply.status(statusCode).send(errorBody(request.url, statusCode, MESSAGES[error.code] ?? error.message));
}
