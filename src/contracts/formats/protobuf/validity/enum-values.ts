import { isReserved, optionText, type Enum } from '../model.js';
import { overlappingRanges } from './field-numbers.js';
import type { Fault, ValidityRule } from './validity-rule.js';

/** An open enum starts at zero, and two names share a number only where aliases are allowed (proto3#enum). */
export const enumValues: ValidityRule = {
  enum: (one) => {
    if (one.values.length === 0) return [{ at: one.at, reason: `The enum "${one.name}" has no values.` }];
    return [...firstValue(one), ...aliases(one), ...setAside(one), ...overlappingRanges(one.reserved.ranges)];
  },
};

function firstValue({ values, features, name }: Enum): Fault[] {
  const first = values[0]!;
  return features.enum_type === 'OPEN' && first.number !== 0
    ? [{ at: first.numberAt, reason: `The first value of the open enum "${name}" is 0.` }]
    : [];
}

function aliases({ values, options, name, at }: Enum): Fault[] {
  const byNumber = new Map<number, string>();
  const faults = values.flatMap((value) => {
    const first = byNumber.get(value.number);
    if (first === undefined) byNumber.set(value.number, value.name);
    const reason = `Number ${value.number} is taken by "${first}"; "option allow_alias = true;" would allow it.`;
    return first === undefined ? [] : [{ at: value.numberAt, reason }];
  });
  if (optionText(options, 'allow_alias') !== 'true') return faults;
  const isUseless = faults.length === 0;
  return isUseless ? [{ at, reason: `"${name}" allows aliases, and no two of its values share a number.` }] : [];
}

function setAside({ values, reserved }: Enum): Fault[] {
  const names = new Set(reserved.names.map(({ name }) => name));
  return values.flatMap(({ name, number, at, numberAt }) => [
    ...(isReserved(reserved, number) ? [{ at: numberAt, reason: `Number ${number} is reserved.` }] : []),
    ...(names.has(name) ? [{ at, reason: `The name "${name}" is reserved.` }] : []),
  ]);
}
