import type { MessagingFacts } from '../messaging/messaging-span.js';
import { CLIENT, type SpanView } from '../messaging/span-view.js';
import type { ByteBuffer } from '../storage/native/byte-buffer.js';
import type { ByteDictionary } from '../storage/native/byte-dictionary.js';
import {
  ANY_ARRAY,
  ANY_BOOL,
  ANY_BYTES,
  ANY_DOUBLE,
  ANY_INT,
  ANY_LIST,
  ANY_STRING,
  decodeAnyValue,
  signedDecimal,
} from './any-value.js';
import type { AttributeIndex } from './attribute-index.js';
import { countOne, type DecodeResult, type Rejection, type RequestStamp } from './decode-result.js';
import { MalformedPayload, ProtobufReader, WIRE_BYTES, WIRE_FIXED64, WIRE_VARINT } from './protobuf-reader.js';
import type { DecodedResource } from './resource-cache.js';
import type { SpanBlock } from './span-block.js';
import { idField, SpanFields } from './span-fields.js';

const ZEROS = Buffer.alloc(16);
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const WHAT_IS_WRONG: Readonly<Record<Exclude<Rejection, 'not_durable'>, string>> = {
  bad_trace_id: 'trace_id is not 16 bytes with one of them not zero',
  bad_span_id: 'span_id is not 8 bytes with one of them not zero',
};
const NOT_MESSAGING: MessagingFacts = {
  role: '',
  system: '',
  destination: '',
  consumerGroup: '',
  queue: '',
  partition: '',
  offset: '',
  messageId: '',
  contractSubject: '',
  contractVersion: '',
  contractSchemaId: '',
  errorType: '',
  deliveryAttempt: 0,
  batchSize: 0,
};

/**
 * One Span message to one row. First the fields are located (they may come in any order, and a repeated one means its
 * last value), then, if the ids are valid, every column gets its value: a rejected span leaves no trace in the block.
 */
export class SpanDecoder {
  private body: Buffer = ZEROS;
  private stamp: RequestStamp = { key: ZEROS.subarray(0, 8), receivedAtMs: 0 };
  private row = 0;
  private rejected = 0;
  private reason = '';
  private rejectedFor: DecodeResult['rejectedFor'] = {};
  private oddFor: DecodeResult['oddFor'] = {};

  private links = 0;
  private readonly fields = new SpanFields();
  private readonly inner = new ProtobufReader();
  private readonly value = new ProtobufReader();
  private messageIdStart = 0;
  private messageIdEnd = 0;

  constructor(
    private readonly block: SpanBlock,
    private readonly names: ByteDictionary,
    private readonly attributes: AttributeIndex,
    private readonly normalise: (span: SpanView) => MessagingFacts | null,
  ) {}

  beginRequest(body: Buffer, stamp: RequestStamp): void {
    this.body = body;
    this.stamp = stamp;
    this.row = 0;
    this.rejected = 0;
    this.reason = '';
    this.rejectedFor = {};
    this.oddFor = {};
  }

  result(): DecodeResult {
    const { row: accepted, rejected, reason, rejectedFor, oddFor } = this;
    return { accepted, rejected, reason, rejectedFor, oddFor };
  }

  decode(start: number, end: number, resource: DecodedResource, scope: string): void {
    this.fields.locate(this.body, start, end);
    const rejection = this.fields.rejection();
    if (rejection !== null) {
      this.rejected++;
      this.reason ||= `span ${this.row + this.rejected} of the request: ${WHAT_IS_WRONG[rejection]}`;
      countOne(this.rejectedFor, rejection);
      return;
    }
    this.fields.mend(this.oddFor);
    this.identity();
    this.description(resource, scope);
    this.copyAttributes();
    this.copyRest();
    this.copyLinks();
    this.messaging();
    this.block.rows++;
    this.row++;
  }

  private identity(): void {
    const { block, body } = this;
    block.request.values.append(this.stamp.key, 0, 8);
    block.row.values.uint32(this.row);
    block.receivedAt.values.uint64(this.stamp.receivedAtMs);
    block.traceId.values.append(body, this.fields.traceAt, this.fields.traceAt + 16);
    block.spanId.values.append(body, this.fields.spanAt, this.fields.spanAt + 8);
    this.appendOrZeros(block.parentSpanId.values, this.fields.parentAt, 8);
    this.appendOrZeros(block.startedAt.values, this.fields.startAt, 8);
    this.appendOrZeros(block.endedAt.values, this.fields.endAt, 8);
  }

  private appendOrZeros(values: ByteBuffer, at: number, bytes: number): void {
    if (at >= 0) values.append(this.body, at, at + bytes);
    else values.append(ZEROS, 0, bytes);
  }

  private description(resource: DecodedResource, scope: string): void {
    const { block, body } = this;
    block.flags.values.uint32(this.fields.flags);
    block.kind.values.uint8(this.fields.kind);
    block.name.add(this.names.idOf(body, this.fields.nameStart, this.fields.nameEnd));
    block.statusCode.values.uint8(this.fields.statusCode);
    appendString(block.statusMessage.values, body, this.fields.statusStart, this.fields.statusEnd);
    block.service.add(resource.service);
    block.resource.add(resource.json);
    block.scope.add(scope);
  }

  private copyAttributes(): void {
    this.attributes.begin(this.body, this.fields.kind, this.fields.nameStart, this.fields.nameEnd);
    const ranges = this.fields.attributes;
    for (let i = 0; i < ranges.count; i++) this.copyAttribute(ranges.start(i), ranges.end(i));
    this.block.attributes.endRow();
    this.block.attributeTypes.endRow(ranges.count);
  }

  private copyAttribute(start: number, end: number): void {
    const reader = this.inner.open(this.body, start, end);
    let keyStart = start;
    let keyEnd = start;
    let valueStart = start;
    let valueEnd = start;
    while (reader.nextField()) {
      if (reader.field === 1 && reader.wire === WIRE_BYTES) {
        keyStart = reader.start;
        keyEnd = reader.end;
      } else if (reader.field === 2 && reader.wire === WIRE_BYTES) {
        valueStart = reader.start;
        valueEnd = reader.end;
      } else reader.skip();
    }
    const keyId = this.attributes.keys.idOf(this.body, keyStart, keyEnd);
    this.block.attributes.addKey(keyId);
    this.copyValue(keyId, valueStart, valueEnd);
  }

  /** Strings are copied as they are; of the rest, ints and bools are written as text here, the rare others as JSON. */
  private copyValue(keyId: number, start: number, end: number): void {
    const values = this.block.attributes.values;
    const reader = this.inner.open(this.body, start, end);
    let type = 0;
    if (reader.nextField()) type = reader.field;
    if (type === ANY_STRING && reader.wire === WIRE_BYTES) {
      appendString(values, this.body, reader.start, reader.end);
      this.attributes.note(keyId, type, reader.start, reader.end);
    } else {
      type = this.copyOther(values, reader, type, start, end);
      this.attributes.note(keyId, type, start, end);
    }
    this.block.attributeTypes.values.uint8(type);
  }

  private copyOther(values: ByteBuffer, reader: ProtobufReader, type: number, start: number, end: number): number {
    if (type === ANY_INT && reader.wire === WIRE_VARINT) {
      values.text(signedDecimal(reader.varint64(), reader.high));
    } else if (type === ANY_BOOL && reader.wire === WIRE_VARINT) {
      const text = reader.varint() !== 0 ? TRUE : FALSE;
      appendString(values, text, 0, text.length);
    } else if (type === ANY_DOUBLE && reader.wire === WIRE_FIXED64) {
      values.text(String(this.body.readDoubleLE(reader.fixed64())));
    } else if ((type === ANY_ARRAY || type === ANY_LIST || type === ANY_BYTES) && reader.wire === WIRE_BYTES) {
      values.text(JSON.stringify(Object.values(decodeAnyValue(this.body, start, end))[0] ?? null));
    } else if (type >= ANY_STRING && type <= ANY_BYTES) {
      throw new MalformedPayload(`an attribute value's field ${type} has wire type ${reader.wire}`);
    } else {
      values.uint8(0);
      return 0;
    }
    return type;
  }

  private copyRest(): void {
    const { rest } = this.block;
    const ranges = this.fields.rest;
    let bytes = 0;
    for (let i = 0; i < ranges.count; i++) bytes += ranges.end(i) - ranges.start(i);
    rest.values.varint(bytes);
    for (let i = 0; i < ranges.count; i++) rest.values.append(this.body, ranges.start(i), ranges.end(i));
  }

  /** Links with ids of a wrong length stay in `rest` only: they cannot join anything. */
  private copyLinks(): void {
    const { linkTraceIds, linkSpanIds, linkMessageIds } = this.block;
    let links = 0;
    for (let i = 0; i < this.fields.links.count; i++) {
      const reader = this.inner.open(this.body, this.fields.links.start(i), this.fields.links.end(i));
      let traceAt = -1;
      let spanAt = -1;
      this.messageIdStart = this.messageIdEnd = 0;
      while (reader.nextField()) {
        if (reader.field === 1) traceAt = idField(reader, 16);
        else if (reader.field === 2) spanAt = idField(reader, 8);
        else if (reader.field === 4 && reader.wire === WIRE_BYTES) this.noteMessageId(reader.start, reader.end);
        else reader.skip();
      }
      if (traceAt < 0 || spanAt < 0) continue;
      linkTraceIds.values.append(this.body, traceAt, traceAt + 16);
      linkSpanIds.values.append(this.body, spanAt, spanAt + 8);
      appendString(linkMessageIds.values, this.body, this.messageIdStart, this.messageIdEnd);
      links++;
    }
    linkTraceIds.endRow(links);
    linkSpanIds.endRow(links);
    linkMessageIds.endRow(links);
    this.links = links;
  }

  /** Keeps where a link's attribute says which message it is: of a batch, each link is one. */
  private noteMessageId(start: number, end: number): void {
    const reader = this.value.open(this.body, start, end);
    let isMessageId = false;
    let valueStart = 0;
    let valueEnd = 0;
    while (reader.nextField()) {
      if (reader.field === 1 && reader.wire === WIRE_BYTES)
        isMessageId = this.attributes.isMessageId(this.attributes.keys.idOf(this.body, reader.start, reader.end));
      else if (reader.field === 2 && reader.wire === WIRE_BYTES) {
        valueStart = reader.start;
        valueEnd = reader.end;
      } else reader.skip();
    }
    if (!isMessageId) return;
    const text = this.value.open(this.body, valueStart, valueEnd);
    if (!text.nextField() || text.field !== ANY_STRING || text.wire !== WIRE_BYTES) return;
    this.messageIdStart = text.start;
    this.messageIdEnd = text.end;
  }

  private messaging(): void {
    const { block, attributes } = this;
    block.correlationId.values.text(attributes.any ? attributes.correlationId() : '');
    const facts = attributes.any ? this.normalise(attributes) : null;
    this.facts(facts ?? NOT_MESSAGING);
    this.context(facts);
  }

  private facts(facts: MessagingFacts): void {
    const { block } = this;
    block.role.add(facts.role);
    block.system.add(facts.system);
    block.destination.add(facts.destination);
    block.consumerGroup.add(facts.consumerGroup || facts.queue);
    block.partition.add(facts.partition);
    block.offset.values.text(facts.offset);
    block.messageId.values.text(facts.messageId);
    block.contractSubject.add(facts.contractSubject);
    block.contractVersion.add(facts.contractVersion);
    block.contractSchemaId.add(facts.contractSchemaId);
    block.errorType.add(facts.errorType);
    block.deliveryAttempt.values.uint32(facts.deliveryAttempt);
    block.batchSize.values.uint32(facts.batchSize);
  }

  /**
   * The message's creation context as this span shows it: its own ids where it creates or sends (a CLIENT send's single
   * link is the create span), else the only link's, else the parent's. Zeros where several links say several messages.
   */
  private context(facts: MessagingFacts | null): void {
    const { contextTraceId, contextSpanId, linkTraceIds, linkSpanIds } = this.block;
    if (facts === null || this.links > 1) return this.noContext();
    const publishes = facts.role === 'create' || facts.role === 'send';
    if (this.links === 1 && (!publishes || this.fields.kind === CLIENT)) {
      contextTraceId.values.append(
        linkTraceIds.values.bytes,
        linkTraceIds.values.length - 16,
        linkTraceIds.values.length,
      );
      contextSpanId.values.append(linkSpanIds.values.bytes, linkSpanIds.values.length - 8, linkSpanIds.values.length);
      return;
    }
    const at = publishes ? this.fields.spanAt : this.fields.parentAt;
    if (at < 0) return this.noContext();
    contextTraceId.values.append(this.body, this.fields.traceAt, this.fields.traceAt + 16);
    contextSpanId.values.append(this.body, at, at + 8);
  }

  private noContext(): void {
    this.block.contextTraceId.values.append(ZEROS, 0, 16);
    this.block.contextSpanId.values.append(ZEROS, 0, 8);
  }
}

/** Bytes as a Native String; Protobuf's length may be a longer varint than needed, so it is written anew. */
function appendString(values: ByteBuffer, source: Uint8Array, start: number, end: number): void {
  values.varint(end - start);
  values.append(source, start, end);
}
