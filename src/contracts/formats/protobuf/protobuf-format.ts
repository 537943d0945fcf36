import type { Finding } from '../../finding.js';
import type { SchemaSource } from '../../source.js';
import {
  notReadInTime,
  type Decoding,
  type IsOver,
  type Reading,
  type ReadingOptions,
  type Rejection,
  type SchemaFormat,
  type SchemaProblem,
} from '../schema-format.js';
import { codecOf } from './codec.js';
import { compareProto } from './compare.js';
import { TimeIsUp } from './deadline.js';
import { eventOf } from './event-json.js';
import { readProto } from './link.js';
import {
  eventTypeOf,
  localNameOf,
  messageByIndexes,
  messageByName,
  type ProtoProblem,
  type ProtoSchema,
} from './model.js';
import { outlineOf } from './outline.js';
import { readEvent } from './read-event.js';
import { refusalOf } from './refusal.js';
import { restoreNumbers } from './restore-numbers.js';
import { resolveEvent } from './resolve-event.js';
import { MAX_PROBLEMS } from './token-stream.js';
import { faultsOf } from './validity/check-files.js';

/** Protobuf: proto2, proto3 and the editions 2023 and 2024. An event is of the file's first message, unless it says another. */
export const protobufFormat: SchemaFormat<ProtoSchema> = {
  format: 'PROTOBUF',
  policies: ['CONFLUENT', 'WIRE', 'WIRE_JSON', 'SOURCE'],
  read,
  compare: compareProto,
  notice: (): Finding[] => [],
  outline: outlineOf,
  decode,
  validate,
  restoreNumbers(schema, event, rounded) {
    const message = eventTypeOf(schema);
    return message === undefined ? { event, rounded } : restoreNumbers(message, event, rounded);
  },
  readAs: resolveEvent,
  messageAt(schema, messageIndexes) {
    const event = messageByIndexes(schema, messageIndexes);
    return event === undefined ? null : { ...schema, event };
  },
  messageNamed(schema, name) {
    const event = messageByName(schema, name);
    return event === undefined ? null : { ...schema, event };
  },
  messageName(schema) {
    const message = eventTypeOf(schema);
    return message === undefined ? null : localNameOf(message);
  },
};

function read(source: SchemaSource, { isOver }: ReadingOptions): Reading<ProtoSchema> {
  try {
    return readInTime(source, isOver);
  } catch (error) {
    if (error instanceof TimeIsUp) return notReadInTime();
    throw error;
  }
}

function readInTime({ text, references = [] }: SchemaSource, isOver: IsOver): Reading<ProtoSchema> {
  const { schema, problems } = readProto(text, references, isOver);
  const files = problems.length > 0 ? [] : [...schema.imported.values(), schema.file];
  const all = [...problems, ...files.flatMap((file) => faultsOf(file, isOver))];
  return all.length === 0 ? { schema } : { problems: all.slice(0, MAX_PROBLEMS).map(problemOf) };
}

/** Lines and columns count from 1; in another file its path comes first. */
function problemOf({ file, at, reason }: ProtoProblem): SchemaProblem {
  const before = file.text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const place = `line ${line}, column ${column}`;
  return { place: file.path === '' ? place : `"${file.path}", ${place}`, reason };
}

const NO_MESSAGE: Rejection = { path: '', reason: 'the schema declares no message' };

function decode(schema: ProtoSchema, payload: Uint8Array): Decoding {
  const message = eventTypeOf(schema);
  if (message === undefined) return { rejections: [NO_MESSAGE] };
  try {
    return { event: eventOf(message, codecOf(message).decode(payload)) };
  } catch (error) {
    return { rejections: [{ path: '', reason: refusalOf(message, error) }] };
  }
}

function validate(schema: ProtoSchema, event: unknown): Rejection[] {
  const message = eventTypeOf(schema);
  if (message === undefined) return [NO_MESSAGE];
  const reading = readEvent(message, event);
  if ('rejections' in reading) return reading.rejections;
  try {
    codecOf(message).encode(reading.value);
    return [];
  } catch (error) {
    return [{ path: '', reason: refusalOf(message, error) }];
  }
}
