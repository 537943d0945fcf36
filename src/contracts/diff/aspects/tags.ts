import { placeName, type Difference } from '../change.js';
import { listed, type Aspect } from './aspect.js';

export const tags: Aspect = (older, newer) => {
  const gained = newer.tags.filter((tag) => !older.tags.includes(tag));
  const lost = older.tags.filter((tag) => !newer.tags.includes(tag));
  const told = (verb: string, names: string[]): Difference[] => {
    if (names.length === 0) return [];
    const message = `${placeName(newer.path)} ${verb} the tag${names.length === 1 ? '' : 's'} ${listed(names)}.`;
    return [{ kind: 'tags', message, before: older.tags, after: newer.tags, keywords: [], isInert: true }];
  };
  return [...told('gained', gained), ...told('lost', lost)];
};
