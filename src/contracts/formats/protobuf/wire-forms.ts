import type { Form } from './field-form.js';

/** What follows a field's number in the bytes (protobuf.dev/programming-guides/encoding#structure). */
export const VARINT = 0;
export const FIXED_64 = 1;
export const DELIMITED = 2;
export const GROUP_START = 3;
export const GROUP_END = 4;
export const FIXED_32 = 5;

export const WIRE_TYPES: Readonly<Record<Form, number>> = {
  varint: VARINT,
  zigzag: VARINT,
  fixed64: FIXED_64,
  double: FIXED_64,
  fixed32: FIXED_32,
  float: FIXED_32,
  string: DELIMITED,
  bytes: DELIMITED,
  message: DELIMITED,
  group: GROUP_START,
};
