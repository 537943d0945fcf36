import { messagesOfChannels, partsAt, type Part } from '../../contracts/asyncapi/messages.js';
import { readPayload } from '../../contracts/asyncapi/payload.js';
import { pointerOf, wordsOf, type LostReference } from '../../contracts/asyncapi/pointers.js';
import { majorVersionOf } from '../../contracts/asyncapi/version.js';
import { writeExactJson } from '../../contracts/exact-json.js';
import type { Finding } from '../../contracts/finding.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { tokensOf } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { Format } from '../../contracts/source.js';
import { fault } from './fault.js';

/** One message of an AsyncAPI document with the schema of its payload. */
export interface AsyncApiMessage {
  name: string;
  format: Format;
  /** The schema by itself, with what it refers to inside the document. */
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
export function faultOfVersion(document: JsonObject): Finding | null {
  if (majorVersionOf(document) !== null) return null;
  const { asyncapi } = document;
  const fix =
    typeof asyncapi === 'string'
      ? 'AsyncAPI 2 and 3 are read.'
      : `AsyncAPI 2 and 3 are read; quote the version, such as asyncapi: '2.6.0'.`;
  return { ...fault(`its version of AsyncAPI is ${writeExactJson(asyncapi)}.`, '/asyncapi'), fix };
}

/**
 * The messages that have a payload: those of `components.messages`, and those that stand in channels themselves, wherever in the document these
 * are. Two of the same name and payload are one. Messages, channels and operations in other files are not followed, and told as unread.
 */
export function messagesOf(document: JsonObject): { messages: AsyncApiMessage[]; unread: UnreadMessage[] } {
  const messages = new Map<string, AsyncApiMessage>();
  const unread = new Map<string, UnreadMessage>();
  for (const part of partsOf(document)) {
    const read = readPart(document, part);
    if (read === null) continue;
    if ('reason' in read) unread.set(`${read.name}\n${read.reason}`, read);
    else messages.set(`${read.name}\n${read.text}`, read);
  }
  return { messages: [...messages.values()], unread: [...unread.values(), ...unreadOfOperations(document)] };
}

/** Each message once: what components have has its name from there, and a channel of components has the name under which it is used. */
function* partsOf(document: JsonObject): Generator<Part> {
  const seen = new Set<string>();
  const all = [
    ...partsAt(document, '/components/messages', 'message'),
    ...messagesOfChannels(document, '/channels'),
    ...messagesOfChannels(document, '/components/channels'),
  ];
  for (const part of all) {
    const place = 'pointer' in part.found ? part.found.pointer : (part.found.lost?.pointer ?? part.where);
    if (!seen.has(place)) yield part;
    seen.add(place);
  }
}

function readPart(document: JsonObject, { kind, key, where, found }: Part): AsyncApiMessage | UnreadMessage | null {
  if ('lost' in found) {
    if (found.lost === null) return { name: key, reason: `its ${kind} is no object` };
    return kind === 'message' ? ofLost(key, found.lost) : { name: key, reason: reasonOf(`its ${kind}`, found.lost) };
  }
  const { pointer, value } = found;
  if (value['payload'] === undefined) return null;
  const name = typeof value['name'] === 'string' ? value['name'] : nameAt(pointer, where, key);
  const placed = { value: value['payload'], pointer: `${pointer}/payload` };
  // What a payload refers to in other files is looked for among the files.
  const options = { schemaFormat: value['schemaFormat'], isKnown: () => true, indent: 2 };
  const read = readPayload(document, placed, options);
  if ('otherFormat' in read) return { name, reason: `its payload is ${read.otherFormat}, which is not read` };
  if ('lost' in read) return ofLost(name, read.lost, 'its payload', read.format);
  const faults = read.faults.map(({ reason, from, at }) => ({ ...fault(reason, from), readerPath: at }));
  return { ...read, name, faults };
}

/** A message that is referred to has its name where it stands: under another one it would be another contract. */
const nameAt = (pointer: string, where: string, key: string): string =>
  pointer === where || !/\/messages\/[^/]+$/.test(pointer) ? key : tokensOf(pointer).at(-1)!;

/** What stands in another file is told; what stands nowhere is a mistake. */
function ofLost(
  name: string,
  lost: LostReference,
  what = 'it',
  format: Format = 'JSON',
): AsyncApiMessage | UnreadMessage {
  const { reference, why, pointer } = lost;
  if (why === 'elsewhere') return { name, reason: reasonOf(what, lost) };
  const faults = [{ ...fault(wordsOf(lost), `${pointer}/$ref`), readerPath: '/$ref' }];
  return { name, format, text: JSON.stringify({ $ref: reference }, null, 2), pointer, brought: new Map(), faults };
}

function reasonOf(what: string, { reference, why }: LostReference): string {
  if (why === 'elsewhere') return `${what} stands in another file, ${reference}, which is not followed`;
  return `${what} is ${reference}, which leads ${why === 'round' ? 'round and round' : 'to nothing in the document'}`;
}

/** AsyncAPI 3: an operation names messages of its channel, which are read there. What stands elsewhere is told. */
function unreadOfOperations(document: JsonObject): UnreadMessage[] {
  const operations = ['/operations', '/components/operations'].flatMap((at) => partsAt(document, at, 'operation'));
  return operations.flatMap(({ key: name, found }) => {
    if ('lost' in found) return found.lost === null ? [] : [{ name, reason: reasonOf('its operation', found.lost) }];
    return outwardIn(found.value).map((reference) => {
      return { name, reason: `what it refers to stands in another file, ${reference}, which is not followed` };
    });
  });
}

/** The messages, the channel and the reply of an operation, as far as they stand in other files. */
function outwardIn({ channel, reply, messages }: JsonObject): string[] {
  const answer = isJsonObject(reply) ? reply : {};
  const several = [messages, answer['messages']].flatMap((one): unknown[] => (Array.isArray(one) ? one : []));
  const references = [channel, reply, answer['channel'], ...several].map((one) =>
    isJsonObject(one) ? one['$ref'] : 0,
  );
  return references.filter((one): one is string => typeof one === 'string' && pointerOf(one) === null);
}
