import { isJsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import type { Enum, Message } from '../../contracts/formats/protobuf/model.js';
import { parseFile } from '../../contracts/formats/protobuf/parse-file.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import type { Format } from '../../contracts/source.js';

/** Keywords of JSON Schema whose keys are names of fields, those whose keys name schemas, and those that hold no schema. */
const FIELDS: ReadonlySet<string> = new Set(['properties', 'patternProperties']);
const SCHEMAS: ReadonlySet<string> = new Set(['$defs', 'definitions', 'dependentSchemas', 'dependencies']);
const VALUES: ReadonlySet<string> = new Set(['default', 'const', 'examples', 'example']);

interface Names {
  fields: Set<string>;
  /** The values of enums. */
  values: Set<string>;
}

/** The names of the fields that a schema's own text declares, at any depth; of one without fields the values of its enums. */
export function fieldNamesOf(format: Format, text: string): ReadonlySet<string> {
  const names: Names = { fields: new Set(), values: new Set() };
  orTooDeep(
    () => collect(format, text, names),
    () => undefined,
  );
  return names.fields.size > 0 ? names.fields : names.values;
}

function collect(format: Format, text: string, names: Names): void {
  if (format === 'PROTOBUF') {
    const { messages, enums } = parseFile('', text, () => false).file;
    inMessages(messages, names);
    inEnums(enums, names);
  } else if (format === 'AVRO') inAvro(parsed(text), names);
  else inJsonSchema(parsed(text), names);
}

function inMessages(messages: readonly Message[], names: Names): void {
  for (const { fields, messages: inner, enums } of messages) {
    fields.forEach(({ name }) => names.fields.add(name));
    inMessages(inner, names);
    inEnums(enums, names);
  }
}

const inEnums = (enums: readonly Enum[], { values: known }: Names): void =>
  enums.forEach(({ values }) => values.forEach(({ name }) => known.add(name)));

function inAvro(type: unknown, names: Names): void {
  if (Array.isArray(type)) type.forEach((branch) => inAvro(branch, names));
  if (!isJsonObject(type)) return;
  for (const field of listOf(type['fields']).filter(isJsonObject)) {
    if (typeof field['name'] === 'string') names.fields.add(field['name']);
    inAvro(field['type'], names);
  }
  addTexts(type['symbols'], names.values);
  for (const part of ['type', 'items', 'values']) inAvro(type[part], names);
}

function inJsonSchema(schema: unknown, names: Names): void {
  if (Array.isArray(schema)) schema.forEach((one) => inJsonSchema(one, names));
  if (!isJsonObject(schema)) return;
  addTexts(schema['enum'], names.values);
  for (const [keyword, part] of Object.entries(schema)) {
    if (VALUES.has(keyword)) continue;
    const isNamed = isJsonObject(part) && (FIELDS.has(keyword) || SCHEMAS.has(keyword));
    if (isNamed && FIELDS.has(keyword)) Object.keys(part).forEach((name) => names.fields.add(name));
    if (isNamed) Object.values(part).forEach((one) => inJsonSchema(one, names));
    else inJsonSchema(part, names);
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const addTexts = (values: unknown, known: Set<string>): void =>
  listOf(values).forEach((value) => typeof value === 'string' && known.add(value));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
