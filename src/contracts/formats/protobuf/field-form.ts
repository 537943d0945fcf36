import type { Enum, Field, Scalar } from './model.js';
import { rangeOf, type ValueRange } from './value-ranges.js';

/** How one value is written (protobuf.dev/programming-guides/encoding): what has the same form is read by the same rules. */
export type Form =
  'varint' | 'zigzag' | 'fixed32' | 'fixed64' | 'float' | 'double' | 'string' | 'bytes' | 'message' | 'group';

const FORMS: Readonly<Record<Scalar, Form>> = {
  int32: 'varint',
  int64: 'varint',
  uint32: 'varint',
  uint64: 'varint',
  bool: 'varint',
  sint32: 'zigzag',
  sint64: 'zigzag',
  fixed32: 'fixed32',
  sfixed32: 'fixed32',
  fixed64: 'fixed64',
  sfixed64: 'fixed64',
  float: 'float',
  double: 'double',
  string: 'string',
  bytes: 'bytes',
};

/** The form of a field's values; a map is written as a message. */
export function formOf({ type, isDelimited, mapKey }: Pick<Field, 'type' | 'isDelimited' | 'mapKey'>): Form {
  if (mapKey !== null) return 'message';
  if (type.kind === 'enum') return 'varint';
  if (type.kind === 'message') return isDelimited ? 'group' : 'message';
  return FORMS[type.scalar];
}

/** The form of what a map holds. */
export const valueFormOf = ({ type, isDelimited }: Field): Form => formOf({ type, isDelimited, mapKey: null });

/** What a type is called: `int32`, `shop.Order`, `map<string, shop.Line>`. */
export function typeText({ type, mapKey }: Pick<Field, 'type' | 'mapKey'>): string {
  const own = type.kind === 'scalar' ? type.scalar : type.kind === 'enum' ? type.enum.fullName : type.message.fullName;
  return mapKey === null ? own : `map<${mapKey}, ${own}>`;
}

export const isList = ({ presence }: Field): boolean => presence === 'repeated' || presence === 'map';

/** The whole numbers a field's values are; null for what holds others. An open enum holds any of 32 bits. */
export function wholeNumbersOf({ type }: Pick<Field, 'type'>): ValueRange | null {
  if (type.kind === 'message') return null;
  if (type.kind === 'scalar') return rangeOf(type.scalar);
  return type.enum.features.enum_type === 'OPEN' ? rangeOf('int32') : boundsOf(type.enum);
}

function boundsOf({ values }: Enum): ValueRange {
  let [from, to] = [0, 0];
  for (const { number } of values) [from, to] = [Math.min(from, number), Math.max(to, number)];
  return { from: BigInt(from), to: BigInt(to) };
}
