import type { Scalar } from './model.js';

export interface ValueRange {
  from: bigint;
  /** Inclusive. */
  to: bigint;
}

const signed = (bits: bigint): ValueRange => ({ from: -(1n << (bits - 1n)), to: (1n << (bits - 1n)) - 1n });
const unsigned = (bits: bigint): ValueRange => ({ from: 0n, to: (1n << bits) - 1n });

const RANGES: Partial<Record<Scalar, ValueRange>> = {
  int32: signed(32n),
  sint32: signed(32n),
  sfixed32: signed(32n),
  uint32: unsigned(32n),
  fixed32: unsigned(32n),
  int64: signed(64n),
  sint64: signed(64n),
  sfixed64: signed(64n),
  uint64: unsigned(64n),
  fixed64: unsigned(64n),
  bool: { from: 0n, to: 1n },
};

/** The whole numbers that a type holds, a boolean being 0 or 1; null for what holds others or none. */
export const rangeOf = (scalar: Scalar): ValueRange | null => RANGES[scalar] ?? null;

export type ScalarKind = 'text' | 'bytes' | 'boolean' | 'float' | 'whole';

/** What kind of value a scalar is, however it is written. */
export function scalarKind(scalar: Scalar): ScalarKind {
  if (scalar === 'string') return 'text';
  if (scalar === 'bytes') return 'bytes';
  if (scalar === 'bool') return 'boolean';
  return scalar === 'float' || scalar === 'double' ? 'float' : 'whole';
}

/** A whole number as protobufjs takes it: a bigint for 64 bits, else a number. */
export const wholeValue = (scalar: Scalar, value: bigint): bigint | number =>
  scalar.endsWith('64') ? value : Number(value);
