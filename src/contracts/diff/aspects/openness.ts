import { placeName } from '../change.js';
import type { Aspect } from './aspect.js';

const KEYWORDS = ['additionalProperties', 'unevaluatedProperties', 'patternProperties'];

/** Whether an object may carry fields that are not described. */
export const openness: Aspect = (older, newer) => {
  if (older.isOpen === newer.isOpen || older.isOpen === null || newer.isOpen === null) return [];
  const does = newer.isOpen
    ? 'may carry fields that are not described now.'
    : 'refuses fields that are not described now.';
  const [before, after] = [older.isOpen, newer.isOpen];
  return [
    {
      kind: 'openness',
      message: `${placeName(newer.path)} ${does}`,
      before,
      after,
      keywords: KEYWORDS,
      isInert: false,
    },
  ];
};
