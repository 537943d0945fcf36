import { parseDocument, LineCounter } from 'yaml';
import type { Finding } from '../../contracts/finding.js';
import type { Format } from '../../contracts/source.js';
import { messagesOf, isAsyncApi, type AsyncApiMessage } from './asyncapi.source.js';

/** What a file holds: one schema, the messages of an AsyncAPI document, or nothing that can be read. */
export type FileContent =
  | { kind: 'schema'; format: Format; text: string }
  | { kind: 'messages'; messages: AsyncApiMessage[] }
  | { kind: 'unreadable'; format: Format; faults: Finding[] };

/** The format comes from the ending and, of JSON and YAML, from what the file says: Avro's records, AsyncAPI documents, else JSON Schema. */
export function contentOf(path: string, written: string): FileContent {
  // Some editors put a byte order mark in front, which no parser takes.
  const text = written.replace(/^\ufeff/, '');
  if (path.endsWith('.proto')) return { kind: 'schema', format: 'PROTOBUF', text };
  if (path.endsWith('.avsc')) return { kind: 'schema', format: 'AVRO', text };
  return path.endsWith('.json') ? ofJson(text) : ofYaml(text);
}

function ofJson(text: string): FileContent {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Reading the schema tells what is wrong with it, and where.
    return { kind: 'schema', format: 'JSON', text };
  }
  return ofValue(json, text);
}

function ofYaml(text: string): FileContent {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return { kind: 'unreadable', format: 'JSON', faults: [fault(error.message, `line ${line}, column ${col}`)] };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return ofValue(value, JSON.stringify(value, null, 2));
  } catch (cause) {
    return { kind: 'unreadable', format: 'JSON', faults: [fault((cause as Error).message, '')] };
  }
}

function ofValue(value: unknown, text: string): FileContent {
  if (isAsyncApi(value)) return { kind: 'messages', messages: messagesOf(value) };
  return { kind: 'schema', format: isAvro(value) ? 'AVRO' : 'JSON', text };
}

/** No type of JSON Schema has these names. */
function isAvro(value: unknown): boolean {
  const { type, name } = (value ?? {}) as { type?: unknown; name?: unknown };
  return ['record', 'enum', 'fixed', 'error'].includes(type as string) && typeof name === 'string';
}

/** What is wrong with a file, or with how it is put together with others, as a finding of the candidate alone. */
export function fault(reason: string, place: string): Finding {
  return {
    rule: 'schema-invalid',
    severity: 'invalid',
    direction: null,
    policy: 'STRICT',
    change: null,
    path: 'the event itself',
    readerPath: place,
    writerPath: null,
    message: `The schema is invalid${place === '' ? '' : ` at ${place}`}: ${reason}`,
    fix: 'Correct the file.',
    conflictsWith: null,
  };
}
