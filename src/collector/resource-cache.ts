import { ByteDictionary } from '../storage/native/byte-dictionary.js';
import { decodeAttribute, type JsonAttribute } from './any-value.js';
import { ProtobufReader, WIRE_BYTES, WIRE_VARINT } from './protobuf-reader.js';

export interface DecodedResource {
  /** OTLP JSON of the Resource. */
  json: string;
  /** `service.name`; 'unknown_service' where the resource has none, as the SDK specification names it. */
  service: string;
}

/** Resources and scopes as JSON, decoded once per distinct bytes: an exporter sends the same ones with every request. */
export class ResourceCache {
  private readonly bytes = new ByteDictionary();
  private resources: (DecodedResource | undefined)[] = [];
  private scopes: (string | undefined)[] = [];

  resource(buffer: Buffer, start: number, end: number): DecodedResource {
    const id = this.bytes.idOf(buffer, start, end);
    return (this.resources[id] ??= decodeResource(buffer, start, end));
  }

  scope(buffer: Buffer, start: number, end: number): string {
    const id = this.bytes.idOf(buffer, start, end);
    return (this.scopes[id] ??= decodeScope(buffer, start, end));
  }

  forgetIfLarge(): void {
    if (!this.bytes.forgetIfLarge()) return;
    this.resources = [];
    this.scopes = [];
  }
}

function decodeResource(buffer: Buffer, start: number, end: number): DecodedResource {
  const reader = new ProtobufReader().open(buffer, start, end);
  const attributes: JsonAttribute[] = [];
  let droppedAttributesCount = 0;
  while (reader.nextField()) {
    if (reader.field === 1 && reader.wire === WIRE_BYTES)
      attributes.push(decodeAttribute(buffer, reader.start, reader.end));
    else if (reader.field === 2 && reader.wire === WIRE_VARINT) droppedAttributesCount = reader.varint();
    else reader.skip();
  }
  const service = attributes.findLast((attribute) => attribute.key === 'service.name')?.value['stringValue'];
  return {
    json: JSON.stringify({ attributes, ...(droppedAttributesCount > 0 && { droppedAttributesCount }) }),
    service: typeof service === 'string' && service !== '' ? service : 'unknown_service',
  };
}

function decodeScope(buffer: Buffer, start: number, end: number): string {
  const reader = new ProtobufReader().open(buffer, start, end);
  const scope: { name?: string; version?: string; attributes: JsonAttribute[]; droppedAttributesCount?: number } = {
    attributes: [],
  };
  while (reader.nextField()) {
    if (reader.wire === WIRE_BYTES && reader.field === 1)
      scope.name = buffer.toString('utf8', reader.start, reader.end);
    else if (reader.wire === WIRE_BYTES && reader.field === 2)
      scope.version = buffer.toString('utf8', reader.start, reader.end);
    else if (reader.wire === WIRE_BYTES && reader.field === 3)
      scope.attributes.push(decodeAttribute(buffer, reader.start, reader.end));
    else if (reader.wire === WIRE_VARINT && reader.field === 4) scope.droppedAttributesCount = reader.varint();
    else reader.skip();
  }
  return JSON.stringify({ ...scope, ...(scope.attributes.length === 0 && { attributes: undefined }) });
}
