import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../finding.js';
import type { Format } from '../source.js';
import { describeChanges } from './describe-changes.js';

/** Each change with its effects backward and forward, and the rules of the notices beside it. */
function told(older: unknown, newer: unknown, format: Format = 'PROTOBUF', policy: Policy = 'CONFLUENT'): string[] {
  const source = (schema: unknown) => ({ text: typeof schema === 'string' ? schema : JSON.stringify(schema) });
  const diff = describeChanges({ format, older: source(older), newer: source(newer), policy });
  if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
  return diff.changes.map(({ message, backward, forward }) => {
    const rules = [...new Set([...backward.findings, ...forward.findings].map(({ rule }) => rule))];
    return `${message} [${backward.effect}, ${forward.effect}] ${rules.join(', ')}`.trim();
  });
}

const order = (body: string, rest = ''): string => `syntax = "proto3"; message Order { ${body} } ${rest}`;
const status = (values: string): string => order('Status status = 1;', `enum Status { UNKNOWN = 0; ${values} }`);

describe('a change with a notice', () => {
  it('of numbers of an enum is noted, and says what each number was and is', () => {
    expect(told(status('PAID = 1; CANCELLED = 2;'), status('CANCELLED = 1; PAID = 2;'))).toEqual([
      '/status has other numbers: 1 was PAID and is CANCELLED, 2 was CANCELLED and is PAID. [noted, noted] enum-value-renumbered',
    ]);
    expect(told(status('PAID = 1;'), status('REFUNDED = 1;'))).toEqual([
      '/status has other numbers: 1 was PAID and is REFUNDED. [noted, noted] enum-value-renamed',
    ]);
    expect(told(status('PAID = 1;'), status('PAID = 5; NEW = 6;'))).toEqual([
      '/status has other numbers: PAID was 1 and is 5. [noted, noted] enum-value-renumbered',
      '/status gained the value "NEW". [fine, fine]',
    ]);
  });

  it('of numbers of fields is noted at both of them', () => {
    expect(told(order('string a = 1; string b = 2;'), order('string b = 1; string a = 2;'))).toEqual([
      '"number" of /a is 2 now; it was 1. [noted, noted] field-numbers-exchanged',
      '"number" of /b is 1 now; it was 2. [noted, noted] field-numbers-exchanged',
    ]);
  });

  it('of the encoding of messages is noted', () => {
    const edition = (encoding: string): string =>
      `edition = "2023"; message Order { Line line = 1 [features.message_encoding = ${encoding}]; } message Line { string sku = 1; }`;
    expect(told(edition('LENGTH_PREFIXED'), edition('DELIMITED'))).toEqual([
      '/line has "delimited" now: true. [noted, noted] field-type-changed',
    ]);
  });

  it('of reservations, the package and methods is noted', () => {
    expect(told(order('reserved 2;'), order('string b = 2;'))).toEqual([
      '/b is new: optional, string. [noted, noted] reserved-removed',
    ]);
    expect(told(order('reserved 2;'), order(''))).toEqual([
      'Order reserves 2 no longer in the newer version: what is written under it by old producers may be misread later. [noted, noted] reserved-removed',
    ]);
    const file = (name: string, method: string): string =>
      `syntax = "proto3"; package ${name}; message Order {} service Orders { rpc Get(Order) returns (${method}); }`;
    expect(told(file('a.b', 'Order'), file('a.c', 'Order'))).toEqual([
      'The schema is called a.c.Order now; it was a.b.Order. [noted, noted] package-changed',
      'The event is a.c.Order now; it was a.b.Order. [noted, noted] package-changed',
    ]);
    expect(told(file('a', 'Order'), file('a', 'stream Order'))).toEqual([
      'rpc Orders.Get is (Order) returns (stream Order) now; it was (Order) returns (Order). [noted, noted] method-changed',
    ]);
  });

  it('is told of a method that came or went, which nobody refuses', () => {
    const file = (methods: string): string => order('', `service Orders { ${methods} }`);
    const get = 'rpc Get(Order) returns (Order);';
    expect(told(file(''), file(get))).toEqual(['rpc Orders.Get is new: (Order) returns (Order). [fine, fine]']);
    expect(told(file(get), file(''))).toEqual(['rpc Orders.Get is gone; it was (Order) returns (Order). [fine, fine]']);
  });

  it('breaks where the policy refuses it', () => {
    const file = (returns: string): string => order('', `service Orders { rpc Get(Order) returns (${returns}); }`);
    expect(told(file('Order'), file('stream Order'), 'PROTOBUF', 'WIRE')).toEqual([
      'rpc Orders.Get is (Order) returns (stream Order) now; it was (Order) returns (Order). [breaks, breaks] method-changed',
    ]);
  });

  it("of Avro's decimals and moments is noted", () => {
    const one = (type: object) => ({ type: 'record', name: 'R', fields: [{ name: 'a', type }] });
    const decimal = (scale: number) => one({ type: 'bytes', logicalType: 'decimal', precision: 9, scale });
    expect(told(decimal(2), decimal(3), 'AVRO')).toEqual([
      '"scale" of /a is 3 now; it was 2. [noted, noted] decimal-scale-changed',
    ]);
    expect(told(decimal(2), decimal(3), 'AVRO', 'STRICT')).toEqual([
      '"scale" of /a is 3 now; it was 2. [breaks, breaks] decimal-scale-changed',
    ]);
    const moment = (logicalType: string) => one({ type: 'long', logicalType });
    expect(told(moment('timestamp-millis'), moment('timestamp-micros'), 'AVRO')).toEqual([
      '/a is long (timestamp-micros) now; it was long (timestamp-millis). [noted, noted] logical-type-changed',
    ]);
    expect(told({ ...decimal(2), fields: [] }, decimal(2), 'AVRO')).toEqual([
      '/a is new: required, bytes (decimal). [breaks, fine] field-without-default',
    ]);
  });
});
