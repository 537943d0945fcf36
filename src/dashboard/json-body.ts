import { isUtf8 } from 'node:buffer';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { drainLargeBodies } from './drain-body.js';
import type { WithBodyText } from '../governance/validation/event-payload.js';

/** The largest JSON body of the APIs. Schemas are far smaller; telemetry comes by the OTLP receivers, with their own cap. */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Some programs begin a text with it; it is no part of the text (RFC 8259, section 8.1). */
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * Reads bodies of `application/json` and of every `+json` type (registry clients send
 * `application/vnd.schemaregistry.v1+json`, and some `application/octet-stream`). They also name the type on requests without a body, such as DELETE: that is
 * no body, not a broken one.
 */
export function acceptJson(app: NestFastifyApplication): void {
  drainLargeBodies(app.getHttpAdapter().getInstance());
  for (const type of ['application/json', /^application\/[^;\s]+\+json/, 'application/octet-stream'] as const) {
    app.useBodyParser(type as string, { bodyLimit: BODY_LIMIT_BYTES }, (request, body, done) => {
      try {
        requirePlain(request.headers['content-encoding']);
        const text = textOf(body as Buffer);
        Object.assign(request, { bodyText: text } satisfies WithBodyText);
        done(null, parseJson(text));
      } catch (error) {
        done(error as Error);
      }
    });
  }
}

/** Compressed, it would be read as no UTF-8, which says little. */
function requirePlain(encoding: string | undefined): void {
  if (encoding === undefined || /^(?:identity)?$/i.test(encoding.trim())) return;
  throw new UnsupportedMediaTypeException(
    `The content encoding "${encoding}" is not read here; send the body as it is, without Content-Encoding.`,
  );
}

function textOf(body: Buffer): string {
  if (isUtf8(body)) return body.toString('utf8').replace(BYTE_ORDER_MARK, '');
  throw new BadRequestException('The body is not valid UTF-8. Send JSON in UTF-8.');
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadRequestException(`The body is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}
