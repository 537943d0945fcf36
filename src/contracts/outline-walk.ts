import type { OutlinedField } from './outline.js';

/** A field and the places directly inside it, in the order of the text. */
export interface Look<Place> {
  field: OutlinedField;
  inside: readonly Place[];
  /** There is more inside that is left out. */
  isCut?: boolean;
}

export interface WalkLimits {
  /** Fields beyond the event's own ones are left out where there would be more. */
  maxFields: number;
  isOver: () => boolean;
}

interface Branch<Place> {
  place: Place;
  level: number;
  field: OutlinedField | null;
  inside: Branch<Place>[];
  /** All that is directly inside the same place, itself too. */
  siblings: Branch<Place>[];
}

/**
 * The fields of an outline, parents before children in the order of the text. They are looked at level by level, so that a
 * large or recursive part leaves out what is deepest and never a field of the event itself, unless the time is up.
 */
export function walkOutline<Place>(
  root: Place,
  look: (place: Place) => Look<Place>,
  { maxFields, isOver }: WalkLimits,
): { fields: OutlinedField[]; isCut: boolean } {
  const start: Branch<Place> = { place: root, level: 0, field: null, inside: [], siblings: [] };
  const queue = [start];
  let [count, isCut] = [0, false];
  for (const branch of queue) {
    const isFull = branch.level > 1 && count >= maxFields;
    if (isFull || (count > 0 && isOver())) {
      // All fields of an object or none: that some are missing must not look as if they were gone.
      for (const one of branch.siblings) one.field = null;
      return { fields: inTextOrder(start), isCut: true };
    }
    const seen = look(branch.place);
    branch.field = seen.field;
    const siblings: Branch<Place>[] = [];
    for (const place of seen.inside)
      siblings.push({ place, level: branch.level + 1, field: null, inside: [], siblings });
    branch.inside = siblings;
    for (const one of branch.inside) queue.push(one);
    isCut ||= seen.isCut === true;
    count++;
  }
  return { fields: inTextOrder(start), isCut };
}

function inTextOrder<Place>(start: Branch<Place>): OutlinedField[] {
  const fields: OutlinedField[] = [];
  const stack = [start];
  for (let branch = stack.pop(); branch !== undefined; branch = stack.pop()) {
    if (branch.field !== null) fields.push(branch.field);
    for (const one of branch.inside.toReversed()) stack.push(one);
  }
  return fields;
}
