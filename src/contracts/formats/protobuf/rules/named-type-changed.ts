import { told } from '../../../sentence.js';
import { typeText } from '../field-form.js';
import { namesDiffer } from './confluent-field.js';
import { policyObstacle } from './obstacle.js';
import { WIRE_AND_STRICTER, type Rule } from './rule.js';

/**
 * A field of another message or enum, though its bytes may fit today (buf: FIELD_WIRE_COMPATIBLE_TYPE): from then on the two
 * types grow apart. Packages aside; an enum may stand elsewhere under its own short name.
 */
export const namedTypeChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  field: ({ writer, reader, older, newer }) => {
    const isOtherMessage =
      writer.type.kind === 'message' && reader.type.kind === 'message' && namesDiffer(writer, reader);
    const isOtherEnum =
      writer.type.kind === 'enum' && reader.type.kind === 'enum' && writer.type.enum.name !== reader.type.enum.name;
    if ((writer.mapKey === null) !== (reader.mapKey === null) || (!isOtherMessage && !isOtherEnum)) return [];
    return [
      policyObstacle(
        { writer, reader },
        {
          rule: 'field-named-type-changed',
          change: 'FIELD_NAMED_TYPE_CHANGED',
          buf: 'FIELD_WIRE_COMPATIBLE_TYPE',
          message: (names) =>
            told`"${newer.name}" is a ${typeText(older)} in ${names.older} and a ${typeText(newer)} in ${names.newer}: nothing keeps the two alike.`,
          fix: `Keep ${typeText(older)}.`,
        },
        writer,
      ),
    ];
  },
};
