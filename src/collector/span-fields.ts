import { countOne, type Oddity, type Rejection } from './decode-result.js';
import { ProtobufReader, WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT } from './protobuf-reader.js';

/** SPAN_KIND_CONSUMER and STATUS_CODE_ERROR, the last ones there are; others are stored as unspecified. */
const MAX_KIND = 5;
const MAX_STATUS = 2;

/** Growing [start, end) pairs of the span being read, kept from one span to the next. */
class Ranges {
  count = 0;
  private bounds = new Uint32Array(64);

  add(start: number, end: number): void {
    if (this.count * 2 + 2 > this.bounds.length) {
      const grown = new Uint32Array(this.bounds.length * 2);
      grown.set(this.bounds);
      this.bounds = grown;
    }
    this.bounds[this.count * 2] = start;
    this.bounds[this.count * 2 + 1] = end;
    this.count++;
  }
  start(index: number): number {
    return this.bounds[index * 2]!;
  }
  end(index: number): number {
    return this.bounds[index * 2 + 1]!;
  }
}

/**
 * Where the fields of one Span message stand in the request's bytes. They may come in any order, and of a repeated one
 * the last counts; -1 means absent, -2 an id of a wrong length. One instance serves all spans.
 */
export class SpanFields {
  traceAt = -1;
  spanAt = -1;
  parentAt = -1;
  nameStart = 0;
  nameEnd = 0;
  startAt = -1;
  endAt = -1;
  kind = 0;
  flags = 0;
  statusCode = 0;
  statusStart = 0;
  statusEnd = 0;
  readonly attributes = new Ranges();
  readonly links = new Ranges();
  /** Fields kept verbatim: trace state, events, links, dropped counts; each with its tag. */
  readonly rest = new Ranges();
  body: Buffer = Buffer.alloc(0);
  private readonly reader = new ProtobufReader();
  private readonly inner = new ProtobufReader();

  locate(body: Buffer, start: number, end: number): void {
    this.body = body;
    this.reset();
    const reader = this.reader.open(body, start, end);
    for (let at = start; reader.nextField(); at = reader.position) this.locateField(reader, at);
  }

  private reset(): void {
    this.traceAt = this.spanAt = this.parentAt = this.startAt = this.endAt = -1;
    this.nameStart = this.nameEnd = this.statusStart = this.statusEnd = 0;
    this.kind = this.flags = this.statusCode = 0;
    this.attributes.count = this.links.count = this.rest.count = 0;
  }

  /** Field numbers of opentelemetry.proto.trace.v1.Span; a straight list, since splitting it would hide the message. */
  private locateField(reader: ProtobufReader, tagAt: number): void {
    switch (reader.field) {
      case 1:
        this.traceAt = idField(reader, 16);
        break;
      case 2:
        this.spanAt = idField(reader, 8);
        break;
      case 4:
        this.parentAt = reader.end === reader.start ? -1 : idField(reader, 8);
        break;
      case 5:
        reader.expect(WIRE_BYTES);
        this.nameStart = reader.start;
        this.nameEnd = reader.end;
        break;
      case 6:
        reader.expect(WIRE_VARINT);
        this.kind = reader.varint();
        break;
      case 7:
        reader.expect(WIRE_FIXED64);
        this.startAt = reader.fixed64();
        break;
      case 8:
        reader.expect(WIRE_FIXED64);
        this.endAt = reader.fixed64();
        break;
      case 9:
        reader.expect(WIRE_BYTES);
        this.attributes.add(reader.start, reader.end);
        break;
      case 13:
        reader.expect(WIRE_BYTES);
        this.links.add(reader.start, reader.end);
        this.rest.add(tagAt, reader.position);
        break;
      case 15:
        reader.expect(WIRE_BYTES);
        this.locateStatus(reader.start, reader.end);
        break;
      case 16:
        reader.expect(WIRE_FIXED32);
        this.flags = reader.fixed32();
        break;
      case 3:
      case 10:
      case 11:
      case 12:
      case 14:
        reader.skip();
        this.rest.add(tagAt, reader.position);
        break;
      default:
        reader.skip();
    }
  }

  private locateStatus(start: number, end: number): void {
    const reader = this.inner.open(this.body, start, end);
    while (reader.nextField()) {
      if (reader.field === 2 && reader.wire === WIRE_BYTES) {
        this.statusStart = reader.start;
        this.statusEnd = reader.end;
      } else if (reader.field === 3 && reader.wire === WIRE_VARINT) this.statusCode = reader.varint();
      else reader.skip();
    }
  }

  /** Why the span cannot be stored; null if it can. */
  rejection(): Exclude<Rejection, 'not_durable'> | null {
    if (this.traceAt < 0 || this.isZero(this.traceAt, 16)) return 'bad_trace_id';
    if (this.spanAt < 0 || this.isZero(this.spanAt, 8)) return 'bad_span_id';
    return null;
  }

  /**
   * Counts what is odd, and makes it storable: a parent id or time that cannot be stored is taken for absent. Times are
   * stored as signed nanoseconds, so the top bit would make one fall before 1970.
   */
  mend(odd: Partial<Record<Oddity, number>>): void {
    if (this.kind > MAX_KIND) {
      countOne(odd, 'unknown_kind');
      this.kind = 0;
    }
    if (this.statusCode > MAX_STATUS) {
      countOne(odd, 'unknown_status');
      this.statusCode = 0;
    }
    if (this.parentAt === -2) countOne(odd, 'bad_parent_span_id');
    if (this.nameEnd === this.nameStart) countOne(odd, 'no_name');
    if (this.isBeyond2262(this.startAt) || this.isBeyond2262(this.endAt)) {
      countOne(odd, 'time_after_2262');
      this.startAt = this.isBeyond2262(this.startAt) ? -1 : this.startAt;
      this.endAt = this.isBeyond2262(this.endAt) ? -1 : this.endAt;
    }
    if (this.startAt < 0 || this.isZero(this.startAt, 8)) countOne(odd, 'no_start_time');
    else if (this.endAt < 0 || this.isZero(this.endAt, 8)) countOne(odd, 'no_end_time');
    else if (this.endsBeforeStart()) countOne(odd, 'ends_before_it_starts');
  }

  private endsBeforeStart(): boolean {
    for (let i = 7; i >= 0; i--) {
      const difference = this.body[this.endAt + i]! - this.body[this.startAt + i]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  private isZero(at: number, bytes: number): boolean {
    for (let i = at; i < at + bytes; i++) if (this.body[i] !== 0) return false;
    return true;
  }

  private isBeyond2262(at: number): boolean {
    return at >= 0 && this.body[at + 7]! > 0x7f;
  }
}

/** Where an id of `bytes` bytes stands; -2 for one of another length. */
export function idField(reader: ProtobufReader, bytes: number): number {
  reader.expect(WIRE_BYTES);
  return reader.end - reader.start === bytes ? reader.start : -2;
}
