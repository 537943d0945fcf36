import type { Format } from '../../contracts/source.js';

/** One message of an AsyncAPI document with the schema of its payload. */
export interface AsyncApiMessage {
  name: string;
  format: Format;
  /** The schema by itself: what it refers to inside the document is brought along under `definitions`. */
  text: string;
  /** Where the payload stands in the document. */
  pointer: string;
}

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** AsyncAPI 2 and 3. */
export const isAsyncApi = (document: unknown): document is JsonObject =>
  isObject(document) && typeof document['asyncapi'] === 'string' && /^[23]\./.test(document['asyncapi']);

/**
 * The messages that have a payload: those of `components.messages`, and those that stand in channels themselves. Two of the same
 * name and payload are one. Messages in other files are not followed: such a file is a contract by itself.
 */
export function messagesOf(document: JsonObject): AsyncApiMessage[] {
  const found = [...placedMessages(document)].flatMap(([pointer, key, message]) => {
    const read = isObject(message) ? readMessage(document, message, pointer, key) : null;
    return read === null ? [] : [read];
  });
  return [...new Map(found.map((message) => [`${message.name}\n${message.text}`, message])).values()];
}

type Placed = [pointer: string, key: string, message: unknown];

function* placedMessages(document: JsonObject): Generator<Placed> {
  const components = isObject(document['components']) ? document['components'] : {};
  for (const [key, message] of entries(components['messages'])) {
    yield [`/components/messages/${escaped(key)}`, key, message];
  }
  for (const [channel, item] of entries(document['channels'])) {
    const at = `/channels/${escaped(channel)}`;
    // AsyncAPI 3: a channel names its messages. 2: its operations have one, or one of several.
    for (const [key, message] of entries((item as JsonObject)['messages'])) {
      yield [`${at}/messages/${escaped(key)}`, key, message];
    }
    for (const operation of ['publish', 'subscribe']) yield* messagesOfOperation(item, at, operation, channel);
  }
}

function* messagesOfOperation(item: unknown, at: string, operation: string, channel: string): Generator<Placed> {
  const { message } = ((item as JsonObject)[operation] ?? {}) as JsonObject;
  if (!isObject(message)) return;
  const pointer = `${at}/${operation}/message`;
  if (!Array.isArray(message['oneOf'])) return yield [pointer, channel, message];
  for (const [i, one] of message['oneOf'].entries()) yield [`${pointer}/oneOf/${i}`, `${channel}.${i}`, one];
}

function readMessage(document: JsonObject, message: JsonObject, pointer: string, key: string): AsyncApiMessage | null {
  // What is referred to is found at its own place.
  if (typeof message['$ref'] === 'string' || message['payload'] === undefined) return null;
  const { payload, place, formatName } = payloadOf(message);
  const format = formatOf(formatName);
  if (format === null) return null;
  const name = typeof message['name'] === 'string' ? message['name'] : key;
  const text = typeof payload === 'string' ? payload : textOf(document, payload, format);
  return { name, format, text, pointer: pointer + place };
}

/** AsyncAPI 3 may say the format beside the schema (Multi Format Schema Object). */
function payloadOf({ payload, schemaFormat }: JsonObject) {
  if (isObject(payload) && payload['schema'] !== undefined && typeof payload['schemaFormat'] === 'string') {
    return { payload: payload['schema'], place: '/payload/schema', formatName: payload['schemaFormat'] };
  }
  return { payload, place: '/payload', formatName: typeof schemaFormat === 'string' ? schemaFormat : '' };
}

/** Null for a format that is not read, such as RAML. */
function formatOf(name: string): Format | null {
  if (/avro/i.test(name)) return 'AVRO';
  if (/protobuf/i.test(name)) return 'PROTOBUF';
  return name === '' || /asyncapi|schema\+(json|yaml)|openapi/i.test(name) ? 'JSON' : null;
}

function textOf(document: JsonObject, payload: unknown, format: Format): string {
  if (format !== 'JSON' || !isObject(payload)) return JSON.stringify(payload, null, 2);
  const definitions = new Map<string, unknown>();
  const own = brought(document, payload, definitions);
  if (definitions.size === 0) return JSON.stringify(own, null, 2);
  const known = isObject((own as JsonObject)['definitions']) ? ((own as JsonObject)['definitions'] as JsonObject) : {};
  return JSON.stringify(
    { ...(own as JsonObject), definitions: { ...known, ...Object.fromEntries(definitions) } },
    null,
    2,
  );
}

/** The value with `#/...` of the document made `#/definitions/...`, which are gathered on the way. */
function brought(document: JsonObject, value: unknown, definitions: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => brought(document, item, definitions));
  if (!isObject(value)) return value;
  const reference = value['$ref'];
  const rest = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, brought(document, inner, definitions)]),
  );
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return rest;
  const name = definitionName(reference);
  if (!definitions.has(name)) {
    // Before its content is walked: it may refer to itself.
    definitions.set(name, {});
    definitions.set(name, brought(document, valueAt(document, reference.slice(1)) ?? false, definitions));
  }
  return { ...rest, $ref: `#/definitions/${name}` };
}

/** `#/components/schemas/Order` is `Order`; what lies elsewhere keeps its path, so that no two are one. */
const definitionName = (reference: string): string =>
  reference
    .replace(/^#\/components\/schemas\//, '')
    .replace(/[^\w.-]+/g, '.')
    .replace(/^\.+/, '');

function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as JsonObject | null | undefined)?.[step], document);
}

const entries = (value: unknown): [string, unknown][] =>
  isObject(value) ? Object.entries(value).filter(([, inner]) => isObject(inner)) : [];

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
