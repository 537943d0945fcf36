import { placeName } from '../change.js';
import type { Aspect } from './aspect.js';

/** Marked deprecated, no more so, or with another date. */
export const deprecation: Aspect = (older, newer) => {
  const isSame = older.isDeprecated === newer.isDeprecated && older.deprecatedSince === newer.deprecatedSince;
  if (isSame) return [];
  const since = newer.deprecatedSince === null ? '' : ` since ${newer.deprecatedSince}`;
  const does = newer.isDeprecated ? `is deprecated${since}` : 'is not deprecated any more';
  const [before, after] = [older.deprecatedSince ?? older.isDeprecated, newer.deprecatedSince ?? newer.isDeprecated];
  const message = `${placeName(newer.path)} ${does}.`;
  return [{ kind: 'deprecation', message, before, after, keywords: [], isInert: true }];
};
