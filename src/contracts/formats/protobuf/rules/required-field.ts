import { told } from '../../../sentence.js';
import { fieldKey } from '../codec.js';
import { smallestMessage } from '../samples.js';
import { fieldsOnWire, type Field, type Message } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { EVERY_POLICY, readsNewer, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * A reader refuses an event without a field it requires (proto2#required). buf and Confluent refuse it also when such a
 * field is dropped: whoever still requires it cannot read what is written from then on. Confluent looks at fields only one
 * side has; a label that changes is another rule there.
 */
export const requiredField: Rule = {
  policies: EVERY_POLICY,
  message: (pair) => {
    const [writer, reader] = [requiredOf(pair.writer), requiredOf(pair.reader)];
    return [
      ...[...reader.values()].filter(({ number }) => !writer.has(number)).map((field) => added(pair, field)),
      ...[...writer.values()].filter(({ number }) => !reader.has(number)).map((field) => removed(pair, field)),
    ];
  },
};

const requiredOf = (message: Message): Map<number, Field> =>
  new Map(message.fields.filter(({ presence }) => presence === 'required').map((field) => [field.number, field]));

function added(pair: Pair<Message>, field: Field): Obstacle {
  const own = fieldsOnWire(pair.writer).find(({ number }) => number === field.number);
  const smallest = smallestMessage(pair.writer);
  if (smallest !== null && own !== undefined) delete smallest[fieldKey(own)];
  return {
    rule: 'required-field-added',
    change: 'REQUIRED_FIELD_ADDED',
    buf: 'MESSAGE_SAME_REQUIRED_FIELDS',
    message: (names) =>
      told`${names.reader} refuses events without "${field.name}", and ${names.writer} may leave it out.`,
    fix: readsNewer(pair) ? optional(field) : `Keep "${field.name}" required.`,
    readerPath: field.fullName,
    writerPath: own?.fullName ?? null,
    samples: smallest === null ? [] : [smallest],
    isPolicy: true,
  };
}

const optional = ({ name }: Field): string => `Make "${name}" optional.`;

function removed(pair: Pair<Message>, field: Field): Obstacle {
  const { writer, reader } = pair;
  return policyObstacle(
    { writer: field, reader },
    {
      rule: 'required-field-removed',
      change: 'REQUIRED_FIELD_REMOVED',
      buf: 'MESSAGE_SAME_REQUIRED_FIELDS',
      message: (names) =>
        told`${names.writer} requires "${field.name}" and ${names.reader} does not: whoever still requires it refuses events without it.`,
      fix: readsNewer(pair)
        ? `Keep "${field.name}" required in ${writer.name} until nobody requires it any more.`
        : optional(field),
    },
  );
}
