import type { Rejection } from '../schema-format.js';
import type { SchemaDocument } from './document.js';

const LOOKS_AT_NUMBERS = /\/(const|enum|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf)(\/|$)/;

/**
 * Why nothing is told of an event by a schema with a number that no double holds: {"const": 9007199254740993} is read as
 * 9007199254740992. Every other number lies on the same side of both, so only an event that holds the rounded one is in
 * doubt; whether it is a multiple of one that was rounded cannot be told of any. Null where there is no such doubt.
 */
export function doubtByRounding({ documents }: SchemaDocument, event: unknown): Rejection[] | null {
  for (const { inexactNumbers } of documents) {
    for (const [pointer, literal] of inexactNumbers) {
      const isDivisor = pointer.endsWith('/multipleOf');
      const read = Number(literal);
      if (!LOOKS_AT_NUMBERS.test(pointer) || !holdsNumber(event, (one) => isDivisor || one === read)) continue;
      const reason = `could not be judged: the number ${literal} at ${pointer} of the schema is rounded where it is read`;
      return [{ path: '', reason, isUnknown: true }];
    }
  }
  return null;
}

/** Whether `multipleOf` stands anywhere in it, be it as a keyword or as a name. */
export const dividesNumbers = ({ documents }: SchemaDocument): boolean =>
  documents.some(({ normalised }) => JSON.stringify(normalised).includes('"multipleOf"'));

function holdsNumber(value: unknown, isMeant: (one: number) => boolean): boolean {
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'number' && isMeant(one)) return true;
    if (typeof one === 'object' && one !== null) for (const part of Object.values(one)) left.push(part);
  }
  return false;
}
