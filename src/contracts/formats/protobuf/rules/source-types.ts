import { told } from '../../../sentence.js';
import { optionText, type Enum, type Message } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { SOURCE_ONLY, type Obstacle, type Pair, type Rule } from './rule.js';

const kindOf = ({ features }: Enum): string => features.enum_type.toLowerCase();

/** Code for an open enum keeps unknown numbers, code for a closed one does not (buf: ENUM_SAME_TYPE). */
export const enumTypeChanged: Rule = {
  policies: SOURCE_ONLY,
  enum: (pair) => {
    const [from, to] = [kindOf(pair.older), kindOf(pair.newer)];
    if (from === to) return [];
    return [
      policyObstacle(pair, {
        rule: 'enum-type-changed',
        change: null,
        buf: 'ENUM_SAME_TYPE',
        message: (names) =>
          told`${pair.newer.name} is ${from} in ${names.older} and ${to} in ${names.newer}: generated code changes.`,
        fix: `Keep it ${from}.`,
      }),
    ];
  },
};

/** Oneofs and ranges of extensions that code names or relies on (buf: ONEOF_NO_DELETE, EXTENSION_MESSAGE_NO_DELETE). */
export const partsRemoved: Rule = {
  policies: SOURCE_ONLY,
  message: (pair) => [...oneofs(pair), ...extensionRanges(pair), ...accessor(pair)],
};

function oneofs(pair: Pair<Message>): Obstacle[] {
  const kept = new Set(pair.newer.oneofs.map(({ name }) => name));
  return pair.older.oneofs
    .filter(({ name }) => !kept.has(name))
    .map(({ name }) =>
      policyObstacle(pair, {
        rule: 'oneof-removed',
        change: 'ONEOF_REMOVED',
        buf: 'ONEOF_NO_DELETE',
        message: ({ newer }) =>
          told`The oneof "${name}" is gone from ${newer}: code that uses it does not compile any more.`,
        fix: `Keep the oneof "${name}".`,
      }),
    );
}

function extensionRanges(pair: Pair<Message>): Obstacle[] {
  const isKept = (from: number, to: number): boolean =>
    pair.newer.extensionRanges.some((range) => range.from <= from && range.to >= to);
  return pair.older.extensionRanges
    .filter(({ from, to }) => !isKept(from, to))
    .map(({ from, to }) =>
      policyObstacle(pair, {
        rule: 'extension-range-removed',
        change: null,
        buf: 'EXTENSION_MESSAGE_NO_DELETE',
        message: ({ newer }) => told`${pair.older.name} allows no extensions ${from} to ${to} any more in ${newer}.`,
        fix: `Keep "extensions ${from} to ${to};".`,
      }),
    );
}

function accessor(pair: Pair<Message>): Obstacle[] {
  const isSet = ({ options }: Message): boolean => optionText(options, 'no_standard_descriptor_accessor') === 'true';
  if (isSet(pair.older) || !isSet(pair.newer)) return [];
  return [
    policyObstacle(pair, {
      rule: 'descriptor-accessor-removed',
      change: null,
      buf: 'MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR',
      message: ({ newer }) =>
        told`${pair.newer.name} has no standard accessor for its descriptor any more in ${newer}.`,
      fix: 'Leave out the option no_standard_descriptor_accessor.',
    }),
  ];
}
