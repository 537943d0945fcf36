import { isEqual } from '../../formats/json-schema/values.js';
import { placeName } from '../change.js';
import { quoted, type Aspect } from './aspect.js';
import { BOUNDS } from './bounds.js';

/** Keywords that no judge of events reads. */
const INERT = ['aliases', 'x-removal-after', 'x-unit', 'x-extensible-enum', 'doc', 'order', 'examples'];

/** Every other restriction and setting, by its keyword. */
export const facets: Aspect = (older, newer) => {
  const keywords = [...new Set([...Object.keys(older.facets), ...Object.keys(newer.facets)])];
  return (
    keywords
      .filter((keyword) => !BOUNDS.includes(keyword))
      // Beside a list of values a constant is a list of one, told with the values.
      .filter((keyword) => keyword !== 'const' || (older.values === null && newer.values === null))
      .map((keyword) => ({ keyword, before: facet(older.facets, keyword), after: facet(newer.facets, keyword) }))
      .filter(({ before, after }) => !isEqual(before, after))
      .map(({ keyword, before, after }) => ({
        kind: 'facet' as const,
        message: messageOf(placeName(newer.path), keyword, before, after),
        before: before ?? null,
        after: after ?? null,
        keywords: [keyword],
        isInert: INERT.includes(keyword),
      }))
  );
};

const facet = (held: Readonly<Record<string, unknown>>, keyword: string): unknown =>
  Object.hasOwn(held, keyword) ? held[keyword] : undefined;

function messageOf(place: string, keyword: string, before: unknown, after: unknown): string {
  if (before === undefined) return `${place} has "${keyword}" now: ${quoted(after)}.`;
  if (after === undefined) return `${place} has no "${keyword}" any more; it was ${quoted(before)}.`;
  return `"${keyword}" of ${place === 'The event' ? 'the event' : place} is ${quoted(after)} now; it was ${quoted(before)}.`;
}
