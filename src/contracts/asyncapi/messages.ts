import { isJsonObject, type JsonObject } from '../formats/json-schema/reading/json-objects.js';
import { escapePointer } from '../formats/json-schema/reading/pointers.js';
import { follow, valueAt, type LostReference, type Placed } from './pointers.js';
import { withTraits } from './traits.js';
import { majorVersionOf } from './version.js';

/** Where something stands, and as what. */
interface Standing {
  pointer: string;
  /** Of a message with what its traits say. */
  value: JsonObject;
  /** A trait of a message that leads to nothing that is read: what it says is not known. */
  lostTrait?: LostReference;
}

/** What a document has under a name: a channel, an operation or a message. */
export interface Part {
  kind: 'channel' | 'operation' | 'message';
  /** The name it is used under: of a message of version 2 that of its channel. */
  key: string;
  /** Where the document uses it, as a JSON pointer; what stands there may be a reference. */
  where: string;
  /** Where it stands, and as what; or why nothing is read there. */
  found: Standing | { lost: LostReference } | { lost: null };
}

/** A message as a channel uses it. */
export interface ChannelMessage extends Part {
  kind: 'message';
  /** Null where it has none, as where the address is not known before the program runs. */
  address: string | null;
}

/**
 * The messages of the channels under a pointer, `/channels` or `/components/channels`, of AsyncAPI 2 and 3, and the channels and operations in
 * which none are read. https://www.asyncapi.com/docs/reference/specification/v3.0.0 and v2.6.0
 */
export function* messagesOfChannels(document: JsonObject, pointer: string): Generator<ChannelMessage | Part> {
  for (const channel of partsAt(document, pointer, 'channel')) {
    if ('lost' in channel.found) yield channel;
    else {
      // Whatever the document calls itself: a message that is there and is not read would pass for one that is fine.
      yield* inChannel(document, channel, channel.found);
      yield* inOperations(document, channel, channel.found);
    }
  }
}

/** The channels, operations or messages under a pointer. */
export function partsAt(document: JsonObject, pointer: string, kind: Part['kind']): Part[] {
  const held = valueAt(document, pointer);
  const entries = Object.entries(isJsonObject(held) ? held : {});
  return entries.map(([key, value]) =>
    part(document, kind, key, { value, pointer: `${pointer}/${escapePointer(key)}` }),
  );
}

function part<Kind extends Part['kind']>(
  document: JsonObject,
  kind: Kind,
  key: string,
  placed: Placed,
  where = placed.pointer,
) {
  const { value, pointer, lost } = follow(document, placed);
  if (lost !== null || !isJsonObject(value)) return { kind, key, where, found: { lost } as Part['found'] };
  if (kind !== 'message') return { kind, key, where, found: { pointer, value } };
  const { lostTrait, ...merged } = withTraits(document, { value, pointer });
  return { kind, key, where, found: { pointer, ...merged, ...(lostTrait === null ? {} : { lostTrait }) } };
}

/** AsyncAPI 3: a channel names its messages and says its address. */
function* inChannel(document: JsonObject, channel: Part, { pointer, value }: Standing): Generator<ChannelMessage> {
  const { key: name, where } = channel;
  const { messages } = value;
  const address = majorVersionOf(document) === 2 ? name : value['address'];
  for (const [key, message] of Object.entries(isJsonObject(messages) ? messages : {})) {
    const step = `/messages/${escapePointer(key)}`;
    const read = part(document, 'message', key, { value: message, pointer: pointer + step }, where + step);
    yield { ...read, address: typeof address === 'string' ? address : null };
  }
}

/** AsyncAPI 2: a channel is called by its address; its operations have one message, or one of several. */
function* inOperations(document: JsonObject, channel: Part, standing: Standing): Generator<ChannelMessage | Part> {
  const { key, where } = channel;
  const { pointer, value } = standing;
  for (const kind of ['publish', 'subscribe'].filter((one) => value[one] !== undefined)) {
    const placed = { value: value[kind], pointer: `${pointer}/${kind}` };
    const operation = part(document, 'operation', key, placed, `${where}/${kind}`);
    if ('lost' in operation.found) yield operation;
    else yield* ofOperation(document, operation, operation.found);
  }
}

function* ofOperation(
  document: JsonObject,
  { key: address, where }: Part,
  { pointer, value: { message } }: Standing,
): Generator<ChannelMessage> {
  if (message === undefined) return;
  const several = isJsonObject(message) ? message['oneOf'] : undefined;
  const all = Array.isArray(several)
    ? several.map((value: unknown, i) => ({ value, key: `${address}.${i}`, step: `/message/oneOf/${i}` }))
    : [{ value: message, key: address, step: '/message' }];
  for (const { value, key, step } of all) {
    yield { ...part(document, 'message', key, { value, pointer: pointer + step }, where + step), address };
  }
}
