import { decodeAttribute, type JsonAttribute } from '../collector/any-value.js';
import { ProtobufReader, WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT } from '../collector/protobuf-reader.js';

/** What a stored span holds beside its columns, under OTLP JSON field names; absent fields are left out. */
export interface SpanRemainder {
  traceState?: string;
  droppedAttributesCount?: number;
  events?: RemainderEvent[];
  droppedEventsCount?: number;
  links?: RemainderLink[];
  droppedLinksCount?: number;
}
interface RemainderEvent {
  timeUnixNano?: string;
  name?: string;
  attributes?: JsonAttribute[];
  droppedAttributesCount?: number;
}
interface RemainderLink {
  traceId?: string;
  spanId?: string;
  traceState?: string;
  attributes?: JsonAttribute[];
  droppedAttributesCount?: number;
  flags?: number;
}

/**
 * Decodes the fields of opentelemetry.proto.trace.v1.Span (1.11) that the collector keeps verbatim: trace_state 3,
 * dropped_attributes_count 10, events 11, dropped_events_count 12, links 13, dropped_links_count 14. Other fields are
 * passed over. Throws MalformedPayload on bytes that are no protobuf.
 */
export function decodeRemainder(bytes: Buffer): SpanRemainder {
  const remainder: SpanRemainder = {};
  const reader = new ProtobufReader().open(bytes, 0, bytes.length);
  while (reader.nextField()) {
    const { field, wire } = reader;
    if (field === 3 && wire === WIRE_BYTES) remainder.traceState = textOf(reader);
    else if (field === 10 && wire === WIRE_VARINT) remainder.droppedAttributesCount = reader.varint();
    else if (field === 11 && wire === WIRE_BYTES) (remainder.events ??= []).push(decodeEvent(insideOf(reader)));
    else if (field === 12 && wire === WIRE_VARINT) remainder.droppedEventsCount = reader.varint();
    else if (field === 13 && wire === WIRE_BYTES) (remainder.links ??= []).push(decodeLink(insideOf(reader)));
    else if (field === 14 && wire === WIRE_VARINT) remainder.droppedLinksCount = reader.varint();
    else reader.skip();
  }
  return remainder;
}

function decodeEvent(reader: ProtobufReader): RemainderEvent {
  const event: RemainderEvent = {};
  while (reader.nextField()) {
    const { field, wire } = reader;
    if (field === 1 && wire === WIRE_FIXED64)
      event.timeUnixNano = reader.buffer.readBigUInt64LE(reader.fixed64()).toString();
    else if (field === 2 && wire === WIRE_BYTES) event.name = textOf(reader);
    else if (field === 3 && wire === WIRE_BYTES) (event.attributes ??= []).push(attributeOf(reader));
    else if (field === 4 && wire === WIRE_VARINT) event.droppedAttributesCount = reader.varint();
    else reader.skip();
  }
  return event;
}

function decodeLink(reader: ProtobufReader): RemainderLink {
  const link: RemainderLink = {};
  while (reader.nextField()) {
    const { field, wire } = reader;
    if (field === 1 && wire === WIRE_BYTES) link.traceId = textOf(reader, 'hex');
    else if (field === 2 && wire === WIRE_BYTES) link.spanId = textOf(reader, 'hex');
    else if (field === 3 && wire === WIRE_BYTES) link.traceState = textOf(reader);
    else if (field === 4 && wire === WIRE_BYTES) (link.attributes ??= []).push(attributeOf(reader));
    else if (field === 5 && wire === WIRE_VARINT) link.droppedAttributesCount = reader.varint();
    else if (field === 6 && wire === WIRE_FIXED32) link.flags = reader.fixed32();
    else reader.skip();
  }
  return link;
}

const insideOf = ({ buffer, start, end }: ProtobufReader): ProtobufReader =>
  new ProtobufReader().open(buffer, start, end);
const textOf = ({ buffer, start, end }: ProtobufReader, encoding: BufferEncoding = 'utf8'): string =>
  buffer.toString(encoding, start, end);
const attributeOf = ({ buffer, start, end }: ProtobufReader): JsonAttribute => decodeAttribute(buffer, start, end);
