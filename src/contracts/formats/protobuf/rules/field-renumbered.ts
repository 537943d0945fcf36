import { fieldKey } from '../codec.js';
import { samplesOf } from '../samples.js';
import { isReserved, type Field, type Message } from '../model.js';
import { EVERY_POLICY, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * A field under another number is another field: what was written under the old one is lost to it (proto3#assigning, "This
 * number cannot be changed once your message type is in use"). Whoever reserves the old number has meant it.
 */
export const fieldRenumbered: Rule = {
  policies: EVERY_POLICY,
  message: (pair) =>
    pair.older.fields
      .filter((field) => isRenumbered(field, pair.newer))
      .flatMap((field) => {
        const writer = pair.writer.fields.find(({ name }) => name === field.name);
        const reader = pair.reader.fields.find(({ name }) => name === field.name);
        return writer === undefined || reader === undefined ? [] : [obstacle(writer, reader, pair)];
      }),
};

/** Whether the newer message has a field of this name under another number, and the old number is not set aside. */
export function isRenumbered(field: Field, newer: Message): boolean {
  const namesake = newer.fields.find(({ name }) => name === field.name);
  return namesake !== undefined && namesake.number !== field.number && !isReserved(newer.reserved, field.number);
}

function obstacle(writer: Field, reader: Field, { older }: Pair<Message>): Obstacle {
  return {
    rule: 'field-renumbered',
    change: 'FIELD_REMOVED',
    buf: 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
    message: (names) =>
      `${names.writer} writes "${writer.name}" under number ${writer.number}, and ${names.reader} looks for it under ${reader.number}: its values are lost.`,
    fix: `Give "${writer.name}" its number back, or reserve the old one.`,
    readerPath: reader.fullName,
    writerPath: writer.fullName,
    field: writer,
    get samples() {
      return samplesOf(writer).map((value) => ({ [fieldKey(writer)]: value }));
    },
    lostName: older.fields.find(({ name }) => name === writer.name)!.name,
    isPolicy: true,
  };
}
