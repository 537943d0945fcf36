import { isReserved, isWithin, type Field, type Message, type NumberRange } from '../model.js';
import { MAX_FIELD_NUMBER } from '../parse-element.js';
import type { Fault, ValidityRule } from './validity-rule.js';

const RESERVED_FROM = 19_000;
const RESERVED_TO = 19_999;

/** Numbers are 1 to 536870911 without Protobuf's own, once each, and none that is set aside (proto3#assigning). */
export const fieldNumbers: ValidityRule = {
  field: ({ number, numberAt: at }) => {
    if (Number.isNaN(number) || number < 1 || number > MAX_FIELD_NUMBER)
      return [{ at, reason: `A field's number is between 1 and ${MAX_FIELD_NUMBER}.` }];
    return number >= RESERVED_FROM && number <= RESERVED_TO
      ? [{ at, reason: `The numbers ${RESERVED_FROM} to ${RESERVED_TO} belong to Protobuf itself.` }]
      : [];
  },
  message: (message) => [...takenTwice(message.fields), ...setAside(message), ...overlaps(message)],
};

function takenTwice(fields: readonly Field[]): Fault[] {
  const byNumber = new Map<number, Field>();
  return fields.flatMap((field) => {
    const first = byNumber.get(field.number);
    if (first === undefined) byNumber.set(field.number, field);
    return first === undefined || first === field
      ? []
      : [{ at: field.numberAt, reason: `Number ${field.number} is taken by "${first.name}".` }];
  });
}

function setAside({ fields, reserved, extensionRanges }: Message): Fault[] {
  const names = new Set(reserved.names.map(({ name }) => name));
  return fields.flatMap(({ name, number, at, numberAt }) => [
    ...(isReserved(reserved, number) ? [{ at: numberAt, reason: `Number ${number} is reserved.` }] : []),
    ...(names.has(name) ? [{ at, reason: `The name "${name}" is reserved.` }] : []),
    ...(isWithin(extensionRanges, number)
      ? [{ at: numberAt, reason: `Number ${number} is set aside for extensions.` }]
      : []),
  ]);
}

function overlaps({ reserved, extensionRanges }: Message): Fault[] {
  return overlappingRanges([...reserved.ranges, ...extensionRanges]);
}

/** Ranges that share a number with one before them. */
export function overlappingRanges(ranges: readonly NumberRange[]): Fault[] {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  let end = -Infinity;
  return sorted.flatMap(({ from, to, at }) => {
    const isOverlapping = from <= end;
    end = Math.max(end, to);
    return isOverlapping ? [{ at, reason: `The numbers from ${from} on are reserved twice.` }] : [];
  });
}
