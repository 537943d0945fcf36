import type { Rejection } from '../formats/schema-format.js';
import type { Envelope } from './envelope.js';

export interface EventError extends Pick<Rejection, 'path' | 'reason'> {
  /** Whether the pointer leads into the envelope or into the event in it. */
  in: 'envelope' | 'event';
}

export interface EventVerdict {
  /** Null where it could not be told. */
  isValid: boolean | null;
  /** Those that were opened, outermost first; none for a bare event. */
  envelopes: Envelope[];
  /** Those of the envelope first, then of the event in the order of use to a person. Never empty where it is not valid. */
  errors: EventError[];
  /** What was judged; absent where the payload could not be decoded. */
  event?: unknown;
  /** Of Protobuf: the message of its file that an envelope names it for, without the package; absent where none does. */
  message?: string;
  /** The first number in it that is not the one that was written; absent where there is none. */
  rounded?: { path: string; literal: string };
}

/** A verdict that is not valid, or, where nothing but doubts is told, not known. */
export const refusal = (
  envelopes: Envelope[],
  where: EventError['in'],
  rejections: readonly Rejection[],
): EventVerdict => ({
  isValid: isUnknown(rejections) ? null : false,
  envelopes,
  errors: rejections.map(({ path, reason }) => ({ in: where, path, reason })),
});

/** What is refused for one reason is refused, whatever else could not be told. */
export const isUnknown = (rejections: readonly Rejection[]): boolean =>
  rejections.length > 0 && rejections.every((one) => one.isUnknown === true);
