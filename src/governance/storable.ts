import { escapePointer } from '../contracts/formats/json-schema/reading/pointers.js';
import { isStorable } from '../registry/storable.js';

/** The JSON pointer of the first text in a value that cannot be kept, be it a name or a value; null where all can. */
export function findUnstorable(value: unknown, pointer = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : pointer;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, part] of Object.entries(value)) {
    if (!isStorable(name)) return pointer;
    const found = findUnstorable(part, `${pointer}/${escapePointer(name)}`);
    if (found !== null) return found;
  }
  return null;
}
