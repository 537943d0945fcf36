import { told } from '../../../sentence.js';
import { fieldKey } from '../codec.js';
import type { Field, Message } from '../model.js';
import { lostByNumber } from '../same-event.js';
import { samplesOf } from '../samples.js';
import { BYTES_ALONE, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * A field's number went to a field of another name, while its own name has another number now: code that goes by the name
 * reads something else (proto3#assigning). The bytes may well be taken, so that it is a notice.
 */
export const fieldNumbersExchanged: Rule = {
  policies: BYTES_ALONE,
  message: (pair) => {
    const moved = movedFields(pair);
    const told = new Set<Field>();
    return moved.flatMap((one) => {
      if (told.has(one.writer)) return [];
      const partner = moved.find(({ writer }) => writer.number === one.namesake.number);
      const isExchange = partner?.namesake.number === one.writer.number;
      if (isExchange) told.add(partner.writer);
      return [obstacle(pair, one, isExchange)];
    });
  },
};

interface Moved {
  writer: Field;
  /** The reader's field of the same number. */
  reader: Field;
  /** The reader's field of the same name. */
  namesake: Field;
}

function movedFields({ writer, reader }: Pair<Message>): Moved[] {
  const byNumber = new Map(reader.fields.map((field) => [field.number, field]));
  const byName = new Map(reader.fields.map((field) => [field.name, field]));
  return writer.fields.flatMap((field): Moved[] => {
    const [same, namesake] = [byNumber.get(field.number), byName.get(field.name)];
    if (same === undefined || namesake === undefined || same === namesake) return [];
    return [{ writer: field, reader: same, namesake }];
  });
}

function obstacle(pair: Pair<Message>, { writer, reader, namesake }: Moved, isExchange: boolean): Obstacle {
  const other = pair.writer.fields.find(({ number }) => number === namesake.number);
  const names = isExchange ? [writer.name, reader.name] : [writer.name];
  return {
    rule: 'field-numbers-exchanged',
    change: 'FIELD_NAME_CHANGED',
    buf: null,
    message: (sides) =>
      isExchange
        ? told`"${writer.name}" and "${reader.name}" have each other's numbers: what ${sides.writer} writes into one, ${sides.reader} reads as the other.`
        : told`What ${sides.writer} writes into "${writer.name}", number ${writer.number}, ${sides.reader} reads as "${reader.name}"; its "${writer.name}" is number ${namesake.number}.`,
    fix: `Give "${writer.name}" its number back.`,
    readerPath: reader.fullName,
    writerPath: writer.fullName,
    field: writer,
    get samples() {
      const [first] = samplesOf(writer);
      const second = other === undefined ? undefined : samplesOf(other).at(1);
      const alone = { [fieldKey(writer)]: first };
      return other === undefined || second === undefined ? [alone] : [{ ...alone, [fieldKey(other)]: second }, alone];
    },
    alsoShows: (from, to) => names.flatMap((name) => lostByNumber(from, to, name)),
    isPolicy: true,
    isNotice: true,
  };
}
