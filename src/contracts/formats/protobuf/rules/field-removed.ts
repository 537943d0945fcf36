import type { Policy } from '../../../finding.js';
import { told, wording, type Told } from '../../../sentence.js';
import { isReserved, type Field, type Message } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { JSON_AND_STRICTER, SOURCE_ONLY, WIRE_AND_STRICTER, type Obstacle, type Pair, type Rule } from './rule.js';
import { renumberedFields } from './field-renumbered.js';

/** Somebody may take the number of a field that is gone for another one, unless it is reserved (proto3#deleting). */
export const fieldNumberNotReserved: Rule = removal(WIRE_AND_STRICTER, (field, { reserved }) =>
  isReserved(reserved, field.number)
    ? null
    : {
        rule: 'field-removed-number-not-reserved',
        buf: 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
        what: told`its number ${field.number} is not reserved: a later field may take it and be misread`,
        fix: `Add "reserved ${field.number};".`,
      },
);

/** In JSON the name is what must not come again. */
export const fieldNameNotReserved: Rule = removal(JSON_AND_STRICTER, (field, { reserved }) =>
  reserved.names.some(({ name }) => name === field.name)
    ? null
    : {
        rule: 'field-removed-name-not-reserved',
        buf: 'FIELD_NO_DELETE_UNLESS_NAME_RESERVED',
        what: wording('its name is not reserved: a later field may take it and be misread in JSON'),
        fix: `Reserve the name "${field.name}".`,
      },
);

/** Code that uses the field does not compile any more. */
export const fieldRemoved: Rule = removal(SOURCE_ONLY, (field) => ({
  rule: 'field-removed',
  buf: 'FIELD_NO_DELETE',
  what: wording('code that uses it does not compile any more'),
  fix: `Keep "${field.name}", marked [deprecated = true].`,
}));

type Ground = { rule: string; buf: string; what: Told; fix: string };

function removal(policies: readonly Policy[], groundOf: (field: Field, newer: Message) => Ground | null): Rule {
  return { policies, message: (pair) => removedFields(pair).flatMap((field) => obstacle(pair, field, groundOf)) };
}

function removedFields(pair: Pair<Message>): Field[] {
  const kept = new Set(pair.newer.fields.map(({ number }) => number));
  const gone = pair.older.fields.filter(({ number }) => !kept.has(number));
  if (gone.length === 0) return [];
  const moved = new Set(renumberedFields(pair).map(({ older }) => older));
  return gone.filter((field) => !moved.has(field));
}

function obstacle(
  pair: Pair<Message>,
  field: Field,
  groundOf: (field: Field, newer: Message) => Ground | null,
): Obstacle[] {
  const ground = groundOf(field, pair.newer);
  if (ground === null) return [];
  const { rule, buf, what, fix } = ground;
  const isWritten = pair.writer === pair.older;
  const sides = isWritten ? { writer: field, reader: pair.reader } : { writer: pair.writer, reader: field };
  const message: Obstacle['message'] = ({ newer }) => told`"${field.name}" is gone from ${newer}, and ${what}.`;
  return [policyObstacle(sides, { rule, change: 'FIELD_REMOVED', buf, message, fix }, isWritten ? field : undefined)];
}
