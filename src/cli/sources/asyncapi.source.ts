import { messagesOfChannels, partsAt, type Part } from '../../contracts/asyncapi/messages.js';
import { fromDocument, inFile, isAbsolute, readablePointer } from '../../contracts/asyncapi/joined-files.js';
import { readPayload } from '../../contracts/asyncapi/payload.js';
import { targetOf, wordsOf, type LostReference } from '../../contracts/asyncapi/pointers.js';
import { majorVersionOf } from '../../contracts/asyncapi/version.js';
import { writeExactJson } from '../../contracts/exact-json.js';
import type { Finding } from '../../contracts/finding.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { tokensOf } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { Format } from '../../contracts/source.js';
import { fault } from './fault.js';
import { pathOf, type Joined } from './join-files.js';
import { headersOf } from './message-headers.js';

/** One message of an AsyncAPI document with the schema of its payload. */
export interface AsyncApiMessage {
  name: string;
  format: Format;
  /** The schema by itself, with what it refers to inside the document and the files that hold parts of it. */
  text: string;
  /** Where the payload stands in the joined document. */
  pointer: string;
  /** Where what was brought along stands in the joined document, by its pointer in the text. */
  brought: ReadonlyMap<string, string>;
  /** Its headers, as `headersOf` tells them; absent where it has none. */
  headers?: string;
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

/** A file beside a document in which a message of it stands. */
export interface MessageHome {
  /** From the document's folder. */
  file: string;
  /** Whether one is there that has a payload; else the document says that one is. */
  isSure: boolean;
}

interface Messages {
  messages: AsyncApiMessage[];
  unread: UnreadMessage[];
  homes: MessageHome[];
}

/**
 * The messages that have a payload: those of `components.messages`, and those that stand in channels themselves, wherever in the document these
 * are, also where they stand in other files. Two of the same name and payload are one. What is not there or would have to be fetched is told
 * as unread.
 */
export function messagesOf(document: Joined): Messages {
  const joined = { ...document, document: withOutward(document.document) };
  const messages = new Map<string, AsyncApiMessage>();
  const unread = new Map<string, UnreadMessage>();
  const homes: MessageHome[] = [];
  for (const part of partsOf(joined.document)) {
    homes.push(...homesOf(part));
    const read = readPart(joined, part);
    if (read === null) continue;
    if ('reason' in read) unread.set(`${read.name}\n${read.reason}`, read);
    else messages.set(`${read.name}\n${read.text}`, read);
  }
  return { messages: [...messages.values()], unread: [...unread.values(), ...unreadOfOperations(joined)], homes };
}

function homesOf({ found }: Part): MessageHome[] {
  if (!('lost' in found)) {
    const home = inFile(found.pointer);
    return home === null ? [] : [{ file: home.file, isSure: found.value['payload'] !== undefined }];
  }
  const file = found.lost === null || isAbsolute(found.lost.reference) ? '' : pathOf(found.lost.reference, '');
  return file === '' ? [] : [{ file, isSure: false }];
}

/** Each message once: what components have has its name from there, and a channel of components has the name under which it is used. */
function* partsOf(document: JsonObject): Generator<Part> {
  const seen = new Set<string>();
  const all = [
    ...partsAt(document, '/components/messages', 'message'),
    ...messagesOfChannels(document, '/channels'),
    ...messagesOfChannels(document, '/components/channels'),
    ...partsAt(document, `/${OUTWARD}/messages`, 'message'),
    ...messagesOfChannels(document, `/${OUTWARD}/channels`),
  ];
  for (const part of all) {
    const place = 'pointer' in part.found ? part.found.pointer : (part.found.lost?.pointer ?? part.where);
    if (!seen.has(place)) yield part;
    seen.add(place);
  }
}

function readPart(joined: Joined, { kind, key, where, found }: Part): AsyncApiMessage | UnreadMessage | null {
  if ('lost' in found) {
    if (found.lost === null) return { name: key, reason: `its ${kind} is no object` };
    if (kind === 'message') return ofLost(joined, key, found.lost);
    return { name: key, reason: reasonOf(joined, `its ${kind}`, found.lost) };
  }
  const { pointer, value, lostTrait } = found;
  if (value['payload'] === undefined) return null;
  const name = typeof value['name'] === 'string' ? value['name'] : nameAt(pointer, where, key);
  // In version 2 it may say which format the payload is of.
  if (lostTrait !== undefined && majorVersionOf(joined.document) === 2)
    return { name, reason: reasonOf(joined, 'a trait of it', lostTrait) };
  const placed = { value: value['payload'], pointer: `${pointer}/payload` };
  // A JSON Schema in a file of its own stays one, to which this one refers.
  const options = { schemaFormat: value['schemaFormat'], isKnown: joined.mayStay, indent: 2 };
  const read = readPayload(joined.document, placed, options);
  if ('otherFormat' in read) return { name, reason: `its payload is ${read.otherFormat}, which is not read` };
  if ('lost' in read) return ofLost(joined, name, read.lost, 'its payload', read.format);
  const faults = read.faults.map(({ reason, from, at }) => ({
    ...fault(reason, readablePointer(from)),
    readerPath: at,
  }));
  const headers = headersOf(joined.document, pointer);
  return { ...read, ...(headers === null ? {} : { headers }), name, faults };
}

/** A message that is referred to has its name where it stands: under another one it would be another contract. */
const nameAt = (pointer: string, where: string, key: string): string =>
  pointer === where || !/\/messages\/[^/]+$/.test(pointer) ? key : tokensOf(pointer).at(-1)!;

/** What stands in another file is told; what stands nowhere is a mistake. */
function ofLost(
  joined: Joined,
  name: string,
  lost: LostReference,
  what = 'it',
  format: Format = 'JSON',
): AsyncApiMessage | UnreadMessage {
  const { reference, why, pointer } = lost;
  if (why === 'elsewhere') return { name, reason: reasonOf(joined, what, lost) };
  const faults = [{ ...fault(wordsOf(lost), readablePointer(`${pointer}/$ref`)), readerPath: '/$ref' }];
  const text = JSON.stringify({ $ref: reference }, null, 2);
  return { name, format, text, pointer, brought: new Map(), faults };
}

function reasonOf(joined: Joined, what: string, { reference, why }: LostReference): string {
  if (why === 'elsewhere') return `${what} stands in ${reference}, ${joined.whyNot(reference)}`;
  return `${what} is ${reference}, which leads ${why === 'round' ? 'round and round' : 'to nothing in the document'}`;
}

/** AsyncAPI 3: an operation names messages of its channel, which are read there. What stands elsewhere and was not read is told. */
function unreadOfOperations(joined: Joined): UnreadMessage[] {
  return operationsOf(joined.document).flatMap(({ key: name, found }) => {
    if ('lost' in found)
      return found.lost === null ? [] : [{ name, reason: reasonOf(joined, 'its operation', found.lost) }];
    const lost = outwardIn(found.value)
      .map(({ reference }) => ({ reference, outward: fromDocument(reference, found.pointer) }))
      .filter(({ reference }) => targetOf(joined.document, reference, found.pointer) === null);
    return lost.map(({ outward }) => {
      return { name, reason: `what it refers to stands in ${outward}, ${joined.whyNot(outward)}` };
    });
  });
}

const operationsOf = (document: JsonObject): Part[] =>
  ['/operations', '/components/operations'].flatMap((at) => partsAt(document, at, 'operation'));

/** The key of a joined document under which stands what its operations refer to in other files. */
const OUTWARD = 'x-plumbline-outward';

/** With the messages and channels of other files that operations name, so that they are read as its own are. */
function withOutward(document: JsonObject): JsonObject {
  const outward = operationsOf(document).flatMap(({ found }) =>
    'lost' in found
      ? []
      : outwardIn(found.value)
          .filter(({ reference }) => targetOf(document, reference, found.pointer) !== null)
          .map(({ kind, reference }) => ({ kind, $ref: fromDocument(reference, found.pointer) })),
  );
  const held = (kind: Outward['kind']) => {
    const all = outward.filter((one) => one.kind === kind).map(({ $ref }) => [lastOf($ref), { $ref }] as const);
    return Object.fromEntries(all);
  };
  return { ...document, [OUTWARD]: { messages: held('message'), channels: held('channel') } };
}

const lastOf = (reference: string): string => tokensOf(reference).at(-1) ?? reference;

interface Outward {
  kind: 'message' | 'channel';
  reference: string;
}

/** The messages, the channel and the reply of an operation, as far as they stand in other files. */
function outwardIn({ channel, reply, messages }: JsonObject): Outward[] {
  const answer = isJsonObject(reply) ? reply : {};
  const several = [messages, answer['messages']].flatMap((one): unknown[] => (Array.isArray(one) ? one : []));
  const all = [
    ...[channel, reply, answer['channel']].map((one) => ({ kind: 'channel' as const, one })),
    ...several.map((one) => ({ kind: 'message' as const, one })),
  ];
  return all.flatMap(({ kind, one }) => {
    const reference = isJsonObject(one) ? one['$ref'] : undefined;
    return typeof reference === 'string' && !reference.startsWith('#') ? [{ kind, reference }] : [];
  });
}
