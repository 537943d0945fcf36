import type { Rejection } from '../schema-format.js';
import { codePointBytes, codePointText } from './bytes-text.js';
import type { Datum, UnionDatum } from './datum.js';
import { alternatives, quoted } from './listing.js';
import { stepped } from './names.js';
import { isEventLong, isInt, longOfDigits } from './ranges.js';
import { nameOf, wordsFor, type AvroType, type RecordType, type UnionType } from './schema.js';
import { isJsonObject } from '../json-schema/reading/json-objects.js';

/**
 * Events as people read them: Avro's JSON (specification 1.12, "JSON Encoding"), but a union's value stands without
 * the name of its type where its form in JSON says which one it is, as in `["null", "string"]`. A long that a number of
 * JSON would not hold exactly is a text of digits; NaN and the infinities are texts too.
 */
export function eventOf(type: AvroType, datum: Datum): unknown {
  switch (type.kind) {
    case 'long':
      return typeof datum === 'bigint' ? String(datum) : datum;
    case 'float':
    case 'double':
      return Number.isFinite(datum) ? datum : String(datum);
    case 'bytes':
    case 'fixed':
      return codePointText(datum as Uint8Array);
    case 'array':
      return (datum as Datum[]).map((item) => eventOf(type.items, item));
    case 'map':
      return Object.fromEntries(
        [...(datum as Map<string, Datum>)].map(([key, value]) => [key, eventOf(type.values, value)]),
      );
    case 'record':
      return Object.fromEntries(
        type.fields.map((field, index) => [field.name, eventOf(field.type, (datum as Datum[])[index]!)]),
      );
    case 'union': {
      const { branch, value } = datum as UnionDatum;
      const chosen = type.branches[branch]!;
      const event = eventOf(chosen, value);
      return chosen.kind === 'null' || isPlain(type) ? event : Object.fromEntries([[nameOf(chosen), event]]);
    }
    case 'null':
    case 'boolean':
    case 'int':
    case 'string':
    case 'enum':
      return datum;
  }
}

/** How a type's values look in JSON; a union is plain where this tells its branches apart. */
const FORMS: Readonly<Record<AvroType['kind'], string>> = {
  null: 'null',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  string: 'string',
  bytes: 'string',
  enum: 'string',
  fixed: 'string',
  array: 'array',
  map: 'object',
  record: 'object',
  union: 'union',
};

const plainUnions = new WeakMap<UnionType, boolean>();

/** Whether values of a union stand in an event without the name of their type. */
export function isPlain(union: UnionType): boolean {
  const known = plainUnions.get(union);
  if (known !== undefined) return known;
  const plain = new Set(union.branches.map((branch) => FORMS[branch.kind])).size === union.branches.length;
  plainUnions.set(union, plain);
  return plain;
}

/** Every reason why an event, in the form that `eventOf` gives, is none of a type. */
export function rejectionsOf(type: AvroType, event: unknown): Rejection[] {
  const rejections: Rejection[] = [];
  check({ type, event, path: '', level: 0 }, rejections);
  return rejections;
}

const MOST_REJECTIONS = 1_000;
const MOST_LEVELS = 1_000;

interface Part {
  type: AvroType;
  event: unknown;
  path: string;
  level: number;
}

function check(part: Part, out: Rejection[]): void {
  const { type, event, path, level } = part;
  if (out.length >= MOST_REJECTIONS) return;
  if (level > MOST_LEVELS) {
    out.push({ path, reason: `is nested more than ${MOST_LEVELS} levels deep` });
    return;
  }
  if (type.kind === 'union') return checkUnion(type, part, out);
  if (type.kind === 'record' && isJsonObject(event)) return checkRecord(type, event, part, out);
  if (type.kind === 'array' && Array.isArray(event))
    return event.forEach((item, index) => check(inner(part, type.items, item, index), out));
  if (type.kind === 'map' && isJsonObject(event))
    return Object.entries(event).forEach(([key, value]) => check(inner(part, type.values, value, key), out));
  if (!isValue(type, event)) out.push({ path, reason: `must be ${demandOf(type)}` });
}

const inner = ({ path, level }: Part, type: AvroType, event: unknown, step: string | number): Part => ({
  type,
  event,
  path: stepped(path, step),
  level: level + 1,
});

function isValue(type: AvroType, event: unknown): boolean {
  switch (type.kind) {
    case 'null':
      return event === null;
    case 'boolean':
      return typeof event === 'boolean';
    case 'int':
      return isInt(event);
    case 'long':
      return isEventLong(event) || longOfDigits(event) !== null;
    case 'float':
    case 'double':
      return typeof event === 'number' || event === 'NaN' || event === 'Infinity' || event === '-Infinity';
    case 'string':
      return typeof event === 'string';
    case 'bytes':
      return codePointBytes(event) !== null;
    case 'fixed':
      return codePointBytes(event)?.length === type.sizeBytes;
    case 'enum':
      return type.symbols.includes(event as string);
    case 'record':
    case 'array':
    case 'map':
    case 'union':
      return false;
  }
}

function demandOf(type: AvroType): string {
  switch (type.kind) {
    case 'int':
      return 'a whole number of 32 bits (int)';
    case 'long':
      return 'a whole number of 64 bits (long)';
    case 'bytes':
      return 'bytes: a text of code points up to 255';
    case 'fixed':
      return `${type.sizeBytes} bytes (${wordsFor(type)}): a text of as many code points up to 255`;
    case 'enum':
      return `one of ${quoted(type.symbols)}`;
    case 'record':
      return `an object (${wordsFor(type)})`;
    case 'map':
      return `an object (${wordsFor(type)})`;
    case 'null':
    case 'boolean':
    case 'float':
    case 'double':
    case 'string':
    case 'array':
    case 'union':
      return wordsFor(type);
  }
}

/** A default does not fill in what a producer leaves out (specification 1.12, "Records"): it is for readers alone. */
function checkRecord(type: RecordType, event: Record<string, unknown>, part: Part, out: Rejection[]): void {
  const { path } = part;
  for (const { name, type: fieldType, defaultValue } of type.fields) {
    if (out.length >= MOST_REJECTIONS) return;
    const why = defaultValue === undefined ? '' : ': its default is for readers, and every event carries it';
    if (Object.hasOwn(event, name)) check(inner(part, fieldType, event[name], name), out);
    else out.push({ path, reason: `must have "${name}"${why}` });
  }
  const known = new Set(type.fields.map((field) => field.name));
  for (const name of Object.keys(event)) {
    if (out.length >= MOST_REJECTIONS) return;
    if (!known.has(name)) out.push({ path: stepped(path, name), reason: `is no field of ${type.fullName}` });
  }
}

function checkUnion(type: UnionType, part: Part, out: Rejection[]): void {
  const { event, path, level } = part;
  const meant = branchOfEvent(type, event);
  if (meant !== null) {
    const { branch, name } = meant;
    const at = name === null ? path : stepped(path, name);
    return check({ type: branch, event: meant.event, path: at, level: level + 1 }, out);
  }
  const how = isPlain(type)
    ? ''
    : `, in an object with the name of its type, such as {"${nameOf(type.branches.at(-1)!)}": ...}`;
  out.push({ path, reason: `must be ${alternatives(type.branches, wordsFor) || wordsFor(type)}${how}` });
}

/** The branch of a union that an event is of, its value there, and the name that it stands under; null where it stands bare. */
interface BranchOfEvent {
  branch: AvroType;
  event: unknown;
  name: string | null;
}

/** In a plain union the form says which branch is meant; in others the one name in an object does. Null for none. */
export function branchOfEvent(type: UnionType, event: unknown): BranchOfEvent | null {
  const plain = isPlain(type);
  const form = formOf(event);
  const bare = type.branches.find((one) => (plain || one.kind === 'null') && FORMS[one.kind] === form);
  if (bare !== undefined) return { branch: bare, event, name: null };
  const [name, ...others] = isJsonObject(event) ? Object.keys(event) : [];
  const named = others.length === 0 ? type.branches.find((one) => nameOf(one) === name) : undefined;
  if (named !== undefined && isJsonObject(event)) return { branch: named, event: event[name!], name: name! };
  // A long of many digits is a text.
  const inText = plain && type.branches.find((one) => FORMS[one.kind] === 'number' && isValue(one, event));
  return inText ? { branch: inText, event, name: null } : null;
}

const formOf = (event: unknown): string => (event === null ? 'null' : Array.isArray(event) ? 'array' : typeof event);
