import type { Policy } from '../../../finding.js';
import { anyOrder, told, wording, type Told } from '../../../sentence.js';
import { isReserved, type Enum, type EnumValue } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { JSON_AND_STRICTER, SOURCE_ONLY, WIRE_AND_STRICTER, type Obstacle, type Rule } from './rule.js';

/** Somebody may take the number of a value that is gone for another one, unless it is reserved (proto3#reserved). */
export const enumNumberNotReserved: Rule = removal(
  WIRE_AND_STRICTER,
  'enum-value-removed-number-not-reserved',
  'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED',
  ([{ number }], { reserved }) =>
    isReserved(reserved, number) ? null : told`its number ${number} is not reserved: a later value may take it`,
);

/** In JSON the name is what must not come again. */
export const enumNameNotReserved: Rule = removal(
  JSON_AND_STRICTER,
  'enum-value-removed-name-not-reserved',
  'ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED',
  (values, { reserved }) => {
    const names = new Set(reserved.names.map(({ name }) => name));
    return values.every(({ name }) => names.has(name))
      ? null
      : wording('its name is not reserved, so JSON with it may be misread');
  },
);

/** Code that uses the value does not compile any more. */
export const enumValueRemoved: Rule = removal(SOURCE_ONLY, 'enum-value-removed', 'ENUM_VALUE_NO_DELETE', () =>
  wording('code that uses it does not compile any more'),
);

/** JSON and code know a value by its name (buf: ENUM_VALUE_SAME_NAME); an alias beside it does no harm. */
export const enumValueRenamed: Rule = {
  policies: JSON_AND_STRICTER,
  enum: (pair) => {
    const newer = byNumber(pair.newer);
    return [...byNumber(pair.older)].flatMap(([number, values]) => {
      const names = newer.get(number)?.map(({ name }) => name) ?? [];
      const gone = names.length === 0 ? [] : values.filter(({ name }) => !names.includes(name));
      return gone.map((value) =>
        policyObstacle(pair, {
          rule: 'enum-value-renamed',
          change: 'ENUM_CONST_CHANGED',
          buf: 'ENUM_VALUE_SAME_NAME',
          message: (sides) =>
            told`Value ${number} of ${pair.older.name} is "${value.name}" in ${sides.older} and "${anyOrder(names, names.join('", "'))}" in ${sides.newer}: JSON and code know it by its name.`,
          fix: `Keep "${value.name}", with an alias where you need another name.`,
        }),
      );
    });
  },
};

type Values = [EnumValue, ...EnumValue[]];

function removal(
  policies: readonly Policy[],
  rule: string,
  buf: string,
  harm: (values: Values, newer: Enum) => Told | null,
): Rule {
  return {
    policies,
    enum: (pair) => {
      const kept = byNumber(pair.newer);
      const gone = [...byNumber(pair.older)].filter(([number]) => !kept.has(number));
      return gone.flatMap(([number, values]) => {
        const what = harm(values, pair.newer);
        if (what === null) return [];
        const message: Obstacle['message'] = ({ newer }) =>
          told`"${values[0].name}" is gone from ${pair.older.name} in ${newer}, and ${what}.`;
        const fix = `Keep it, or reserve ${number} and "${values[0].name}".`;
        return [policyObstacle(pair, { rule, change: 'ENUM_CONST_REMOVED', buf, message, fix })];
      });
    },
  };
}

function byNumber({ values }: Enum): Map<number, Values> {
  const found = new Map<number, Values>();
  for (const value of values) {
    const same = found.get(value.number);
    if (same === undefined) found.set(value.number, [value]);
    else same.push(value);
  }
  return found;
}
