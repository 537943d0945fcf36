import { codePointBytes } from './bytes-text.js';
import { isInt, isLong } from './ranges.js';
import { wordsFor, type AvroType, type RecordType } from './schema.js';

/** Tried values; a default that takes more is one made to take long. */
const MOST_TRIES = 100_000;

/**
 * Why JSON is no default of a type; null where it is one (specification 1.12, the table "field default values"). A
 * default of a union may be one of any branch: since 1.12 it is the first that matches.
 */
export function defaultProblem(type: AvroType, json: unknown): string | null {
  const work = { left: MOST_TRIES };
  if (fits(type, json, work)) return null;
  if (work.left <= 0) return 'The default takes too long to be compared with its type.';
  return `The default ${abbreviated(json)} is no ${wordsFor(type)}.`;
}

function fits(type: AvroType, json: unknown, work: { left: number }): boolean {
  if (--work.left <= 0) return false;
  switch (type.kind) {
    case 'null':
      return json === null;
    case 'boolean':
      return typeof json === 'boolean';
    case 'int':
      return isInt(json);
    case 'long':
      return isLong(json);
    case 'float':
    case 'double':
      return typeof json === 'number';
    case 'string':
      return typeof json === 'string';
    case 'bytes':
      return codePointBytes(json) !== null;
    case 'fixed':
      return codePointBytes(json)?.length === type.sizeBytes;
    case 'enum':
      return type.symbols.includes(json as string);
    case 'union':
      return type.branches.some((branch) => fits(branch, json, work));
    case 'array':
      return Array.isArray(json) && json.every((item) => fits(type.items, item, work));
    case 'map':
      return isObject(json) && Object.values(json).every((value) => fits(type.values, value, work));
    case 'record':
      return isObject(json) && fitsRecord(type, json, work);
  }
}

/** A field that the default leaves out takes its own, as Java reads it. */
const fitsRecord = (type: RecordType, json: Record<string, unknown>, work: { left: number }): boolean =>
  type.fields.every((field) =>
    Object.hasOwn(json, field.name) ? fits(field.type, json[field.name], work) : field.defaultValue !== undefined,
  );

const isObject = (json: unknown): json is Record<string, unknown> =>
  json !== null && typeof json === 'object' && !Array.isArray(json);

function abbreviated(json: unknown): string {
  const text = JSON.stringify(json);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
