import { placeName } from '../change.js';
import type { Aspect } from './aspect.js';

const KEYWORDS = ['type', 'anyOf', 'oneOf', 'items', 'additionalProperties', 'format', 'logicalType', 'size'];

/** What a field holds, in the format's own words; and its `format` or logical type, which says how to read that. */
export const type: Aspect = (older, newer) => {
  const isSame = older.type === newer.type && (older.kind === newer.kind || isListing(older.kind, newer.kind));
  if (!isSame) {
    const message = `${placeName(newer.path)} is ${newer.type} now; it was ${older.type}.`;
    return [{ kind: 'type', message, before: older.type, after: newer.type, keywords: KEYWORDS, isInert: false }];
  }
  if (older.format === newer.format) return [];
  const message = `${placeName(newer.path)} has the format ${newer.format ?? 'none'} now; it had ${older.format ?? 'none'}.`;
  return [{ kind: 'type', message, before: older.format, after: newer.format, keywords: KEYWORDS, isInert: false }];
};

/** That values are listed now, or no more, is told with the values. */
const isListing = (older: string, newer: string): boolean => (older === 'enum') !== (newer === 'enum');
