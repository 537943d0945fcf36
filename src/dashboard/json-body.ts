import { isUtf8 } from 'node:buffer';
import { BadRequestException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

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
  for (const type of ['application/json', /^application\/[^;\s]+\+json/, 'application/octet-stream'] as const) {
    app.useBodyParser(type as string, { bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => {
      try {
        done(null, parseJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    });
  }
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new BadRequestException('The body is not valid UTF-8. Send JSON in UTF-8.');
  try {
    return JSON.parse(body.toString('utf8').replace(BYTE_ORDER_MARK, ''));
  } catch (cause) {
    throw new BadRequestException(`The body is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}
