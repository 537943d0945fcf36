import { told } from '../../../sentence.js';
import { typeText } from '../field-form.js';
import type { Field } from '../model.js';
import { confluentChange } from './confluent-field.js';
import { policyObstacle } from './obstacle.js';
import { JSON_AND_STRICTER, type Rule } from './rule.js';

/** Types that look alike both on the wire and in JSON (buf: FIELD_WIRE_JSON_COMPATIBLE_TYPE); every other stands alone. */
const GROUPS: readonly (readonly string[])[] = [
  ['int32', 'uint32'],
  ['int64', 'uint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
];

/** JSON writes 64 bits as a string, an enum as a name, bytes as base64: what the wire allows is not always read there. */
export const jsonTypeChanged: Rule = {
  policies: JSON_AND_STRICTER,
  field: (pair) => {
    const { writer, reader, older, newer } = pair;
    const isSame = groupOf(older) === groupOf(newer) && (older.mapKey === null) === (newer.mapKey === null);
    if (isSame) return [];
    return [
      policyObstacle(
        pair,
        {
          rule: 'json-type-changed',
          change: confluentChange(writer, reader),
          buf: 'FIELD_WIRE_JSON_COMPATIBLE_TYPE',
          message: (names) =>
            told`"${newer.name}" is ${typeText(older)} in ${names.older} and ${typeText(newer)} in ${names.newer}, and JSON writes the two differently.`,
          fix: `Keep ${typeText(older)}.`,
        },
        writer,
      ),
    ];
  },
};

function groupOf({ type }: Field): string {
  if (type.kind !== 'scalar') return type.kind;
  return GROUPS.find((group) => group.includes(type.scalar))?.join() ?? type.scalar;
}
