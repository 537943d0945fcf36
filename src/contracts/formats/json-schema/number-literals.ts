import type { SchemaDocument } from './document.js';
import { escapePointer } from './reading/pointers.js';

/** A number that stands in the text of a schema. */
export interface NumberInText {
  /** The pointer, behind the name of the text in a reference. */
  readonly place: string;
  /** As it is written where reading rounds it, else as a double is. */
  readonly literal: string;
  /** From which side a bound limits; null for what is no bound, or stands where it may be none. */
  readonly limits: 'above' | 'below' | null;
  /** Whether a bound forbids the number itself. */
  readonly isExclusive: boolean;
}

/** What stands under these is no bound. */
const DATA = /\/(const|enum|default|examples)(\/|$)/;
const BOUND = /\/(exclusiveM|m)(ax|in)imum$/;

/** Every number of a schema and of those that it refers to by name, also where it is never read. */
export function* numbersOf(document: SchemaDocument): Generator<NumberInText> {
  for (const { raw, name, inexactNumbers } of document.documents) {
    const left: { value: unknown; pointer: string; holder: unknown }[] = [{ value: raw, pointer: '', holder: null }];
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const { value, pointer, holder } = one;
      if (typeof value === 'number') {
        const literal = inexactNumbers.get(pointer) ?? String(value);
        yield { place: `${name ?? ''}${pointer}`, literal, ...boundAt(pointer, holder) };
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, part] of Object.entries(value)) {
          if (typeof part !== 'number' && (typeof part !== 'object' || part === null)) continue;
          left.push({ value: part, pointer: `${pointer}/${escapePointer(key)}`, holder: value });
        }
      }
    }
  }
}

function boundAt(pointer: string, holder: unknown): Pick<NumberInText, 'limits' | 'isExclusive'> {
  const [, word, side] = (DATA.test(pointer) ? null : BOUND.exec(pointer)) ?? [];
  if (side === undefined) return { limits: null, isExclusive: false };
  // Draft-04 says `exclusiveMinimum: true` beside `minimum`.
  const isExclusive = word !== 'm' || (holder as Record<string, unknown>)[`exclusiveM${side}imum`] === true;
  return { limits: side === 'ax' ? 'above' : 'below', isExclusive };
}
