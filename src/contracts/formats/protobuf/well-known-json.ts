import type { WireMessage } from './codec.js';
import { set } from './set.js';
import { isJsonObject } from '../json-schema/reading/json-objects.js';

/** How a message of Protobuf's own looks in JSON. */
export interface SpecialForm {
  toJson: (value: WireMessage) => unknown;
  /** The message that a JSON value stands for; null where it stands for none. */
  fromJson: (json: unknown) => WireMessage | null;
  /** What is expected, for people. */
  expected: string;
}

const MAX_DEPTH = 100;

/** The types that ProtoJSON writes in a way of their own (protobuf.dev/programming-guides/json#field-representation). */
export const wellKnownJson = (fullName: string): SpecialForm | null => SPECIAL.get(fullName) ?? null;

const timestamp: SpecialForm = {
  expected: 'a time such as 2026-01-31T12:00:00Z',
  toJson: ({ f1: seconds = 0n, f2: nanos = 0 }) => {
    const date = new Date(Number(seconds) * 1_000);
    const isValid = Number.isFinite(date.getTime()) && date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9_999;
    if (!isValid || Number(nanos) < 0 || Number(nanos) > 999_999_999) return { seconds: String(seconds), nanos };
    return `${date.toISOString().slice(0, 19)}${fraction(Number(nanos))}Z`;
  },
  fromJson: (json) => {
    const found = typeof json === 'string' ? TIME.exec(json) : null;
    const milliseconds = found === null ? NaN : Date.parse(`${found[1]}${found[3]}`.toUpperCase());
    if (found === null || Number.isNaN(milliseconds)) return null;
    return { f1: BigInt(Math.floor(milliseconds / 1_000)), f2: Number((found[2] ?? '.').slice(1).padEnd(9, '0')) };
  },
};
const TIME = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

const duration: SpecialForm = {
  expected: 'a duration such as 1.5s',
  toJson: ({ f1: seconds = 0n, f2: nanos = 0 }) => {
    const [whole, part] = [BigInt(seconds as bigint), Number(nanos)];
    if ((whole > 0n && part < 0) || (whole < 0n && part > 0)) return { seconds: String(whole), nanos: part };
    const sign = whole < 0n || part < 0 ? '-' : '';
    return `${sign}${whole < 0n ? -whole : whole}${fraction(Math.abs(part))}s`;
  },
  fromJson: (json) => {
    const found = typeof json === 'string' ? /^(-?)(\d{1,12})(\.\d{1,9})?s$/.exec(json) : null;
    if (found === null) return null;
    const [, sign, whole = '0', part = '.'] = found;
    const factor = sign === '-' ? -1 : 1;
    return { f1: BigInt(factor) * BigInt(whole), f2: factor * Number(part.slice(1).padEnd(9, '0')) || 0 };
  },
};

/** Nanoseconds with 0, 3, 6 or 9 digits. */
function fraction(nanos: number): string {
  if (nanos === 0) return '';
  return `.${String(nanos)
    .padStart(9, '0')
    .replace(/(?:000){1,2}$/, '')}`;
}

const fieldMask: SpecialForm = {
  expected: 'paths with commas between them',
  toJson: ({ f1: paths = [] }) =>
    (paths as string[]).map((path) => path.replace(/_([a-z])/g, (_, one: string) => one.toUpperCase())).join(','),
  fromJson: (json) =>
    typeof json === 'string'
      ? {
          f1: json
            .split(',')
            .filter((path) => path !== '')
            .map((path) => path.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`)),
        }
      : null,
};

const value: SpecialForm = {
  expected: 'any JSON',
  toJson: (message) => jsonOfValue(message, 0),
  fromJson: (json) => valueOfJson(json, 0),
};
const struct: SpecialForm = {
  expected: 'an object',
  toJson: (message) => jsonOfStruct(message, 0),
  fromJson: (json) => (isJsonObject(json) ? structOfJson(json, 0) : null),
};
const listValue: SpecialForm = {
  expected: 'an array',
  toJson: (message) => jsonOfList(message, 0),
  fromJson: (json) => (Array.isArray(json) ? listOfJson(json, 0) : null),
};

function jsonOfValue(message: WireMessage, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (message['f5'] !== undefined) return jsonOfStruct(message['f5'] as WireMessage, depth + 1);
  if (message['f6'] !== undefined) return jsonOfList(message['f6'] as WireMessage, depth + 1);
  return message['f2'] ?? message['f3'] ?? message['f4'] ?? null;
}

function jsonOfStruct({ f1: fields = {} }: WireMessage, depth: number): unknown {
  const json: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(fields as Record<string, WireMessage>))
    set(json, name, jsonOfValue(one, depth));
  return json;
}

const jsonOfList = ({ f1: values = [] }: WireMessage, depth: number): unknown =>
  (values as WireMessage[]).map((one) => jsonOfValue(one, depth));

function valueOfJson(json: unknown, depth: number): WireMessage | null {
  if (depth > MAX_DEPTH || json === undefined) return null;
  if (json === null) return { f1: 0 };
  if (typeof json === 'number') return { f2: json };
  if (typeof json === 'string') return { f3: json };
  if (typeof json === 'boolean') return { f4: json };
  const inner = Array.isArray(json)
    ? listOfJson(json, depth + 1)
    : isJsonObject(json)
      ? structOfJson(json, depth + 1)
      : null;
  return inner === null ? null : Array.isArray(json) ? { f6: inner } : { f5: inner };
}

function structOfJson(json: Record<string, unknown>, depth: number): WireMessage | null {
  const fields: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(json)) {
    const read = valueOfJson(one, depth);
    if (read === null) return null;
    set(fields, name, read);
  }
  return { f1: fields };
}

function listOfJson(json: readonly unknown[], depth: number): WireMessage | null {
  const values = json.map((one) => valueOfJson(one, depth));
  return values.includes(null) ? null : { f1: values };
}

const SPECIAL: ReadonlyMap<string, SpecialForm> = new Map([
  ['google.protobuf.Timestamp', timestamp],
  ['google.protobuf.Duration', duration],
  ['google.protobuf.FieldMask', fieldMask],
  ['google.protobuf.Value', value],
  ['google.protobuf.Struct', struct],
  ['google.protobuf.ListValue', listValue],
]);
