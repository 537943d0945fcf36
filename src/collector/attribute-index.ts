import { KNOWN_ATTRIBUTES, UNIQUE_ATTRIBUTES } from '../messaging/known-attributes.js';
import type { SpanView } from '../messaging/span-view.js';
import { ByteDictionary } from '../storage/native/byte-dictionary.js';
import { ANY_BOOL, ANY_INT, ANY_STRING, decodeAnyValue } from './any-value.js';

/** Longer values are seldom names; they are decoded anew each time rather than remembered. */
const MAX_REMEMBERED_BYTES = 96;

/**
 * Where the known attributes of the span being decoded stand in the request's bytes: what dialects read. Nothing is
 * decoded until it is asked for, and a value seen before is not decoded again. One instance serves all spans; `begin`
 * makes the last span's attributes absent at once.
 */
export class AttributeIndex implements SpanView {
  kind = 0;
  /** Attribute keys of every span; the known ones have the lowest ids. */
  readonly keys: ByteDictionary;
  private readonly ids = new Map<string, number>();
  private readonly unique: boolean[];
  private readonly values = new ByteDictionary();
  private readonly seen: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly types: Uint8Array;
  private span = 0;
  private found = 0;
  private buffer: Buffer = Buffer.alloc(0);
  private nameStart = 0;
  private nameEnd = 0;
  private readonly correlation: readonly string[];
  private readonly messageIds: readonly number[];

  constructor(correlationAttributes: readonly string[]) {
    const known = [...new Set([...KNOWN_ATTRIBUTES, ...correlationAttributes])];
    this.correlation = correlationAttributes;
    this.keys = new ByteDictionary(known);
    known.forEach((key, id) => this.ids.set(key, id));
    this.messageIds = [known.indexOf('messaging.message.id'), known.indexOf('messaging.message_id')];
    this.unique = known.map((key) => UNIQUE_ATTRIBUTES.has(key) || correlationAttributes.includes(key));
    this.seen = new Uint32Array(known.length);
    this.starts = new Uint32Array(known.length);
    this.ends = new Uint32Array(known.length);
    this.types = new Uint8Array(known.length);
  }

  begin(buffer: Buffer, kind: number, nameStart: number, nameEnd: number): void {
    this.buffer = buffer;
    this.kind = kind;
    this.nameStart = nameStart;
    this.nameEnd = nameEnd;
    this.found = 0;
    if (++this.span === 0xffff_ffff) {
      this.seen.fill(0);
      this.span = 1;
    }
  }

  /** Notes an attribute by the id of its key, if it is a known one. Bounds are the value's within its AnyValue. */
  note(keyId: number, type: number, start: number, end: number): void {
    if (keyId >= this.seen.length) return;
    this.seen[keyId] = this.span;
    this.starts[keyId] = start;
    this.ends[keyId] = end;
    this.types[keyId] = type;
    this.found++;
  }

  /** True if the span has any known attribute: most spans of an HTTP service have none. */
  get any(): boolean {
    return this.found > 0;
  }

  get name(): string {
    return this.remembered(this.nameStart, this.nameEnd);
  }

  attribute(key: string): string {
    const id = this.ids.get(key);
    if (id === undefined) throw new Error(`"${key}" is not in known-attributes.ts`);
    return this.valueOf(id);
  }

  /** Whether a key's id is one of the message id's two names. */
  isMessageId(keyId: number): boolean {
    return keyId === this.messageIds[0] || keyId === this.messageIds[1];
  }

  correlationId(): string {
    for (const key of this.correlation) {
      const value = this.attribute(key);
      if (value !== '') return value;
    }
    return '';
  }

  /** Between blocks: bounds what is remembered. */
  forgetIfLarge(): void {
    this.values.forgetIfLarge();
  }

  private valueOf(id: number): string {
    if (this.seen[id] !== this.span) return '';
    const start = this.starts[id]!;
    const end = this.ends[id]!;
    const type = this.types[id];
    if (type !== ANY_STRING) return scalarText(this.buffer, type ?? 0, start, end);
    if (this.unique[id]) return this.buffer.toString('utf8', start, end);
    return this.remembered(start, end);
  }

  private remembered(start: number, end: number): string {
    if (end - start > MAX_REMEMBERED_BYTES) return this.buffer.toString('utf8', start, end);
    return this.values.textOf(this.values.idOf(this.buffer, start, end));
  }
}

/** An int or bool in decimal or words; '' for lists, maps and bytes, which no messaging attribute holds. */
function scalarText(buffer: Buffer, type: number, start: number, end: number): string {
  const value = decodeAnyValue(buffer, start, end);
  if (type === ANY_INT) return String(value['intValue'] ?? '');
  if (type === ANY_BOOL) return String(value['boolValue'] ?? '');
  return '';
}
