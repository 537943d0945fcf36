import { told } from '../../../sentence.js';
import type { Field } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { WIRE_AND_STRICTER, type Rule } from './rule.js';

/** A field that enters a oneof, leaves it or finds it renamed (buf: FIELD_SAME_ONEOF): generated code sets it otherwise. */
export const oneofChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  field: ({ writer, reader, older, newer }) => {
    const [from, to] = [older, newer].map((field: Field) => field.oneof?.name ?? null);
    if (from === to) return [];
    const place = (name: string | null | undefined): string =>
      name === null || name === undefined ? 'outside of a oneof' : `in the oneof "${name}"`;
    return [
      policyObstacle(
        { writer, reader },
        {
          rule: 'field-oneof-changed',
          change: null,
          buf: 'FIELD_SAME_ONEOF',
          message: (names) =>
            told`"${newer.name}" is ${place(from)} in ${names.older} and ${place(to)} in ${names.newer}: setting it clears other fields on one side only.`,
          fix: `Leave "${newer.name}" ${place(from)}.`,
        },
        writer,
      ),
    ];
  },
};
