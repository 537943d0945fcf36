import { writeExactJson } from '../exact-json.js';
import { isJsonObject, type JsonObject } from '../formats/json-schema/reading/json-objects.js';
import type { Format } from '../source.js';
import { bundleJsonSchema, type PayloadFault } from './bundle-json-schema.js';
import { inlineAvro } from './inline-avro.js';
import { inFile } from './joined-files.js';
import { follow, type LostReference, type Placed } from './pointers.js';
import { dialectOf, formatOf, multiFormatOf } from './schema-formats.js';

/** The schema of a payload or a key, by itself. */
export interface Payload {
  format: Format;
  text: string;
  /** Where it stands in the document. */
  pointer: string;
  /** Where parts of it stand in the document that lie elsewhere in it, by their pointers in the text. */
  brought: ReadonlyMap<string, string>;
  /** What is wrong with it before anybody reads it. */
  faults: readonly PayloadFault[];
}

/** A payload that is not read: its reference is lost, or its format is another one. */
export type UnreadPayload = { lost: LostReference; format: Format } | { otherFormat: string };

export interface PayloadOptions {
  /** What AsyncAPI 2 says in the message; '' for AsyncAPI's own. */
  schemaFormat?: unknown;
  /** Whether a reference that leads out of the document may stay in a JSON Schema. */
  isKnown: (reference: string) => boolean;
  /** Of JSON, as `JSON.stringify` has it. */
  indent: number;
}

/** The schema that a payload, a key or another Schema Object of AsyncAPI 2 or 3 is, with what it refers to in the document. */
export function readPayload(document: JsonObject, placed: Placed, options: PayloadOptions): Payload | UnreadPayload {
  const said = options.schemaFormat ?? '';
  const isJson = typeof said !== 'string' || formatOf(said) === 'JSON';
  const end = follow(document, placed, (reference) => isJson && options.isKnown(reference));
  const multi = multiFormatOf(end.value);
  const own = said === '' && isAvroFile(end) ? 'application/vnd.apache.avro' : said;
  const schemaFormat = multi === null ? own : multi.schemaFormat;
  const place: Placed = multi === null ? end : { value: multi.schema, pointer: `${end.pointer}/schema` };
  if (typeof schemaFormat !== 'string') return withFault('JSON', place, 'schemaFormat is not a text.');
  const format = formatOf(schemaFormat);
  if (format === null) return { otherFormat: schemaFormat };
  const isFollowed = multi !== null && (format !== 'JSON' || isReferenceAlone(place));
  const inner = isFollowed ? follow(document, place) : { ...place, lost: end.lost };
  if (inner.lost !== null) return ofLost(format, inner, inner.lost, options);
  return readAs(format, document, inner, schemaFormat, options);
}

/** What a whole payload refers to in vain: a JSON Schema may refer to what is known elsewhere. */
function ofLost(
  format: Format,
  place: Placed,
  lost: LostReference,
  { isKnown, indent }: PayloadOptions,
): Payload | UnreadPayload {
  if (format !== 'JSON' || lost.why !== 'elsewhere' || !isKnown(lost.reference)) return { lost, format };
  const value = { ...(place.value as JsonObject), $ref: lost.reference };
  return { ...whole(format, place), text: writeExactJson(value, indent) };
}

/** A whole file whose ending says that it is Avro: nobody means it as a JSON Schema. */
const isAvroFile = ({ pointer }: Placed): boolean => /\.avsc$/i.test(inFile(pointer)?.file ?? '');

function readAs(
  format: Format,
  document: JsonObject,
  place: Placed,
  schemaFormat: string,
  { isKnown, indent }: PayloadOptions,
): Payload {
  const { value, pointer } = place;
  if (format === 'PROTOBUF') {
    return typeof value === 'string'
      ? { ...whole(format, place), text: value }
      : withFault(format, place, 'A Protobuf schema must be its text.');
  }
  if (format === 'AVRO') {
    const isFit = isJsonObject(value) || Array.isArray(value) || typeof value === 'string';
    if (!isFit) return withFault(format, place, 'An Avro schema must be an object, a list or a name.');
    // Some write the schema as the text of its JSON.
    if (typeof value === 'string' && /^\s*[[{"]/.test(value)) return { ...whole(format, place), text: value };
    const { schema, ...rest } = inlineAvro(document, place);
    return { format, pointer, text: writeExactJson(schema, indent), ...rest };
  }
  if (!isJsonObject(value) && typeof value !== 'boolean')
    return withFault(format, place, 'The schema is neither an object nor a boolean.');
  const { schema, ...rest } = bundleJsonSchema(document, place, isKnown);
  const dialect = dialectOf(schemaFormat);
  const isTold = dialect === null || !isJsonObject(schema) || schema['$schema'] !== undefined;
  const told = isTold ? schema : { $schema: dialect, ...schema };
  return { format, pointer, text: writeExactJson(told, indent), ...rest };
}

const whole = (format: Format, { pointer }: Placed) => ({ format, pointer, brought: new Map(), faults: [] });

function withFault(format: Format, place: Placed, reason: string): Payload {
  const fault = { reason, from: place.pointer, at: '' };
  return { ...whole(format, place), text: writeExactJson(place.value), faults: [fault] };
}

/** A Reference Object and not a schema that refers to a part of itself. */
const isReferenceAlone = ({ value, pointer }: Placed): boolean =>
  isJsonObject(value) &&
  typeof value['$ref'] === 'string' &&
  value['$ref'].startsWith('#') &&
  !value['$ref'].startsWith(`#${pointer}/`) &&
  Object.keys(value).length === 1;
