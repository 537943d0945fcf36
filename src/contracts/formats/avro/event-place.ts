import type { Trail } from './claim.js';
import { isPlain } from './event-form.js';
import { stepped } from './names.js';
import { nameOf } from './schema.js';

/** How a place calls an item of a list and a value of a map. */
interface Inside {
  item: string;
  value: string;
}

const ANY: Inside = { item: '*', value: '*' };

/** Where in the event, with `*` for any item or value unless they are named; a union's branch where events carry it. */
export function eventPlace(trail: Trail | null, inside: Inside = ANY): string {
  const steps: string[] = [];
  for (let at = trail; at !== null; at = at.before) {
    const { step, writer } = at;
    if (step.into === 'field') steps.unshift(step.name);
    else if (step.into !== 'branch') steps.unshift(inside[step.into]);
    else if (writer.kind === 'union' && !isPlain(writer)) steps.unshift(nameOf(writer.branches[step.index]!));
  }
  return steps.reduce((pointer, step) => stepped(pointer, step), '');
}
