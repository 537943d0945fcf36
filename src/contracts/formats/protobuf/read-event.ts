import type { Rejection } from '../schema-format.js';
import { bytesOfBase64 } from './bytes.js';
import { fieldKey, type WireMessage } from './codec.js';
import { eventName } from './event-json.js';
import { typeText } from './field-form.js';
import { fieldsOnWire, isScalar, type Enum, type Field, type FieldType, type Message, type Scalar } from './model.js';
import { pathTo } from './same-event.js';
import { set } from './set.js';
import { rangeOf, scalarKind, wholeValue } from './value-ranges.js';
import { wellKnownJson } from './well-known-json.js';
import { wholeText } from './whole-literal.js';
import { isJsonObject } from '../json-schema/reading/json-objects.js';

const MAX_DEPTH = 100;
const MAX_REJECTIONS = 50;

/** The message that an event in ProtoJSON stands for, or every reason why it is none, each with its place in the event. */
export function readEvent(message: Message, event: unknown): { value: WireMessage } | { rejections: Rejection[] } {
  const reading: Reading = { rejections: [] };
  const value = readMessage(message, event, '', 0, reading);
  return reading.rejections.length > 0 || value === null ? reading : { value };
}

interface Reading {
  rejections: Rejection[];
}

function refuse({ rejections }: Reading, path: string, reason: string): null {
  if (rejections.length < MAX_REJECTIONS) rejections.push({ path, reason });
  return null;
}

function readMessage(
  message: Message,
  json: unknown,
  path: string,
  depth: number,
  reading: Reading,
): WireMessage | null {
  if (depth > MAX_DEPTH) return refuse(reading, path, 'it is nested too deeply');
  const special = wellKnownJson(message.fullName);
  if (special !== null) return special.fromJson(json) ?? refuse(reading, path, `expected ${special.expected}`);
  const wrapped = wrappedField(message);
  if (wrapped !== null && !isJsonObject(json)) return { f1: readSingle(wrapped.type, json, path, depth, reading) };
  if (!isJsonObject(json)) return refuse(reading, path, `expected an object for ${message.fullName}`);
  return readFields(message, json, path, depth, reading);
}

/** The value in a wrapper such as `google.protobuf.StringValue`, which stands in JSON without its message. */
export function wrappedField({ fullName, fields }: Message): Field | null {
  return /^google\.protobuf\.(?:Double|Float|U?Int(?:32|64)|Bool|String|Bytes)Value$/.test(fullName)
    ? (fields[0] ?? null)
    : null;
}

function readFields(
  message: Message,
  json: Record<string, unknown>,
  path: string,
  depth: number,
  reading: Reading,
): WireMessage {
  const value: WireMessage = {};
  const byName = fieldsByName(message);
  for (const [name, one] of Object.entries(json)) {
    const field = byName.get(name);
    const place = pathTo(path, name);
    if (field === undefined) refuse(reading, place, `${message.fullName} has no such field`);
    else if (one !== null || isNullable(field.type)) {
      if (value[fieldKey(field)] !== undefined) refuse(reading, place, 'the same field is there by another name');
      value[fieldKey(field)] = readField(field, one, place, depth, reading);
    }
  }
  for (const { name, number } of message.fields.filter(({ presence }) => presence === 'required'))
    if (value[`f${number}`] === undefined) refuse(reading, path, `the required field "${name}" is not there`);
  for (const { name, fields } of message.oneofs) {
    const set = fields.filter((field) => value[fieldKey(field)] !== undefined);
    if (set.length > 1) refuse(reading, path, `of the oneof "${name}" one field may be set, not ${set.length}`);
  }
  return value;
}

/** By the names that an event may call them by. */
export function fieldsByName(message: Message): Map<string, Field> {
  const names = new Map<string, Field>();
  for (const field of fieldsOnWire(message)) if (field.extendee === null) names.set(field.jsonName, field);
  for (const field of fieldsOnWire(message)) names.set(eventName(field), field);
  return names;
}

/** Types that have a null of their own; elsewhere null is a field that is not there. */
const isNullable = (type: FieldType): boolean =>
  (type.kind === 'message' && type.message.fullName === 'google.protobuf.Value') ||
  (type.kind === 'enum' && type.enum.fullName === 'google.protobuf.NullValue');

function readField(field: Field, json: unknown, path: string, depth: number, reading: Reading): unknown {
  if (field.presence === 'repeated') {
    if (!Array.isArray(json)) return refuse(reading, path, `expected an array of ${typeText(field)}`);
    return json.map((one, index) => readSingle(field.type, one, pathTo(path, index), depth, reading));
  }
  if (field.presence !== 'map') return readSingle(field.type, json, path, depth, reading);
  if (!isJsonObject(json)) return refuse(reading, path, `expected an object for ${typeText(field)}`);
  const entries: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(json)) {
    const place = pathTo(path, key);
    if (!isKey(field.mapKey ?? '', key)) refuse(reading, place, `"${key}" is no ${field.mapKey}`);
    else set(entries, key, readSingle(field.type, one, place, depth, reading));
  }
  return entries;
}

function isKey(type: string, key: string): boolean {
  if (type === 'string') return true;
  if (type === 'bool') return key === 'true' || key === 'false';
  return isScalar(type) && wholeNumber(key, type) !== null;
}

function readSingle(type: FieldType, json: unknown, path: string, depth: number, reading: Reading): unknown {
  if (type.kind === 'message') return readMessage(type.message, json, path, depth + 1, reading);
  if (type.kind === 'enum')
    return readEnum(type.enum, json) ?? refuse(reading, path, `expected a value of ${type.enum.fullName}`);
  return (
    readScalar(type.scalar, json) ??
    refuse(reading, path, `expected ${EXPECTED[type.scalar] ?? `a whole number (${type.scalar})`}`)
  );
}

function readEnum({ values, features, fullName }: Enum, json: unknown): number | null {
  if (json === null && fullName === 'google.protobuf.NullValue') return 0;
  const named = values.find(({ name, number }) => name === json || number === json);
  if (named !== undefined) return named.number;
  const isNumber = typeof json === 'number' && features.enum_type === 'OPEN' && wholeNumber(json, 'int32') !== null;
  return isNumber ? json : null;
}

const EXPECTED: Partial<Record<Scalar, string>> = {
  string: 'text',
  bytes: 'base64',
  bool: 'true or false',
  double: 'a number',
  float: 'a number',
};

/** Half a character, which UTF-8 cannot write. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function readScalar(scalar: Scalar, json: unknown): unknown {
  switch (scalarKind(scalar)) {
    case 'text':
      return typeof json === 'string' && !LONE_SURROGATE.test(json) ? json : null;
    case 'bytes':
      return typeof json === 'string' ? bytesOfBase64(json) : null;
    case 'boolean':
      return typeof json === 'boolean' ? json : null;
    case 'float':
      return readFloat(json, scalar === 'float');
    case 'whole':
      return readWhole(scalar, json);
  }
}

function readFloat(json: unknown, isSingle: boolean): number | null {
  if (json === 'NaN') return NaN;
  if (json === 'Infinity' || json === '-Infinity') return Number(json);
  const number = typeof json === 'string' && /^-?[\d.]+(?:[eE][+-]?\d+)?$/.test(json) ? Number(json) : json;
  const isFinite = typeof number === 'number' && Number.isFinite(isSingle ? Math.fround(number) : number);
  return isFinite ? number : null;
}

function readWhole(scalar: Scalar, json: unknown): bigint | number | null {
  const value = wholeNumber(json, scalar);
  return value === null ? null : wholeValue(scalar, value);
}

/** A number or its decimal text, as ProtoJSON takes both; null beyond the type. A double stands for its shortest decimal. */
function wholeNumber(json: unknown, scalar: Scalar): bigint | null {
  const isText = typeof json === 'string' && /^-?\d{1,20}$/.test(json);
  const text = typeof json === 'number' ? wholeText(String(json)) : isText ? json : null;
  const range = rangeOf(scalar);
  if (text === null || range === null) return null;
  const value = BigInt(text);
  return value >= range.from && value <= range.to ? value : null;
}
