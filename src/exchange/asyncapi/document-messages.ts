import type { Metadata } from '../../registry/data-contract.js';
import { mergeMetadata } from '../../registry/data-contract.js';
import { messageSchema, type MessageSchema } from './message-schema.js';
import { isObject } from './read-document.js';
import { escapePointer, follow, type Placed } from './resolve-pointer.js';

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
export function documentMessages(document: Record<string, unknown>, naming: Naming): DocumentMessage[] {
  const channels = isObject(document.channels) ? document.channels : {};
  return Object.keys(channels).flatMap((key) => channelMessages(document, key, channels[key], naming));
}

function channelMessages(document: unknown, key: string, value: unknown, naming: Naming): DocumentMessage[] {
  const where = `/channels/${escapePointer(key)}`;
  const channel = follow(document, { value, pointer: where });
  if ('fault' in channel) return [{ where, subject: null, found: channel }];
  if (!isObject(channel.value)) return [{ where, subject: null, found: { fault: 'The channel is not an object.' } }];
  const { address, messages } = channel.value;
  return Object.entries(isObject(messages) ? messages : {}).flatMap(([name, message]) => {
    const placed = { value: message, pointer: `${where}/messages/${escapePointer(name)}` };
    return schemasOf(document, placed, { address: typeof address === 'string' ? address : null, name, naming });
  });
}

interface Named {
  address: string | null;
  name: string;
  naming: Naming;
}

function schemasOf(document: unknown, placed: Placed, named: Named): DocumentMessage[] {
  const where = placed.pointer;
  const message = follow(document, placed);
  if ('fault' in message) return [{ where, subject: null, found: message }];
  const { value, pointer } = message;
  if (!isObject(value)) return [{ where, subject: null, found: { fault: 'The message is not an object.' } }];
  const name = typeof value.name === 'string' && value.name !== '' ? value.name : named.name;
  const kafka = isObject(value.bindings) && isObject(value.bindings.kafka) ? value.bindings.kafka : {};
  const key =
    kafka.key === undefined
      ? []
      : [oneSchema(document, { value: kafka.key, pointer: `${pointer}/bindings/kafka/key` }, `${where}#key`, null)];
  const subjectOfKey = named.address === null ? null : `${named.address}-key`;
  const keys = key.map((one) => ({ ...one, subject: one.subject ?? subjectOfKey }));
  if (value.payload === undefined) {
    return [...keys, { where, subject: null, found: { fault: 'The message has no payload to register.' } }];
  }
  const payload = { value: value.payload, pointer: `${pointer}/payload` };
  const own = oneSchema(document, payload, where, metadataOf(document, value));
  return [...keys, { ...own, subject: own.subject ?? subjectFor({ ...named, name }) }];
}

function oneSchema(document: unknown, placed: Placed, where: string, metadata: Metadata | null): DocumentMessage {
  const found = messageSchema(document, placed);
  if ('fault' in found) return { where, subject: null, found };
  const { schema, subject } = found;
  const merged = { ...schema, metadata: mergeMetadata(schema.metadata, metadata) };
  return { where, subject, found: { ...found, schema: merged } };
}

function subjectFor({ address, name, naming }: Named): string | null {
  if (naming === 'record') return name;
  if (address === null) return null;
  return naming === 'topic' ? `${address}-value` : `${address}-${name}`;
}

function metadataOf(document: unknown, { tags, correlationId }: Record<string, unknown>): Metadata | null {
  const names = (Array.isArray(tags) ? tags : []).flatMap((tag) => nameOf(document, tag));
  const correlation = follow(document, { value: correlationId, pointer: '' });
  const location = 'value' in correlation && isObject(correlation.value) ? correlation.value.location : undefined;
  const properties = {
    ...(names.length === 0 ? {} : { [TAGS_PROPERTY]: names.join(',') }),
    ...(typeof location === 'string' ? { [CORRELATION_PROPERTY]: location } : {}),
  };
  return Object.keys(properties).length === 0 ? null : { properties };
}

function nameOf(document: unknown, tag: unknown): string[] {
  const found = follow(document, { value: tag, pointer: '' });
  return 'value' in found && isObject(found.value) && typeof found.value.name === 'string' ? [found.value.name] : [];
}

/** The tags and the correlation id of a message again, from the metadata that an import made of them. */
export function messageFacts(metadata: Metadata | null): object {
  const { [TAGS_PROPERTY]: tags, [CORRELATION_PROPERTY]: location } = metadata?.properties ?? {};
  return {
    ...(tags === undefined ? {} : { tags: [...new Set(tags.split(','))].map((name) => ({ name })) }),
    ...(location?.startsWith('$message.') === true ? { correlationId: { location } } : {}),
  };
}
