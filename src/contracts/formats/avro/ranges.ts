import { canonicalNumber } from '../json-schema/reading/inexact-numbers.js';

/** Whether JSON is a 32-bit signed integer. */
export const isInt = (json: unknown): json is number =>
  typeof json === 'number' && Number.isInteger(json) && json >= -(2 ** 31) && json < 2 ** 31;

/** Whether an event's number is a 64-bit signed integer, as exact as JSON's are. */
export const isEventLong = (json: unknown): json is number =>
  typeof json === 'number' && Number.isInteger(json) && json >= -(2 ** 63) && json < 2 ** 63;

const DIGITS = /^-?\d{1,19}$/;

/** The long that a text of digits says; null where it says none. */
export function longOfDigits(text: unknown): bigint | null {
  if (typeof text !== 'string' || !DIGITS.test(text)) return null;
  return within64Bits(BigInt(text));
}

/** The long that a number of JSON says by its digits, be it one or an `exactNumber`; null where it says none. */
export function longOfNumber(json: unknown): bigint | null {
  if (typeof json !== 'number' && typeof json !== 'symbol') return null;
  const literal = typeof json === 'symbol' ? json.description! : String(json);
  if (canonicalNumber(literal) === '0') return 0n;
  const [, digits, zeros] = /^(-?\d{1,19})e(\d\d?)$/.exec(canonicalNumber(literal)) ?? [];
  return digits === undefined ? null : within64Bits(BigInt(digits) * 10n ** BigInt(zeros!));
}

const within64Bits = (value: bigint): bigint | null => (value >= -(2n ** 63n) && value < 2n ** 63n ? value : null);
