import { describe, expect, it } from '@jest/globals';
import { protobufFormat } from './protobuf-format.js';
import type { ProtoSchema } from './model.js';

function schemaOf(text: string): ProtoSchema {
  const reading = protobufFormat.read({ text }, { defaultDialect: '2020-12', isOver: () => false });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.schema;
}

const ORDER = schemaOf(`syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/wrappers.proto";
import "confluent/meta.proto";

// An order as it was placed.
message Order {
  string order_id = 1 [(confluent.field_meta).tags = "PII"]; // Given by the shop.
  int64 total = 2;
  repeated Line lines = 3;
  google.protobuf.Timestamp placed_at = 4;
  /* How it stands. */
  Status status = 5 [deprecated = true];
  map<string, string> labels = 6;
  bytes raw = 7;
  oneof payer { string card = 8; string account = 9; }
  google.protobuf.Struct extra = 10;
  google.protobuf.StringValue note = 11;
  optional double rate = 12;
  Order parent = 13;
  message Line { string sku = 1; uint32 count = 2; }
}
enum Status { STATUS_UNSPECIFIED = 0; PAID = 1; }
`);

describe('an event in Protobuf', () => {
  it('is shown with the names of its schema, and its own types as JSON has them', () => {
    expect(protobufFormat.decode(ORDER, Buffer.from('0a01411005', 'hex'))).toEqual({
      event: { order_id: 'A', total: '5' },
    });
    const rich = Buffer.from('1a050a01781002220808c0c3d9ca0610012801', 'hex');
    expect(protobufFormat.decode(ORDER, rich)).toEqual({
      event: { lines: [{ sku: 'x', count: 2 }], placed_at: '2026-01-01T12:00:00.000000001Z', status: 'PAID' },
    });
  });

  it('is refused where its bytes are none', () => {
    expect(protobufFormat.decode(ORDER, Buffer.from('0a05', 'hex'))).toEqual({
      rejections: [{ path: '', reason: 'is no such message: the bytes cannot be read as one' }],
    });
    expect(protobufFormat.decode(ORDER, Buffer.from('0a01ff', 'hex'))).toEqual({
      rejections: [{ path: '', reason: 'holds text that is no UTF-8' }],
    });
  });

  it('is valid by its own names or those of JSON, numbers as text, and null for what is not there', () => {
    const event = {
      orderId: 'A',
      total: '9223372036854775807',
      lines: [{ sku: 'x', count: 1 }],
      placed_at: '2026-01-01T12:00:00+01:00',
      status: 1,
      labels: { a: 'b' },
      raw: 'AQI=',
      card: 'visa',
      extra: { any: [1, 'two', null, { three: true }] },
      note: 'quick',
      rate: 'NaN',
      parent: null,
    };
    expect(protobufFormat.validate(ORDER, event)).toEqual([]);
  });

  it('is refused with every reason and its place', () => {
    const event = {
      order_id: 5,
      total: 1.5,
      lines: [{ sku: 'x', count: -1 }, 'none'],
      placed_at: 'yesterday',
      status: 'LOST',
      raw: '*',
      card: 'a',
      account: 'b',
      colour: 'red',
    };
    expect(protobufFormat.validate(ORDER, event)).toEqual([
      { path: '/order_id', reason: 'expected text' },
      { path: '/total', reason: 'expected a whole number (int64)' },
      { path: '/lines/0/count', reason: 'expected a whole number (uint32)' },
      { path: '/lines/1', reason: 'expected an object for shop.Order.Line' },
      { path: '/placed_at', reason: 'expected a time such as 2026-01-31T12:00:00Z' },
      { path: '/status', reason: 'expected a value of shop.Status' },
      { path: '/raw', reason: 'expected base64' },
      { path: '/colour', reason: 'shop.Order has no such field' },
      { path: '', reason: 'of the oneof "payer" one field may be set, not 2' },
    ]);
  });

  it('has an outline with numbers, comments, tags and what is deprecated', () => {
    const { name, description, fields } = protobufFormat.outline(ORDER);
    expect([name, description]).toEqual(['shop.Order', 'An order as it was placed.']);
    expect(fields.map(({ path, kind, type }) => `${path} ${kind} ${type}`)).toEqual([
      ' object shop.Order',
      '/order_id string string',
      '/total integer int64',
      '/lines array repeated shop.Order.Line',
      '/lines/* object shop.Order.Line',
      '/lines/*/sku string string',
      '/lines/*/count integer uint32',
      '/placed_at string google.protobuf.Timestamp',
      '/status enum shop.Status',
      '/labels map map<string, string>',
      '/labels/* string string',
      '/raw bytes bytes',
      '/card string string',
      '/account string string',
      '/extra object google.protobuf.Struct',
      '/note string google.protobuf.StringValue',
      '/rate number double',
      '/parent object shop.Order',
    ]);
    expect(fields[1]).toMatchObject({
      tags: ['PII'],
      description: 'Given by the shop.',
      facets: { number: 1, presence: 'implicit' },
    });
    expect(fields[8]).toMatchObject({
      isDeprecated: true,
      description: 'How it stands.',
      values: ['STATUS_UNSPECIFIED', 'PAID'],
    });
    expect(fields.at(-1)).toMatchObject({ recursesTo: '' });
  });

  it('is of another message where the indexes say so', () => {
    const line = protobufFormat.messageAt!(ORDER, [0, 0])!;
    expect(protobufFormat.outline(line).name).toBe('shop.Order.Line');
    expect(protobufFormat.validate(line, { sku: 'a', count: 1 })).toEqual([]);
    for (const nowhere of [[7], [0, 9], []]) expect(protobufFormat.messageAt!(ORDER, nowhere)).toBeNull();
  });
});
