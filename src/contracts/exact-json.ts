import { findInexactNumbers } from './formats/json-schema/reading/inexact-numbers.js';
import { isJsonObject } from './formats/json-schema/reading/json-objects.js';
import { tokensOf } from './formats/json-schema/reading/pointers.js';

/**
 * JSON whose numbers a double may not hold, such as 9007199254740993 or 1e400: each of these is a symbol, described by its literal.
 * No walk over JSON takes a symbol for an object or a list, and `JSON.stringify` leaves it out: only `writeExactJson` writes it.
 */
export const exactNumber = (literal: string): symbol => Symbol(literal);

/** The value of a JSON text, with every number that a double does not hold kept as `exactNumber`. @throws SyntaxError. */
export function readExactJson(text: string): unknown {
  const root = { '': JSON.parse(text) as unknown };
  for (const [pointer, literal] of findInexactNumbers(text)) {
    const tokens = ['', ...tokensOf(pointer)];
    const last = tokens.pop()!;
    const holder = tokens.reduce<unknown>((value, token) => partOf(value, token), root);
    // Of a name that stands twice the last value counts, which may be another one.
    if (Object.is(partOf(holder, last), Number(literal)))
      (holder as Record<string, unknown>)[last] = exactNumber(literal);
  }
  return root[''];
}

const partOf = (holder: unknown, token: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, token)
    ? (holder as Record<string, unknown>)[token]
    : undefined;

/** A JSON value as text, with the literals of `exactNumber`s as they are; `indent` as `JSON.stringify` has it. */
export function writeExactJson(value: unknown, indent = 0): string {
  if (exactNumberIn(value) === null) return JSON.stringify(value, null, indent);
  // Before the literals stands what no text of the value has.
  let mark = '#';
  const plain = JSON.stringify([value]);
  while (plain.includes(mark)) mark += '#';
  const marked = (_: string, part: unknown): unknown => (typeof part === 'symbol' ? mark + part.description! : part);
  return JSON.stringify(value, marked, indent).replace(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1');
}

/** The literal of the first number in a value that a double does not hold; null where there is none. */
export function exactNumberIn(value: unknown): string | null {
  if (typeof value === 'symbol') return value.description!;
  if (!Array.isArray(value) && !isJsonObject(value)) return null;
  for (const part of Object.values(value)) {
    const found = exactNumberIn(part);
    if (found !== null) return found;
  }
  return null;
}
