import { isStorable } from '../../registry/storable.js';

/** No row of an export is nested deeper; what is would end the process that walks it. */
const MAX_DEPTH = 100;

/** Why a database could not keep the values of a row as they are; null where it can. */
export function faultOfValues(row: object): string | null {
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: row, pointer: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer, depth } = next;
    const what = pointer === '' ? 'it' : pointer;
    if (typeof value === 'string' && !isStorable(value)) return `${what} ${NOT_KEPT}`;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`;
    for (const [name, part] of Object.entries(value)) {
      if (!isStorable(name)) return `a name in ${what} ${NOT_KEPT}`;
      open.push({ value: part, pointer: `${pointer}/${name}`, depth: depth + 1 });
    }
  }
  return null;
}

const NOT_KEPT = 'holds a null character or half of a surrogate pair, which no database keeps';

/** Whether a text of the form of an instant is one: there is no 30 February, and no year 0 for a database. */
export function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text && !text.startsWith('0000');
}
