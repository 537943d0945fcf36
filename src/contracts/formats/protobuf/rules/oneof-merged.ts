import { anyOrder, told } from '../../../sentence.js';
import { fieldKey, type WireMessage } from '../codec.js';
import { fieldsOnWire, type Field, type Message, type Oneof } from '../model.js';
import { samplesOf } from '../samples.js';
import { EVERY_POLICY, readsNewer, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * Fields that could be set together and now share a oneof: of an event with both, one is lost (proto3#oneof, "Backwards
 * compatibility issues"; Confluent: MULTIPLE_FIELDS_MOVED_TO_ONEOF, FIELD_MOVED_TO_EXISTING_ONEOF).
 */
export const oneofMerged: Rule = {
  policies: EVERY_POLICY,
  message: (pair) => pair.reader.oneofs.flatMap((oneof) => merged(pair, oneof)),
};

function merged(pair: Pair<Message>, oneof: Oneof): Obstacle[] {
  const { writer } = pair;
  const byNumber = new Map(fieldsOnWire(writer).map((field) => [field.number, field]));
  // Fields of one oneof were never set together: they count as one.
  const together = new Map<Field | Oneof, Field>();
  for (const { number } of oneof.fields) {
    const field = byNumber.get(number);
    if (field !== undefined) together.set(field.oneof ?? field, field);
  }
  const fields = [...together.values()];
  if (fields.length < 2) return [];
  const moved = fields.filter((field) => field.oneof === null);
  return [
    {
      rule: 'oneof-merged',
      change: moved.length === 1 ? 'FIELD_MOVED_TO_EXISTING_ONEOF' : 'MULTIPLE_FIELDS_MOVED_TO_ONEOF',
      buf: 'FIELD_SAME_ONEOF',
      message: (names) =>
        told`${names.writer} may set ${anyOrder(namesOf(fields), listed(fields))} together, and ${names.reader} keeps one of them, in the oneof "${oneof.name}".`,
      fix: readsNewer(pair)
        ? `Leave all but one of them outside of "${oneof.name}".`
        : `Keep ${listed(fields)} in the oneof "${oneof.name}".`,
      readerPath: oneof.fullName,
      writerPath: fields[0]!.fullName,
      samples: bothSet(fields),
      isPolicy: true,
    },
  ];
}

const namesOf = (fields: readonly Field[]): string[] => fields.map(({ name }) => name);

const listed = (fields: readonly Field[]): string =>
  namesOf(fields)
    .map((name) => `"${name}"`)
    .slice(0, 5)
    .join(' and ');

function bothSet(fields: readonly Field[]): WireMessage[] {
  const [first, second] = fields;
  const of = (field: Field | undefined): WireMessage =>
    field === undefined ? {} : { [fieldKey(field)]: samplesOf(field)[0] };
  return [{ ...of(first), ...of(second) }];
}
