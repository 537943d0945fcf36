import { told, type Told } from '../../../sentence.js';
import type { Field } from '../model.js';
import type { Pair, SideNames } from './rule.js';

/** Whether a number was given to a field of another name as well as of another type: it is another field, not the same one changed. */
export const isReused = ({ writer, reader }: Pair<Field>): boolean => writer.name !== reader.name;

/** What the number stands for on both sides, the older first, whoever writes. */
export function tellReuse({ older, newer }: Pair<Field>, names: SideNames, typeOf: (field: Field) => string): Told {
  const was = told`Number ${older.number} is "${older.name}" (${typeOf(older)}) in ${names.older}`;
  return told`${was}, and "${newer.name}" (${typeOf(newer)}) in ${names.newer}`;
}

export const fixReuse = ({ older, newer }: Pair<Field>): string =>
  `Give "${newer.name}" a new number, and reserve ${older.number}.`;
