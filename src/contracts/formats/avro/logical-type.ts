import type { AvroType, LogicalType } from './schema.js';

/** What each logical type stands on (specification 1.12, "Logical Types"); `duration` and a fixed `uuid` have a size too. */
const UNDERLYING: ReadonlyMap<string, readonly AvroType['kind'][]> = new Map([
  ['decimal', ['bytes', 'fixed']],
  ['big-decimal', ['bytes']],
  ['uuid', ['string', 'fixed']],
  ['date', ['int']],
  ['time-millis', ['int']],
  ['time-micros', ['long']],
  ['timestamp-millis', ['long']],
  ['timestamp-micros', ['long']],
  ['timestamp-nanos', ['long']],
  ['local-timestamp-millis', ['long']],
  ['local-timestamp-micros', ['long']],
  ['local-timestamp-nanos', ['long']],
  ['duration', ['fixed']],
]);

const FIXED_SIZE_BYTES: ReadonlyMap<string, number> = new Map([
  ['uuid', 16],
  ['duration', 12],
]);

interface Attributes {
  logicalType?: unknown;
  precision?: unknown;
  scale?: unknown;
}

/**
 * The logical type of a definition, or null: one that is unknown keeps its name, one that does not fit its type or whose
 * attributes are wrong is ignored, as the specification asks.
 */
export function logicalTypeOf(kind: AvroType['kind'], attributes: Attributes, sizeBytes = 0): LogicalType | null {
  const name = attributes.logicalType;
  if (typeof name !== 'string') return null;
  const underlying = UNDERLYING.get(name);
  if (underlying !== undefined && !underlying.includes(kind)) return null;
  if (name === 'decimal') return decimalOf(attributes, kind === 'fixed' ? sizeBytes : Infinity);
  const expectedBytes = kind === 'fixed' ? FIXED_SIZE_BYTES.get(name) : undefined;
  return expectedBytes !== undefined && expectedBytes !== sizeBytes ? null : { name, decimal: null };
}

function decimalOf({ precision, scale = 0 }: Attributes, sizeBytes: number): LogicalType | null {
  if (!isCount(precision) || !isCount(scale) || precision === 0 || scale > precision) return null;
  // The number of decimal digits that a two's complement of this many bytes always holds.
  const mostDigits = Math.floor((8 * sizeBytes - 1) * Math.LOG10E * Math.LN2);
  return precision > mostDigits ? null : { name: 'decimal', decimal: { precision, scale } };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
