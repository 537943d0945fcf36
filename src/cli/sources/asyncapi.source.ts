import type { Finding } from '../../contracts/finding.js';
import { escapePointer as escaped } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { Format } from '../../contracts/source.js';
import { bundlePayload } from './asyncapi-payload.js';
import { formatOf, multiFormatOf } from './asyncapi-format.js';
import { fault } from './fault.js';
import { followed, isObject, targetOf, valueAt, type JsonObject } from './json-pointer.js';

/** One message of an AsyncAPI document with the schema of its payload. */
export interface AsyncApiMessage {
  name: string;
  format: Format;
  /** The schema by itself: what it refers to inside the document is brought along under `definitions`. */
  text: string;
  /** Where the payload stands in the document. */
  pointer: string;
  /** Where what was brought along stands in the document, by its pointer in the text. */
  brought: ReadonlyMap<string, string>;
  faults: Finding[];
}

/** A message whose payload is not read, and why, as the end of a sentence. */
export interface UnreadMessage {
  name: string;
  reason: string;
}

/** What keeps a document that calls itself AsyncAPI from being read; null where it is version 2 or 3. */
export function faultOfVersion({ asyncapi }: JsonObject): Finding | null {
  if (typeof asyncapi === 'string' && /^[23](\.|$)/.test(asyncapi)) return null;
  const given = JSON.stringify(asyncapi);
  const fix =
    typeof asyncapi === 'string'
      ? 'AsyncAPI 2 and 3 are read.'
      : `AsyncAPI 2 and 3 are read; quote the version, such as asyncapi: '2.6.0'.`;
  return { ...fault(`its version of AsyncAPI is ${given}.`, '/asyncapi'), fix };
}

/**
 * The messages that have a payload: those of `components.messages`, and those that stand in channels themselves, wherever in the document these
 * are. Two of the same name and payload are one. Messages, channels and operations in other files are not followed, and told as unread.
 */
export function messagesOf(document: JsonObject): { messages: AsyncApiMessage[]; unread: UnreadMessage[] } {
  const messages = new Map<string, AsyncApiMessage>();
  const unread = new Map<string, UnreadMessage>();
  for (const placed of placedMessages(document)) {
    const read = 'reason' in placed ? placed : readMessage(document, placed);
    if (read === null) continue;
    if ('reason' in read) unread.set(`${read.name}\n${read.reason}`, read);
    else messages.set(`${read.name}\n${read.text}`, read);
  }
  return { messages: [...messages.values()], unread: [...unread.values()] };
}

interface Placed {
  pointer: string;
  key: string;
  message: JsonObject;
}

function* placedMessages(document: JsonObject): Generator<Placed | UnreadMessage> {
  const components = isObject(document['components']) ? document['components'] : {};
  for (const [key, message] of entries(components['messages'])) {
    yield { pointer: `/components/messages/${escaped(key)}`, key, message };
  }
  // By the pointer at which it stands: a channel of components has the name under which it is used, where it is used.
  const seen = new Set<string>();
  for (const one of [...placedIn(document, '/channels'), ...placedIn(document, '/components/channels')]) {
    const channel = followedTo(document, one, 'channel');
    if ('reason' in channel) yield channel;
    else if (!seen.has(channel.pointer)) yield* messagesOfChannel(document, channel);
    if ('pointer' in channel) seen.add(channel.pointer);
  }
  // AsyncAPI 3: an operation names messages of its channel, which are read there. What stands elsewhere is told.
  for (const one of [...placedIn(document, '/operations'), ...placedIn(document, '/components/operations')]) {
    const operation = followedTo(document, one, 'operation');
    yield* 'reason' in operation ? [operation] : unreadOfOperation(operation);
  }
}

/** A part of the document by its name. */
interface Part {
  key: string;
  pointer: string;
  value: JsonObject;
}

const placedIn = (document: JsonObject, pointer: string): Part[] =>
  entries(valueAt(document, pointer)).map(([key, value]) => ({ key, pointer: `${pointer}/${escaped(key)}`, value }));

/** Where its `$ref` leads; one to another file, or to nothing, is told as unread. */
function followedTo(document: JsonObject, { key, pointer, value }: Part, kind: string): Part | UnreadMessage {
  const end = followed(document, value, pointer);
  const reference = isObject(end.value) ? end.value['$ref'] : undefined;
  if (typeof reference !== 'string') return { key, pointer: end.pointer, value: isObject(end.value) ? end.value : {} };
  const isElsewhere = targetOf(reference) === null;
  const reason = isElsewhere
    ? `its ${kind} stands in another file, ${reference}, which is not followed`
    : `its ${kind} is ${reference}, which leads to nothing in the document`;
  return { name: key, reason };
}

function* messagesOfChannel(document: JsonObject, channel: Part): Generator<Placed | UnreadMessage> {
  const { key: name, pointer: at, value: item } = channel;
  // AsyncAPI 3: a channel names its messages. 2: its operations have one, or one of several.
  for (const [key, message] of entries(item['messages'])) {
    yield { pointer: `${at}/messages/${escaped(key)}`, key, message };
  }
  for (const kind of ['publish', 'subscribe']) {
    const value = item[kind];
    if (!isObject(value)) continue;
    const operation = followedTo(document, { key: name, pointer: `${at}/${kind}`, value }, 'operation');
    if ('reason' in operation) yield operation;
    else yield* messagesOfOperation(operation);
  }
}

/** The messages, the channel and the reply of an operation, as far as they stand in other files. */
function* unreadOfOperation({ key: name, value }: Part): Generator<UnreadMessage> {
  const reply = isObject(value['reply']) ? value['reply'] : {};
  const messages = [value['messages'], reply['messages']].flatMap((one): unknown[] => (Array.isArray(one) ? one : []));
  const references = [value['channel'], value['reply'], reply['channel'], ...messages];
  for (const one of references) {
    const reference = isObject(one) ? one['$ref'] : undefined;
    if (typeof reference !== 'string' || targetOf(reference) !== null) continue;
    yield { name, reason: `what it refers to stands in another file, ${reference}, which is not followed` };
  }
}

function* messagesOfOperation({ key, pointer: at, value: { message } }: Part): Generator<Placed> {
  if (!isObject(message)) return;
  const pointer = `${at}/message`;
  if (!Array.isArray(message['oneOf'])) return yield { pointer, key, message };
  for (const [i, one] of message['oneOf'].entries()) {
    if (isObject(one)) yield { pointer: `${pointer}/oneOf/${i}`, key: `${key}.${i}`, message: one };
  }
}

function readMessage(document: JsonObject, placed: Placed): AsyncApiMessage | UnreadMessage | null {
  const { key, message } = placed;
  const name = typeof message['name'] === 'string' ? message['name'] : key;
  const reference = message['$ref'];
  if (typeof reference === 'string') return readReference(document, placed, reference);
  if (message['payload'] === undefined) return null;
  const { payload, pointer, formatName } = payloadOf(document, placed);
  const format = formatOf(formatName);
  if (format === null) return { name, reason: `its payload is ${formatName}, which is not read` };
  if (typeof payload === 'string') return { name, format, text: payload, pointer, brought: new Map(), faults: [] };
  if (format === 'JSON' && isObject(payload)) {
    return { name, format, pointer, ...bundlePayload(document, payload, pointer) };
  }
  return readWhole(name, format, payload, pointer);
}

/** A payload of a format that knows no `$ref`: one that is left was followed as far as the document goes. */
function readWhole(name: string, format: Format, payload: unknown, pointer: string): AsyncApiMessage | UnreadMessage {
  const reference = isObject(payload) ? payload['$ref'] : undefined;
  const whole = { name, format, text: JSON.stringify(payload, null, 2), pointer, brought: new Map(), faults: [] };
  if (format === 'JSON' || typeof reference !== 'string') return whole;
  if (targetOf(reference) === null) {
    return { name, reason: `its payload stands in another file, ${reference}, which is not followed` };
  }
  const broken = fault(`"${reference}" leads to nothing in the document.`, `${pointer}/$ref`);
  return { ...whole, faults: [{ ...broken, readerPath: '/$ref' }] };
}

/** What is referred to is found at its own place; what is not there, or in another file, is told. */
function readReference(
  document: JsonObject,
  { pointer, key }: Placed,
  reference: string,
): AsyncApiMessage | UnreadMessage | null {
  const target = targetOf(reference);
  if (target === null) return { name: key, reason: `it stands in another file, ${reference}, which is not followed` };
  const message = valueAt(document, target);
  const isPlaced = /^\/(components|(components\/)?channels\/[^/]+)\/messages\/[^/]+$/.test(target);
  if (isObject(message)) return isPlaced ? null : readMessage(document, { pointer: target, key, message });
  const broken = fault(`"${reference}" leads to nothing in the document.`, `${pointer}/$ref`);
  const faults = [{ ...broken, readerPath: '/$ref' }];
  return { name: key, format: 'JSON', text: '{}', pointer, brought: new Map(), faults };
}

/** AsyncAPI 3 may say the format beside the schema (Multi Format Schema Object), in the message or where its `$ref` leads. */
function payloadOf(document: JsonObject, { pointer, message }: Placed) {
  const { payload, schemaFormat } = message;
  const own = {
    payload,
    pointer: `${pointer}/payload`,
    formatName: typeof schemaFormat === 'string' ? schemaFormat : '',
  };
  const end = followed(document, payload, own.pointer);
  const inner = multiFormatOf(end.value);
  const said =
    inner === null ? own : { payload: inner.schema, pointer: `${end.pointer}/schema`, formatName: inner.name };
  // JSON Schema knows `$ref` itself: what one leads to is brought along under its name.
  if (formatOf(said.formatName) === 'JSON') return said;
  const { value, pointer: place } = followed(document, said.payload, said.pointer);
  return { ...said, payload: value, pointer: place };
}

const entries = (value: unknown): [string, JsonObject][] =>
  isObject(value) ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1])) : [];
