import type { Ranks } from './inhabited.js';
import type { AvroType, FixedType } from './schema.js';

/**
 * A value of a type, with all that its bytes say: a record's values in the order of its fields, and which branch of a
 * union was taken. A long beyond what a number holds exactly is a bigint; bytes and fixed are arrays of bytes.
 */
export type Datum = null | boolean | number | bigint | string | Uint8Array | Datum[] | Map<string, Datum> | UnionDatum;

export class UnionDatum {
  constructor(
    readonly branch: number,
    readonly value: Datum,
  ) {}
}

const MOST_PARTS = 5_000;
const MOST_BYTES = 50_000;
const MOST_LEVELS = 400;

/** What may still be built, so that an event to be shown stays one that a person can look at. */
export interface Allowance {
  parts: number;
  bytes: number;
  levels: number;
}

export const fullAllowance = (): Allowance => ({ parts: MOST_PARTS, bytes: MOST_BYTES, levels: MOST_LEVELS });

/** A small value of a type that has one; undefined where it would be larger than allowed. */
export function smallDatum(type: AvroType, ranks: Ranks, left: Allowance): Datum | undefined {
  if (--left.parts < 0 || left.levels <= 0) return undefined;
  switch (type.kind) {
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'int':
    case 'long':
    case 'float':
    case 'double':
      return 1;
    case 'string':
      return type.logicalType?.name === 'uuid' ? '00000000-0000-4000-8000-000000000000' : 'a';
    case 'bytes':
      return Uint8Array.of(1);
    case 'fixed':
      left.bytes -= type.sizeBytes;
      return left.bytes < 0 ? undefined : smallFixed(type);
    case 'enum':
      return type.symbols[0];
    case 'array':
      return [];
    case 'map':
      return new Map();
    case 'union':
      return smallUnion(type, ranks, left);
    case 'record': {
      left.levels--;
      const values: Datum[] = [];
      for (const field of type.fields) {
        const value = smallDatum(field.type, ranks, left);
        if (value === undefined) return undefined;
        values.push(value);
      }
      left.levels++;
      return values;
    }
  }
}

/** Of a decimal, one that is not zero, so that its scale can be seen. */
function smallFixed({ sizeBytes, logicalType }: FixedType): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  if (logicalType?.name === 'decimal') bytes[sizeBytes - 1] = 1;
  return bytes;
}

/** The branch that was found first to have values: it holds no other one of the union. */
function smallUnion(type: Extract<AvroType, { kind: 'union' }>, ranks: Ranks, left: Allowance): Datum | undefined {
  let best = -1;
  type.branches.forEach((branch, index) => {
    const rank = ranks[branch.id] ?? Infinity;
    if (rank !== Infinity && rank < (ranks[type.branches[best]?.id ?? -1] ?? Infinity)) best = index;
  });
  const branch = type.branches[best];
  if (branch === undefined) return undefined;
  const value = smallDatum(branch, ranks, left);
  return value === undefined ? undefined : new UnionDatum(best, value);
}
