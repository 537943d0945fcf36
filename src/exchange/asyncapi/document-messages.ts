import { messagesOfChannels, type ChannelMessage, type Part } from '../../contracts/asyncapi/messages.js';
import { follow, wordsOf, type Placed } from '../../contracts/asyncapi/pointers.js';
import { majorVersionOf } from '../../contracts/asyncapi/version.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { tokensOf } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { Metadata } from '../../registry/data-contract.js';
import { messageSchema, type MessageSchema } from './message-schema.js';

/** How the subject of a message is named: by its channel's address, by its own name, or by both. */
export const NAMINGS = ['topic', 'record', 'topic-record'] as const;
export type Naming = (typeof NAMINGS)[number];

/** One schema of a document, as it would be registered, or why it would not. */
export interface DocumentMessage {
  /** Where the message stands, such as `/channels/orders/messages/created`; `#key` after it for its key. */
  where: string;
  /** Null where it could not be told. */
  subject: string | null;
  found: MessageSchema | { fault: string };
}

/** What is kept of a message beside its schema, as properties of the metadata. */
const TAGS_PROPERTY = 'asyncapi.tags';
const CORRELATION_PROPERTY = 'asyncapi.correlationId';

/** The schemas of all messages of all channels, keys before values. */
export function documentMessages(document: JsonObject, naming: Naming): DocumentMessage[] {
  const messages = [...messagesOfChannels(document, '/channels')];
  return messages.flatMap((message) => schemasOf(document, message, naming));
}

function schemasOf(document: JsonObject, part: Part | ChannelMessage, naming: Naming): DocumentMessage[] {
  const { where, found } = part;
  if ('lost' in found) {
    const fault = found.lost === null ? `The ${part.kind} is not an object.` : wordsOf(found.lost);
    return [{ where, subject: null, found: { fault } }];
  }
  const address = 'address' in part ? part.address : null;
  const keys = keyOf(document, found, where).map((key) => {
    return { ...key, subject: key.subject ?? (address === null ? null : `${address}-key`) };
  });
  const { payload, schemaFormat, name: own } = found.value;
  if (payload === undefined) {
    return [...keys, { where, subject: null, found: { fault: 'The message has no payload to register.' } }];
  }
  // In version 2 it may say which format the payload is of.
  if (found.lostTrait !== undefined && majorVersionOf(document) === 2)
    return [...keys, { where, subject: null, found: { fault: `Its trait ${wordsOf(found.lostTrait)}` } }];
  const placed = { value: payload, pointer: `${found.pointer}/payload` };
  const one = oneSchema(document, placed, where, { schemaFormat, metadata: metadataOf(document, found.value) });
  const name = typeof own === 'string' && own !== '' ? own : nameOf(part, found.pointer);
  return [...keys, { ...one, subject: one.subject ?? subjectFor({ address, name, naming }) }];
}

/** A channel of AsyncAPI 3 names its messages; one of AsyncAPI 2 does not, but components do. */
function nameOf({ key, where }: Part, pointer: string): string {
  const [components, messages, name, ...deeper] = tokensOf(pointer);
  const isComponent = components === 'components' && messages === 'messages' && deeper.length === 0;
  return name === undefined || !isComponent || /\/messages\/[^/]+$/.test(where) ? key : name;
}

function keyOf(document: JsonObject, { pointer, value }: Placed, where: string): DocumentMessage[] {
  const bindings = isJsonObject(value) ? value['bindings'] : undefined;
  const kafka = isJsonObject(bindings) ? bindings['kafka'] : undefined;
  const key = isJsonObject(kafka) ? kafka['key'] : undefined;
  if (key === undefined) return [];
  return [
    oneSchema(document, { value: key, pointer: `${pointer}/bindings/kafka/key` }, `${where}#key`, NOTHING_BESIDE),
  ];
}

/** What a message says of its payload beside it. */
interface Beside {
  schemaFormat: unknown;
  metadata: Metadata | null;
}
const NOTHING_BESIDE: Beside = { schemaFormat: '', metadata: null };

function oneSchema(document: JsonObject, placed: Placed, where: string, beside: Beside): DocumentMessage {
  const found = messageSchema(document, placed, beside.schemaFormat);
  if ('fault' in found) return { where, subject: null, found };
  const { schema, subject, hasMetadata } = found;
  // What a registry said of it has the tags of the message too, as they were registered.
  const metadata = hasMetadata ? schema.metadata : beside.metadata;
  return { where, subject, found: { ...found, schema: { ...schema, metadata } } };
}

interface Named {
  address: string | null;
  name: string;
  naming: Naming;
}

function subjectFor({ address, name, naming }: Named): string | null {
  if (naming === 'record') return name;
  if (address === null) return null;
  return naming === 'topic' ? `${address}-value` : `${address}-${name}`;
}

function metadataOf(document: JsonObject, { tags, correlationId }: JsonObject): Metadata | null {
  const names = (Array.isArray(tags) ? tags : []).flatMap((tag) => tagNames(document, tag));
  const correlation = follow(document, { value: correlationId, pointer: '' }).value;
  const location = isJsonObject(correlation) ? correlation['location'] : undefined;
  const properties = {
    ...(names.length === 0 ? {} : { [TAGS_PROPERTY]: writeTags([...new Set(names)]) }),
    ...(typeof location === 'string' ? { [CORRELATION_PROPERTY]: location } : {}),
  };
  return Object.keys(properties).length === 0 ? null : { properties };
}

function tagNames(document: unknown, tag: unknown): string[] {
  const { value } = follow(document, { value: tag, pointer: '' });
  return isJsonObject(value) && typeof value['name'] === 'string' ? [value['name']] : [];
}

/** The tags and the correlation id of a message again, from the metadata that an import made of them. */
export function messageFacts(metadata: Metadata | null): object {
  const { [TAGS_PROPERTY]: tags, [CORRELATION_PROPERTY]: location } = metadata?.properties ?? {};
  return {
    ...(tags === undefined ? {} : { tags: [...new Set(readTags(tags))].map((name) => ({ name })) }),
    ...(location?.startsWith('$message.') === true ? { correlationId: { location } } : {}),
  };
}

/** Between commas, as people read them; as a list of JSON where a name would not come back from that. */
function writeTags(names: readonly string[]): string {
  const text = names.join(',');
  const isPlain = !text.startsWith('[') && names.every((name) => name !== '' && !name.includes(','));
  return isPlain ? text : JSON.stringify(names);
}

function readTags(text: string): string[] {
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch {
    // Names between commas.
  }
  return text.split(',');
}
