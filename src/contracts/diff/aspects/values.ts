import type { OutlinedField } from '../../outline.js';
import { placeName, type Difference } from '../change.js';
import { listed, type Aspect } from './aspect.js';

const KEYWORDS = ['enum', 'const', 'symbols', 'anyOf', 'oneOf'];

/** The values of an enum: gained, lost, or in another order (which code generators and Avro's sort order see). */
export const values: Aspect = (older, newer) => {
  const [before, after] = [older.values, newer.values];
  if (before === null && after === null) return [];
  const place = placeName(newer.path);
  if (before === null) return [difference(older, newer, `${place} takes only listed values now: ${listed(after!)}.`)];
  if (after === null) return [difference(older, newer, `${place} takes any value now; it listed ${listed(before)}.`)];
  const [had, has] = [new Set(before), new Set(after)];
  const gained = after.filter((value) => !had.has(value));
  const lost = before.filter((value) => !has.has(value));
  const told = [verbOn('gained', gained), verbOn('lost', lost)].filter((part) => part !== null);
  if (told.length > 0) return told.map((part) => difference(older, newer, `${place} ${part}.`));
  const isSameOrder = before.every((value, i) => value === after[i]);
  return isSameOrder ? [] : [difference(older, newer, `${place} lists its values in another order.`)];
};

const verbOn = (verb: string, names: readonly string[]): string | null =>
  names.length === 0 ? null : `${verb} the value${names.length === 1 ? '' : 's'} ${listed(names)}`;

const difference = (older: OutlinedField, newer: OutlinedField, message: string): Difference => ({
  kind: 'values',
  message,
  before: older.values,
  after: newer.values,
  keywords: KEYWORDS,
  isInert: false,
});
