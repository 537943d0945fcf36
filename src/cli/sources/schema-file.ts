import { readExactJson, writeExactJson } from '../../contracts/exact-json.js';
import type { Finding } from '../../contracts/finding.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import type { Format } from '../../contracts/source.js';
import { faultOfVersion } from './asyncapi.source.js';
import { fault } from './fault.js';
import { endingOf } from '../trees/file-tree.js';
import { noteOfDraft } from './note-of-draft.js';
import { hasKeyword, noteOfKeywords } from './note-of-keywords.js';
import { readYaml, TOO_DEEP } from './read-yaml.js';

/** What a file holds: one schema, an AsyncAPI document, parts of such documents, or nothing that can be read. */
export type FileContent =
  | { kind: 'schema'; format: Format; text: string; notes: Finding[] }
  | { kind: 'document'; document: JsonObject }
  | { kind: 'parts'; holds: 'messages' | 'schemas' | 'parts'; text: string }
  | { kind: 'unreadable'; format: Format; faults: Finding[] };

/** The format comes from the ending and, of JSON and YAML, from what the file says: Avro's records, AsyncAPI documents, else JSON Schema. */
export function contentOf(path: string, written: string): FileContent {
  // Some editors put a byte order mark in front, which no parser takes.
  const text = written.replace(/^\ufeff/, '');
  const ending = endingOf(path);
  if (ending === '.proto') return schema('PROTOBUF', text);
  if (ending === '.avsc') return schema('AVRO', text);
  const isJson = ending === '.json';
  return orTooDeep(
    () => (isJson ? ofJson(text) : ofYaml(text)),
    // Of JSON, reading the schema tells it.
    () => (isJson ? schema('JSON', text) : unreadable(fault(TOO_DEEP, ''))),
  );
}

const schema = (format: Format, text: string, notes: Finding[] = []): FileContent => ({
  kind: 'schema',
  ...{ format, text, notes },
});

const unreadable = (...faults: Finding[]): FileContent => ({ kind: 'unreadable', format: 'JSON', faults });

function ofJson(text: string): FileContent {
  let json: unknown;
  try {
    json = readExactJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return schema('JSON', text); // Reading the schema tells what is wrong with it, and where.
    throw error;
  }
  return ofValue(json, text);
}

function ofYaml(text: string): FileContent {
  const read = readYaml(text);
  return 'reason' in read
    ? unreadable(fault(read.reason, read.place))
    : ofValue(read.value, writeExactJson(read.value, 2));
}

function ofValue(value: unknown, text: string): FileContent {
  if (!isJsonObject(value)) return schema('JSON', text);
  if (isAvro(value)) return schema('AVRO', text);
  if ('asyncapi' in value) {
    const wrong = faultOfVersion(value);
    return wrong === null ? { kind: 'document', document: value } : unreadable(wrong);
  }
  const openApi = ['openapi', 'swagger'].find((key) => ['string', 'number'].includes(typeof value[key]));
  const holds = openApi === undefined ? partsHeldBy(value) : null;
  if (holds !== null) return { kind: 'parts', holds, text };
  if (openApi === undefined) return schema('JSON', text, [...noteOfKeywords(value), ...noteOfDraft(value)]);
  const reason = 'it is an OpenAPI document, which describes requests over HTTP and not events.';
  return unreadable({ ...fault(reason, `/${openApi}`), fix: 'Give the schemas of its events as files of their own.' });
}

/** Parts that AsyncAPI documents share, without a document around; null of what is none. */
function partsHeldBy(value: JsonObject): 'messages' | 'schemas' | 'parts' | null {
  const { components } = value;
  if (isMessage(value)) return 'messages';
  if (!isJsonObject(components)) return null;
  if (isJsonObject(components['messages'])) return 'messages';
  if (hasKeyword(value)) return null;
  if (isJsonObject(components['schemas'])) return 'schemas';
  return PARTS.some((name) => isJsonObject(components[name])) ? 'parts' : null;
}

/** Of the Components Object of AsyncAPI 2 and 3. */
const PARTS = ['channels', 'operations', 'messageTraits', 'operationTraits', 'replies', 'parameters', 'headers'];

/** A Message Object of AsyncAPI 2 and 3, and nothing that JSON Schema knows but what both have. */
const isMessage = (value: JsonObject): boolean =>
  value['payload'] !== undefined && Object.keys(value).every((key) => OF_MESSAGES.has(key) || key.startsWith('x-'));

const OF_MESSAGES = new Set(
  (
    'messageId headers payload correlationId schemaFormat contentType name title summary description tags externalDocs ' +
    'bindings examples traits deprecated'
  ).split(' '),
);

/** No type of JSON Schema has these names. */
const isAvro = ({ type, name }: JsonObject): boolean =>
  ['record', 'enum', 'fixed', 'error'].includes(type as string) && typeof name === 'string';
