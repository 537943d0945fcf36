/** Whether JSON is a 32-bit signed integer. */
export const isInt = (json: unknown): json is number =>
  typeof json === 'number' && Number.isInteger(json) && json >= -(2 ** 31) && json < 2 ** 31;

/** Whether JSON is a 64-bit signed integer: a number, as exact as JSON's are. */
export const isLong = (json: unknown): json is number =>
  typeof json === 'number' && Number.isInteger(json) && json >= -(2 ** 63) && json <= 2 ** 63;

/** The same of an event's number: 2^63 itself is none, but is what the default 9223372036854775807 is read as. */
export const isEventLong = (json: unknown): json is number => isLong(json) && json < 2 ** 63;

const DIGITS = /^-?\d{1,19}$/;

/** The long that a text of digits says; null where it says none. */
export function longOfDigits(text: unknown): bigint | null {
  if (typeof text !== 'string' || !DIGITS.test(text)) return null;
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : null;
}
