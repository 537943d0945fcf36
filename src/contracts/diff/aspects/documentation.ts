import { placeName } from '../change.js';
import type { Aspect } from './aspect.js';

export const documentation: Aspect = (older, newer) => {
  const [before, after] = [older.description, newer.description];
  if (before === after) return [];
  const place = placeName(newer.path);
  const does =
    before === null ? 'is described now' : after === null ? 'lost its description' : 'has another description';
  return [{ kind: 'documentation', message: `${place} ${does}.`, before, after, keywords: [], isInert: true }];
};
