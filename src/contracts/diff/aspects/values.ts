import type { OutlinedField } from '../../outline.js';
import type { Direction } from '../../level.js';
import { placeName, type Difference } from '../change.js';
import { listed, type Aspect } from './aspect.js';
import { numberedValues, type NumberedValues } from './numbered-values.js';

const KEYWORDS = ['enum', 'const', 'symbols', 'anyOf', 'oneOf'];

/** The values of an enum: gained, lost, or in another order (which code generators and Avro's sort order see). */
export const values: Aspect = (older, newer) => {
  const [before, after] = listsOf(older, newer);
  if (before === null && after === null) return [];
  const place = placeName(newer.path);
  const told = (message: string, shownBy: Direction | null): Difference =>
    difference(before, after, `${place} ${message}.`, shownBy);
  if (before === null) return [told(`takes only listed values now: ${listed(after!)}`, null)];
  if (after === null) return [told(`takes any value now; it listed ${listed(before)}`, null)];
  const { gained, lost, moved } = numberedValues(older, newer) ?? namedValues(before, after);
  if (gained.length + lost.length + moved.length === 0)
    return before.every((value, i) => value === after[i]) ? [] : [told('lists its values in another order', null)];
  return [
    ...(moved.length === 0 ? [] : [ofNumbers(told(`has other numbers: ${firstOf(moved)}`, null))]),
    ...(gained.length === 0 ? [] : [told(verbOn('gained', gained), 'forward')]),
    ...(lost.length === 0 ? [] : [told(verbOn('lost', lost), 'backward')]),
  ];
};

function namedValues(before: readonly string[], after: readonly string[]): NumberedValues {
  const [had, has] = [new Set(before), new Set(after)];
  const gained = after.filter((value) => !had.has(value));
  return { gained, lost: before.filter((value) => !has.has(value)), moved: [] };
}

/** Of a change of numbers, findings about numbers speak, and no others. */
const ofNumbers = (told: Difference): Difference => ({ ...told, keywords: ['numbers'] });

const firstOf = (moved: readonly string[]): string =>
  moved.slice(0, 5).join(', ') + (moved.length > 5 ? ` and ${moved.length - 5} more` : '');

/** One constant beside a list is a list of one; alone it is a facet. */
function listsOf(older: OutlinedField, newer: OutlinedField): [Values, Values] {
  if (older.values === null && newer.values === null) return [null, null];
  return [older.values ?? constantOf(older), newer.values ?? constantOf(newer)];
}

type Values = readonly string[] | null;

function constantOf({ facets }: OutlinedField): Values {
  if (!Object.hasOwn(facets, 'const')) return null;
  const value = facets['const'];
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}

const verbOn = (verb: string, names: readonly string[]): string =>
  `${verb} the value${names.length === 1 ? '' : 's'} ${listed(names)}`;

const difference = (before: Values, after: Values, message: string, shownBy: Direction | null): Difference => ({
  kind: 'values',
  message,
  before,
  after,
  keywords: KEYWORDS,
  ...(shownBy === null ? {} : { shownBy }),
  isInert: false,
});
