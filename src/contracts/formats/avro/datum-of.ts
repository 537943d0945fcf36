import { codePointBytes } from './bytes-text.js';
import { UnionDatum, type Datum } from './datum.js';
import { DefaultJudge } from './default-value.js';
import { branchOfEvent } from './event-form.js';
import { longOfDigits, longOfNumber } from './ranges.js';
import type { AvroType } from './schema.js';

/** The value that an event stands for, in the form that `eventOf` gives. Only for events that `rejectionsOf` accepts. */
export function datumOf(type: AvroType, event: unknown): Datum {
  switch (type.kind) {
    case 'array':
      return (event as unknown[]).map((item) => datumOf(type.items, item));
    case 'map':
      return new Map(Object.entries(event as object).map(([key, value]) => [key, datumOf(type.values, value)]));
    case 'record':
      return type.fields.map((field) => datumOf(field.type, (event as Record<string, unknown>)[field.name]));
    case 'union': {
      const { branch, event: held } = branchOfEvent(type, event)!;
      return new UnionDatum(type.branches.indexOf(branch), datumOf(branch, held));
    }
    case 'long':
      return typeof event === 'number' ? event : smallest(longOfDigits(event)!);
    case 'float':
    case 'double':
      return Number(event);
    case 'bytes':
    case 'fixed':
      return codePointBytes(event)!;
    case 'null':
    case 'boolean':
    case 'int':
    case 'string':
    case 'enum':
      return event as Datum;
  }
}

/** A bigint only where a number would not be exact, as the decoder has it. */
const smallest = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

/** How many values may still be made; below 0 there were too many. */
export interface ValuesLeft {
  values: number;
}

/**
 * The value that a default stands for, which in a union is one of the first branch that it fits. What a record leaves
 * out has its own default there, so a few characters may say very many values: beyond those left it is cut short.
 */
export function defaultDatum(type: AvroType, json: unknown, left: ValuesLeft): Datum {
  if (--left.values < 0) return null;
  switch (type.kind) {
    case 'array':
      return (json as unknown[]).map((item) => defaultDatum(type.items, item, left));
    case 'map':
      return new Map(
        Object.entries(json as object).map(([key, value]) => [key, defaultDatum(type.values, value, left)]),
      );
    case 'record':
      return type.fields.map(({ name, type: inner, defaultValue }) =>
        defaultDatum(inner, Object.hasOwn(json as object, name) ? (json as never)[name] : defaultValue, left),
      );
    case 'union': {
      // The schema was read with this default: some branch takes it.
      const judge = new DefaultJudge(() => false);
      const index = type.branches.findIndex((branch) => judge.problemWith(branch, json) === null);
      return new UnionDatum(index, defaultDatum(type.branches[index]!, json, left));
    }
    case 'long':
      return smallest(longOfNumber(json)!);
    case 'float':
    case 'double':
      return Number(typeof json === 'symbol' ? json.description : json);
    case 'null':
    case 'boolean':
    case 'int':
    case 'string':
    case 'enum':
    case 'bytes':
    case 'fixed':
      return datumOf(type, json);
  }
}
