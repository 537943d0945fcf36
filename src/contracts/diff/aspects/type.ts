import type { OutlinedField } from '../../outline.js';
import { placeName } from '../change.js';
import type { Aspect } from './aspect.js';

const KEYWORDS = ['type', 'anyOf', 'oneOf', 'items', 'additionalProperties', 'format', 'logicalType', 'size', 'name'];

/** Values of another type are other values. */
const VALUES_KEYWORDS = ['enum', 'const'];

/** What a field holds, in the format's own words; and its `format` or logical type, which says how to read that. */
export const type: Aspect = (older, newer) => {
  const isSame = older.type === newer.type && (older.kind === newer.kind || isListing(older.kind, newer.kind));
  if (!isSame) {
    const message = `${placeName(newer.path)} is ${newer.type} now; it was ${older.type}.`;
    const isAboutNull = typesIn(older, false).join() === typesIn(newer, false).join();
    const keywords = haveCommonType(older, newer) ? KEYWORDS : [...KEYWORDS, ...VALUES_KEYWORDS];
    const [before, after] = [older.type, newer.type];
    const told = { kind: 'type' as const, message, before, after, keywords, isInert: false };
    return [
      {
        ...told,
        isAboutNull,
        isAboutItems: containerIn(before) !== null && containerIn(before) === containerIn(after),
      },
    ];
  }
  if (older.format === newer.format) return [];
  const message = `${placeName(newer.path)} has the format ${newer.format ?? 'none'} now; it had ${older.format ?? 'none'}.`;
  return [{ kind: 'type', message, before: older.format, after: newer.format, keywords: KEYWORDS, isInert: false }];
};

/** That values are listed now, or no more, is told with the values. */
const isListing = (older: string, newer: string): boolean => (older === 'enum') !== (newer === 'enum');

const typesIn = ({ type: text }: OutlinedField, isWithNull: boolean): string[] =>
  text.split(' or ').filter((one) => isWithNull || one !== 'null');

/** An integer is a number too, and any type is one of any. */
function haveCommonType(older: OutlinedField, newer: OutlinedField): boolean {
  const [before, after] = [typesIn(older, true), typesIn(newer, true)];
  if ([...before, ...after].includes('any')) return true;
  const asNumber = (one: string): string => (one === 'integer' ? 'number' : one);
  const known = new Set(before.map(asNumber));
  return after.some((one) => known.has(asNumber(one)));
}

/** How a type that is nothing but a list or a map is called apart from what it holds; null for every other one. */
function containerIn(text: string): string | null {
  if (/\bor\b/.test(text)) return null;
  return /^(?:array|map)(?= of |$)|^repeated (?=\S)|^map<[^,]+,/.exec(text)?.[0] ?? null;
}
