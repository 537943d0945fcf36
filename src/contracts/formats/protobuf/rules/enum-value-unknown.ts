import { told } from '../../../sentence.js';
import { fieldKey } from '../codec.js';
import { isList, typeText, valueFormOf, wholeNumbersOf } from '../field-form.js';
import type { Enum, Field } from '../model.js';
import { holding } from '../samples.js';
import { fieldObstacle } from './obstacle.js';
import { readsNewer, WIRE_AND_STRICTER, type Obstacle, type Pair, type Rule } from './rule.js';

/** A closed enum drops the numbers it does not declare, as if the field were not there (programming-guides/enum). */
export const enumValueUnknown: Rule = {
  policies: WIRE_AND_STRICTER,
  field: (pair) => {
    const { writer, reader } = pair;
    if (reader.type.kind !== 'enum' || reader.type.enum.features.enum_type === 'OPEN') return [];
    if (valueFormOf(writer) !== 'varint') return [];
    const unknown = unknownNumber(writer, reader.type.enum);
    return unknown === null ? [] : [obstacle(pair, unknown)];
  },
};

/** A number the writer may write and the reader does not declare; null where there is none. */
function unknownNumber(writer: Field, { values }: Enum): number | null {
  const known = new Set(values.map(({ number }) => number));
  if (writer.type.kind === 'enum' && writer.type.enum.features.enum_type === 'CLOSED')
    return writer.type.enum.values.find(({ number }) => !known.has(number))?.number ?? null;
  const range = wholeNumbersOf(writer);
  if (range === null) return null;
  // Among one more number than are declared there is one that is not.
  for (let number = 0; number <= known.size; number++)
    if (!known.has(number) && BigInt(number) <= range.to) return number;
  return range.from < 0n && !known.has(-1) ? -1 : null;
}

function obstacle(pair: Pair<Field>, number: number): Obstacle {
  const { writer } = pair;
  const value = holding(writer, number);
  const typed =
    writer.type.kind === 'scalar' && writer.type.scalar === 'bool' && !isList(writer) ? number === 1 : value;
  return {
    ...fieldObstacle(pair, {
      rule: 'enum-value-unknown',
      change: null,
      buf: null,
      message: (names) =>
        told`${names.writer} may write ${number} into "${writer.name}", which the closed enum of ${names.reader} does not know: the value is lost.`,
      fix: fixOf(pair, number),
      isPolicy: false,
    }),
    samples: [{ [fieldKey(writer)]: typed }],
  };
}

function fixOf(pair: Pair<Field>, number: number): string {
  const { writer, reader, older } = pair;
  const name = reader.type.kind === 'enum' ? reader.type.enum.fullName : 'the enum';
  if (readsNewer(pair)) return `Declare ${number} in ${name}.`;
  return writer.type.kind === 'enum' && writer.type.enum.features.enum_type === 'CLOSED'
    ? `Leave ${number} out of ${writer.type.enum.fullName} until every consumer knows it.`
    : `Keep ${typeText(older)}, closed as it was.`;
}
