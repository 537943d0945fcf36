import { BadRequestException } from '@nestjs/common';
import { Type } from 'typebox';
import { findInexactNumbers } from '../../contracts/formats/json-schema/reading/inexact-numbers.js';
import type { EventInput } from '../jobs/contract-jobs.js';
import { textOfMember } from './member-text.js';

/** The largest payload of a single event that is read. */
export const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** The fields by which a body says which event is meant: one of the two. */
export const eventFields = {
  event: Type.Optional(Type.Unknown({ description: 'The event as JSON.' })),
  payload: Type.Optional(
    Type.String({ description: 'Instead of `event`: the bytes that a broker carries, in base64.' }),
  ),
  schemaIdHeader: Type.Optional(
    Type.String({ description: 'With `payload`: the record header `__value_schema_id`, in base64.' }),
  ),
};

/** What a request with a JSON body has besides: the text of it, whose numbers are not rounded yet. */
export interface WithBodyText {
  bodyText?: string;
}

interface EventBody {
  event?: unknown;
  payload?: string;
  schemaIdHeader?: string;
}

/**
 * The event that a body gives: as its text, where `bodyText` is that of the body and rounds a number.
 * @throws BadRequestException where the body has neither or both, or what it has is no base64 or too large.
 */
export function readEventInput(body: EventBody, bodyText: string | undefined): EventInput {
  const { payload, schemaIdHeader } = body;
  const hasEvent = Object.hasOwn(body, 'event');
  if (hasEvent === (payload !== undefined)) {
    throw new BadRequestException('Give either "event", the event as JSON, or "payload", its bytes in base64.');
  }
  if (payload === undefined) {
    requireSize(body.event, bodyText ?? '');
    return exactEvent(body.event, bodyText ?? '');
  }
  const header = schemaIdHeader === undefined ? {} : { schemaIdHeader: bytesOf('schemaIdHeader', schemaIdHeader) };
  return { payload: bytesOf('payload', payload), ...header };
}

/** A body that is within the limit needs no second look. */
function requireSize(event: unknown, bodyText: string): void {
  if (Buffer.byteLength(bodyText) <= MAX_PAYLOAD_BYTES) return;
  const bytes = Buffer.byteLength(textOfMember(bodyText, 'event') ?? JSON.stringify(event));
  if (bytes > MAX_PAYLOAD_BYTES) throw tooLarge('event', bytes);
}

function exactEvent(event: unknown, bodyText: string): EventInput {
  const rounds = [...findInexactNumbers(bodyText).keys()].some((path) => /^\/event(\/|$)/.test(path));
  const text = rounds ? textOfMember(bodyText, 'event') : null;
  return text === null ? { event } : { text };
}

function bytesOf(name: string, text: string): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes === null) throw new BadRequestException(`${name} must be base64, as in "AAAAAAEC".`);
  if (bytes.length <= MAX_PAYLOAD_BYTES) return bytes;
  throw tooLarge(name, bytes.length);
}

const tooLarge = (name: string, bytes: number): BadRequestException =>
  new BadRequestException(`${name} is ${bytes} bytes; at most ${MAX_PAYLOAD_BYTES} are read.`);

/** Null for what is no base64; Node would skip what it does not know. */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(text)) return null;
  // A copy: Node's small buffers share memory, and what is posted to a thread would take it along.
  return new Uint8Array(Buffer.from(text, 'base64'));
}
