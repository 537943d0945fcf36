import { placeName } from '../change.js';
import type { Aspect } from './aspect.js';

export const required: Aspect = (older, newer) => {
  if (older.isRequired === newer.isRequired) return [];
  const message = `${placeName(newer.path)} is ${newer.isRequired ? 'required' : 'optional'} now.`;
  const [before, after] = [older.isRequired, newer.isRequired];
  return [{ kind: 'required', message, before, after, keywords: ['required', 'default'], isInert: false }];
};
