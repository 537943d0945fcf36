import { longestMatch } from '../../formats/json-schema/outline-pattern-length.js';
import type { FieldKind, OutlinedField } from '../../outline.js';
import { placeName, type Difference } from '../change.js';
import type { Aspect } from './aspect.js';

/** How a person says a bound, with the unit it counts in. */
const SAID: Readonly<Record<string, string>> = {
  minimum: 'at least',
  exclusiveMinimum: 'more than',
  maximum: 'at most',
  exclusiveMaximum: 'less than',
  minLength: 'at least',
  maxLength: 'at most',
  minItems: 'at least',
  minProperties: 'at least',
  minContains: 'at least',
  maxContains: 'at most',
};

const UNITS: Readonly<Record<string, string>> = {
  minLength: ' characters',
  minItems: ' items',
  minProperties: ' properties',
  minContains: ' items of the kind it must contain',
  maxContains: ' items of the kind it must contain',
};

const UPPER_UNITS: Partial<Record<FieldKind, string>> = {
  array: ' items',
  map: ' entries',
  object: ' properties',
  bytes: ' bytes',
};

/** The keywords a bound stands under; `maxLength` is what the outline calls the upper bound of any size. */
export const BOUNDS: readonly string[] = Object.keys(SAID);

const SIZE_KEYWORDS = ['maxLength', 'maxItems', 'maxProperties', 'size'];

/** Bounds on a number, and on how long or large something is. */
export const bounds: Aspect = (older, newer) =>
  BOUNDS.flatMap((keyword) => {
    const [before, after] = [boundOf(older, keyword), boundOf(newer, keyword)];
    return before === after ? [] : [differenceOf(older, newer, keyword)];
  });

function boundOf(field: OutlinedField, keyword: string): number | null {
  if (keyword === 'maxLength') return field.maxLength;
  const value = Object.hasOwn(field.facets, keyword) ? field.facets[keyword] : undefined;
  return typeof value === 'number' ? value : null;
}

/** A pattern from `^` to `$` bounds a text too; such a bound is told by the pattern's findings. */
function keywordsOf({ maxLength, facets }: OutlinedField): readonly string[] {
  const { pattern } = facets;
  return typeof pattern === 'string' && maxLength !== null && longestMatch(pattern) === maxLength ? ['pattern'] : [];
}

function differenceOf(older: OutlinedField, newer: OutlinedField, keyword: string): Difference {
  const [before, after] = [boundOf(older, keyword), boundOf(newer, keyword)];
  const unit = keyword === 'maxLength' ? (UPPER_UNITS[newer.kind] ?? ' characters') : (UNITS[keyword] ?? '');
  const said = (bound: number | null): string =>
    bound === null ? 'without that bound' : `${SAID[keyword]} ${bound}${bound === 1 ? unit.replace(/s$/, '') : unit}`;
  return {
    kind: 'bounds',
    message: `${placeName(newer.path)} is ${said(after)} now; it was ${said(before)}.`,
    before,
    after,
    keywords: keyword === 'maxLength' ? [...SIZE_KEYWORDS, ...keywordsOf(older), ...keywordsOf(newer)] : [keyword],
    isInert: false,
  };
}
