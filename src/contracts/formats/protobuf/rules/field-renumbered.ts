import { told } from '../../../sentence.js';
import { fieldKey } from '../codec.js';
import { samplesOf } from '../samples.js';
import { fieldsOnWire, isReserved, knownAs, type Field, type Message } from '../model.js';
import { lostByNumber } from '../same-event.js';
import { EVERY_POLICY, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * A field under another number is another field: what was written under the old one is lost to it (proto3#assigning, "This
 * number cannot be changed once your message type is in use"). Whoever reserves the old number has meant it.
 */
export const fieldRenumbered: Rule = {
  policies: EVERY_POLICY,
  message: (pair) =>
    renumberedFields(pair).map(({ older, newer }) =>
      pair.writer === pair.older ? obstacle(older, newer) : obstacle(newer, older),
    ),
};

/**
 * Fields that have another number in the newer message, where it neither sets the old number aside nor reads it under another
 * name: then the field was renamed, and a new one took its name.
 */
export function renumberedFields({ older, newer }: Pair<Message>): { older: Field; newer: Field }[] {
  const fields = fieldsOnWire(newer);
  const byName = new Map(fields.map((field) => [knownAs(field), field]));
  const numbers = new Set(fields.map(({ number }) => number));
  return fieldsOnWire(older).flatMap((field) => {
    const namesake = byName.get(knownAs(field));
    const isMoved = namesake !== undefined && namesake.number !== field.number;
    const isLost = !numbers.has(field.number) && !isReserved(newer.reserved, field.number);
    return isMoved && isLost ? [{ older: field, newer: namesake }] : [];
  });
}

function obstacle(writer: Field, reader: Field): Obstacle {
  return {
    rule: 'field-renumbered',
    change: 'FIELD_REMOVED',
    buf: 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
    message: (names) =>
      told`${names.writer} writes "${writer.name}" under number ${writer.number}, and ${names.reader} looks for it under ${reader.number}: its values are lost.`,
    fix: `Give "${writer.name}" its number back${writer.extendee === null ? ', or reserve the old one' : ', or give the extension another name'}.`,
    readerPath: reader.fullName,
    writerPath: writer.fullName,
    field: writer,
    get samples() {
      return samplesOf(writer).map((value) => ({ [fieldKey(writer)]: value }));
    },
    alsoShows: (from, to) => lostByNumber(from, to, knownAs(writer)),
    isPolicy: true,
  };
}
