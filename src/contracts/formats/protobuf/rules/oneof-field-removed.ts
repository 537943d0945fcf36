import { told } from '../../../sentence.js';
import { fieldsOnWire } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { readsNewer, type Rule } from './rule.js';

/** A member of a oneof that the reader does not know at all: it cannot tell that the other members are not set on purpose. */
export const oneofFieldRemoved: Rule = {
  policies: ['CONFLUENT'],
  message: (pair) => {
    const { writer, reader } = pair;
    const known = new Set(fieldsOnWire(reader).map(({ number }) => number));
    const kept = new Set(reader.oneofs.map(({ name }) => name));
    return writer.oneofs
      .filter(({ name }) => kept.has(name))
      .flatMap((oneof) =>
        oneof.fields
          .filter(({ number }) => !known.has(number))
          .map((field) =>
            policyObstacle(
              { writer: field, reader },
              {
                rule: 'oneof-field-removed',
                change: 'ONEOF_FIELD_REMOVED',
                buf: null,
                message: (names) =>
                  told`${names.writer} may set "${field.name}" in the oneof "${oneof.name}", and ${names.reader} does not know it: the oneof looks empty there.`,
                fix: readsNewer(pair)
                  ? `Keep "${field.name}" in "${oneof.name}".`
                  : `Leave "${field.name}" out of "${oneof.name}" until every consumer knows it.`,
              },
              field,
            ),
          ),
      );
  },
};
