import type { FieldKind, OutlinedField } from '../../contracts/outline.js';

/** What the standard calls the values of a field, with the options that follow from the type alone. */
export interface LogicalType {
  /** Left out for a union, for what may be anything and for null: the standard has no word for them. */
  name?: string;
  options: Record<string, unknown>;
}

const NAMES: Partial<Record<FieldKind, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  enum: 'string',
  bytes: 'string',
  object: 'object',
  map: 'object',
  array: 'array',
};

const timestamp = (timezone: boolean): LogicalType => ({ name: 'timestamp', options: { timezone } });
const time = (timezone: boolean): LogicalType => ({ name: 'time', options: { timezone } });

/** Formats of texts: of JSON Schema as RFC 3339 has them, with an offset; and Protobuf's, an instant. */
const TEXTS: Partial<Record<string, LogicalType>> = {
  'date-time': timestamp(true),
  'google.protobuf.Timestamp': timestamp(true),
  date: { name: 'date', options: { format: 'yyyy-MM-dd' } },
  time: time(true),
};

/** Avro's logical types (specification 1.12): a `timestamp` is an instant; one that is local, and a time, know no zone. */
const NUMBERS: [RegExp, LogicalType][] = [
  [/^timestamp-(millis|micros|nanos)$/, timestamp(true)],
  [/^local-timestamp-(millis|micros|nanos)$/, timestamp(false)],
  [/^date$/, { name: 'date', options: {} }],
  [/^time-(millis|micros)$/, time(false)],
];

/** Numbers by what their format calls them: where none of them is said the standard means `i32`. */
const WIDTHS: Partial<Record<string, string>> = {
  int: 'i32',
  int32: 'i32',
  sint32: 'i32',
  sfixed32: 'i32',
  uint32: 'u32',
  fixed32: 'u32',
  long: 'i64',
  int64: 'i64',
  sint64: 'i64',
  sfixed64: 'i64',
  uint64: 'u64',
  fixed64: 'u64',
  float: 'f32',
  double: 'f64',
  'google.protobuf.Int32Value': 'i32',
  'google.protobuf.UInt32Value': 'u32',
  'google.protobuf.Int64Value': 'i64',
  'google.protobuf.UInt64Value': 'u64',
  'google.protobuf.FloatValue': 'f32',
  'google.protobuf.DoubleValue': 'f64',
};

/** The type of a field, as the standard's JSON Schema (3.1, `SchemaBaseProperty`) knows types. */
export function logicalTypeOf(field: OutlinedField): LogicalType {
  const { kind, format, listed } = field;
  if (kind === 'enum' && listed !== undefined) return typeOfValues(listed.filter((value) => value !== null));
  if (kind === 'enum') return TEXTS[format ?? ''] ?? { name: 'string', options: {} };
  if (kind === 'string') return TEXTS[format ?? ''] ?? { name: 'string', options: format === null ? {} : { format } };
  if (kind === 'bytes') return typeOfBytes(format);
  const known = kind === 'integer' ? NUMBERS.find(([pattern]) => pattern.test(format ?? ''))?.[1] : undefined;
  if (known !== undefined) return known;
  const name = NAMES[kind];
  const width = kind === 'integer' || kind === 'number' ? widthOf(field) : undefined;
  return { ...(name === undefined ? {} : { name }), options: width === undefined ? {} : { format: width } };
}

/** A decimal is a number, however its digits are packed. */
function typeOfBytes(format: string | null): LogicalType {
  if (format === 'decimal' || format === 'big-decimal') return { name: 'number', options: {} };
  return { name: 'string', options: { format: format === 'uuid' ? 'uuid' : 'binary' } };
}

/** Of several kinds of values, the standard has none. */
function typeOfValues(values: readonly unknown[]): LogicalType {
  if (values.every((value) => typeof value === 'string')) return { name: 'string', options: {} };
  if (values.every((value) => typeof value === 'boolean')) return { name: 'boolean', options: {} };
  if (!values.every((value) => typeof value === 'number')) return { options: {} };
  return { name: values.every((value) => Number.isInteger(value)) ? 'integer' : 'number', options: {} };
}

/** A number of JSON Schema has none, but where its `format` (OpenAPI's) names one. */
function widthOf({ kind, type, format }: OutlinedField): string | undefined {
  const words = type.split(' or ').map((word) => word.replace(/ \(.*\)$/, ''));
  const width = WIDTHS[words.find((word) => word !== 'null') ?? ''] ?? WIDTHS[format ?? ''];
  return width?.startsWith('f') === (kind === 'number') ? width : undefined;
}
