import type { RowKey } from './archive-part.js';

/** Less than 0 where `a` comes first. Texts by their code points, as both databases order them. */
export function compareKeys(a: RowKey, b: RowKey): number {
  for (const [i, one] of a.entries()) {
    const other = b[i]!;
    const order = typeof one === 'number' ? one - Number(other) : compareTexts(one, String(other));
    if (order !== 0) return order;
  }
  return 0;
}

const compareTexts = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
