import type { Bar } from './lanes.js';

/** About how wide a letter is, as a fraction of a picture of ordinary width. */
const LETTER = 0.0085;

/** Where a bar's text has room: in it, else after it, else before it, else in whichever of the three is widest. */
export function labelSide({ left, width }: Bar, text: string): 'inside' | 'after' | 'before' {
  const needed = text.length * LETTER + 0.02;
  const after = 1 - left - width;
  if (width >= needed) return 'inside';
  if (after >= needed) return 'after';
  if (left >= needed) return 'before';
  if (width >= after && width >= left) return 'inside';
  return after >= left ? 'after' : 'before';
}
