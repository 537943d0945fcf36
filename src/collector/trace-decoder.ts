import { normalise } from '../messaging/normalise.js';
import { ByteDictionary } from '../storage/native/byte-dictionary.js';
import { AttributeIndex } from './attribute-index.js';
import type { DecodeResult, RequestStamp } from './decode-result.js';
import { ProtobufReader, WIRE_BYTES } from './protobuf-reader.js';
import { type DecodedResource, ResourceCache } from './resource-cache.js';
import { SpanBlock } from './span-block.js';
import { SpanDecoder } from './span-decoder.js';

/**
 * Decodes OTLP's ExportTraceServiceRequest (opentelemetry-proto 1.11, trace/v1) straight into the columns of a
 * `SpanBlock`: no object and, for what is only copied, no string is made for a span. A span without valid ids is
 * rejected alone; malformed bytes throw `MalformedPayload` and leave the block as it was.
 */
export class TraceDecoder {
  readonly block: SpanBlock;
  private readonly resources = new ResourceCache();
  private readonly attributes: AttributeIndex;
  private readonly spans: SpanDecoder;

  constructor(correlationAttributes: readonly string[]) {
    this.attributes = new AttributeIndex(correlationAttributes);
    const names = new ByteDictionary();
    this.block = new SpanBlock(names, this.attributes.keys);
    this.spans = new SpanDecoder(this.block, names, this.attributes, normalise);
  }

  decode(body: Buffer, stamp: RequestStamp): DecodeResult {
    this.block.mark();
    this.spans.beginRequest(body, stamp);
    try {
      forEachMessage(body, 0, body.length, 1, (start, end) => this.resourceSpans(body, start, end));
    } catch (error) {
      this.block.rollback();
      throw error;
    }
    return this.spans.result();
  }

  /** Closes the block (it is valid until the next is closed) and bounds what the decoder remembers from one block to the next. */
  takeBlock(): Buffer {
    const block = this.block.take();
    this.resources.forgetIfLarge();
    this.attributes.forgetIfLarge();
    return block;
  }

  private resourceSpans(body: Buffer, start: number, end: number): void {
    const resource = this.resourceOf(body, start, end);
    forEachMessage(body, start, end, 2, (from, to) => this.scopeSpans(body, from, to, resource));
  }

  private scopeSpans(body: Buffer, start: number, end: number, resource: DecodedResource): void {
    const [from, to] = lastMessage(body, start, end, 1);
    const scope = withSchemaUrl(this.resources.scope(body, from, to), body, lastMessage(body, start, end, 3));
    forEachMessage(body, start, end, 2, (spanStart, spanEnd) => this.spans.decode(spanStart, spanEnd, resource, scope));
  }

  private resourceOf(body: Buffer, start: number, end: number): DecodedResource {
    const [from, to] = lastMessage(body, start, end, 1);
    const { json, service } = this.resources.resource(body, from, to);
    return { json: withSchemaUrl(json, body, lastMessage(body, start, end, 3)), service };
  }
}

/** OTLP has the URL beside the resource or scope; here it stands within, so that neither is lost. */
function withSchemaUrl(json: string, body: Buffer, [start, end]: readonly [number, number]): string {
  if (start === end) return json;
  const url = JSON.stringify(body.toString('utf8', start, end));
  return json === '{}' ? `{"schemaUrl":${url}}` : `${json.slice(0, -1)},"schemaUrl":${url}}`;
}

/** Calls `visit` with the bounds of each length-delimited field `field` of the message in `body[start, end)`. */
function forEachMessage(
  body: Buffer,
  start: number,
  end: number,
  field: number,
  visit: (start: number, end: number) => void,
): void {
  const reader = new ProtobufReader().open(body, start, end);
  while (reader.nextField()) {
    if (reader.field !== field) {
      reader.skip();
      continue;
    }
    reader.expect(WIRE_BYTES);
    visit(reader.start, reader.end);
  }
}

/** Bounds of the last such field, an empty range where there is none: fields may come in any order. */
function lastMessage(body: Buffer, start: number, end: number, field: number): [number, number] {
  let bounds: [number, number] = [start, start];
  forEachMessage(body, start, end, field, (from, to) => (bounds = [from, to]));
  return bounds;
}
