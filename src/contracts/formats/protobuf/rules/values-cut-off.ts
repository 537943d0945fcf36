import { told } from '../../../sentence.js';
import { typeText, valueFormOf, wholeNumbersOf } from '../field-form.js';
import { isScalar, type Field } from '../model.js';
import { rangeOf, type ValueRange } from '../value-ranges.js';
import { fieldObstacle } from './obstacle.js';
import { WIRE_AND_STRICTER, type Rule } from './rule.js';

/**
 * A number that its reader cannot hold arrives as another: int64 is cut to 32 bits, a negative one becomes a large one, every
 * number but 0 becomes `true` (proto3#updating: "the same effect as if you had cast the number").
 */
export const valuesCutOff: Rule = {
  policies: WIRE_AND_STRICTER,
  field: (pair) => {
    const { writer, reader } = pair;
    const isKeyCut = isCut(keyRange(writer), keyRange(reader));
    if (!isKeyCut && (valueFormOf(writer) !== valueFormOf(reader) || !isCut(wholeNumbersOf(writer), readable(reader))))
      return [];
    return [
      fieldObstacle(pair, {
        rule: 'field-values-cut-off',
        change: null,
        buf: null,
        message: (names) =>
          told`${names.writer} writes ${typeText(writer)} into "${writer.name}", and ${names.reader} reads ${typeText(reader)}: numbers it cannot hold arrive as others.`,
        fix: `Keep ${typeText(pair.older)}, or add a field with a new number.`,
        isPolicy: false,
      }),
    ];
  },
};

const isCut = (from: ValueRange | null, to: ValueRange | null): boolean =>
  from !== null && to !== null && (from.from < to.from || from.to > to.to);

/** What a closed enum does not declare is lost as a whole, which is another rule's business. */
const readable = (field: Field): ValueRange | null =>
  field.type.kind === 'enum' && field.type.enum.features.enum_type === 'CLOSED' ? null : wholeNumbersOf(field);

const keyRange = ({ mapKey }: Field): ValueRange | null =>
  mapKey !== null && isScalar(mapKey) ? rangeOf(mapKey) : null;
