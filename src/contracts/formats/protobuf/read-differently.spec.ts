import { describe, expect, it } from '@jest/globals';
import { checkCompatibility, type CompatibilityResult } from '../../compatibility.js';
import type { Policy } from '../../finding.js';

const proto3 = (body: string): string => `syntax = "proto3"; ${body}`;

function check(older: string, newer: string, policy: Policy = 'CONFLUENT'): CompatibilityResult {
  const history = [{ version: 1, format: 'PROTOBUF' as const, text: older }];
  return checkCompatibility({ format: 'PROTOBUF', level: 'BACKWARD', policy, history, candidate: newer });
}

const BOTH: Policy[] = ['CONFLUENT', 'WIRE'];

describe('values of an enum that change their numbers', () => {
  const order = (values: string, field = 'Status status = 1;'): string =>
    proto3(`message Order { ${field} } enum Status { UNKNOWN = 0; ${values} }`);

  it.each(BOTH)('are told with the events that are read as another value (%s)', (policy) => {
    const { verdict, findings } = check(order('PAID = 1; CANCELLED = 2;'), order('CANCELLED = 1; PAID = 2;'), policy);
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([
      {
        rule: 'enum-value-renumbered',
        severity: 'notice',
        path: '/status',
        readerPath: 'Status',
        message: 'Where version 1 writes PAID of Status, its number 1, the candidate reads CANCELLED.',
        fix: 'Give each value its number back.',
        witness: {
          event: { status: 'PAID' },
          encodedHex: '0801',
          rejections: [{ path: '/status', reason: 'it reads CANCELLED where PAID was written' }],
        },
      },
      {
        rule: 'enum-value-renumbered',
        message: 'Where version 1 writes CANCELLED of Status, its number 2, the candidate reads PAID.',
        witness: { event: { status: 'CANCELLED' } },
      },
    ]);
  });

  it.each(BOTH)('and one that has another name under its number, in a list and in a map (%s)', (policy) => {
    const list = check(
      order('PAID = 1;', 'repeated Status s = 1;'),
      order('REFUNDED = 1;', 'repeated Status s = 1;'),
      policy,
    );
    expect(list).toMatchObject({
      verdict: 'compatible',
      findings: [
        {
          rule: 'enum-value-renamed',
          severity: 'notice',
          message: 'Where version 1 writes PAID of Status, its number 1, the candidate reads REFUNDED.',
          witness: {
            event: { s: ['PAID'] },
            rejections: [{ path: '/s/0', reason: 'it reads REFUNDED where PAID was written' }],
          },
        },
      ],
    });
    const map = 'map<string, Status> s = 1;';
    expect(check(order('PAID = 1;', map), order('REFUNDED = 1;', map), policy).findings).toMatchObject([
      { rule: 'enum-value-renamed', witness: { event: { s: { '1': 'PAID' } }, rejections: [{ path: '/s/1' }] } },
    ]);
  });

  it('to one that nothing had are told too, once for all fields of the enum', () => {
    const two = 'Status a = 1; Line line = 2; } message Line { Status b = 1;';
    expect(check(order('PAID = 1;', two), order('PAID = 5;', two)).findings).toMatchObject([
      {
        rule: 'enum-value-renumbered',
        message: 'Where version 1 writes PAID of Status, its number 1, the candidate knows PAID as 5 alone.',
        witness: { event: { a: 'PAID' }, rejections: [{ path: '/a', reason: 'it reads 1 where PAID was written' }] },
      },
    ]);
  });

  it('are not told where a value only came, went, got an alias or another place in the text', () => {
    const older = order('PAID = 1; CANCELLED = 2;');
    expect(check(older, order('CANCELLED = 2; PAID = 1; SHIPPED = 3;')).findings).toEqual([]);
    expect(check(older, order('PAID = 1;')).findings).toEqual([]);
    expect(check(order('PAID = 1;'), order('option allow_alias = true; SETTLED = 1; PAID = 1;')).findings).toEqual([]);
  });
});

describe('fields that change their numbers', () => {
  const event = (fields: string): string => proto3(`message Event { ${fields} }`);

  it.each(BOTH)('among each other are told with an event (%s)', (policy) => {
    const { verdict, findings } = check(
      event('string a = 1; string b = 2;'),
      event('string b = 1; string a = 2;'),
      policy,
    );
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([
      {
        rule: 'field-numbers-exchanged',
        severity: 'notice',
        path: '/a',
        readerPath: 'Event.b',
        writerPath: 'Event.a',
        message:
          '"a" and "b" have each other\'s numbers: what version 1 writes into one, the candidate reads as the other.',
        fix: 'Give "a" its number back.',
        witness: {
          event: { a: 'text', b: 'é' },
          rejections: [
            { path: '/a', reason: 'it reads "é" where "text" was written' },
            { path: '/b', reason: 'it reads "text" where "é" was written' },
          ],
        },
      },
    ]);
  });

  it('are told one by one where another field took the number', () => {
    expect(check(event('string a = 1;'), event('string b = 1; string a = 2;')).findings).toMatchObject([
      {
        rule: 'field-numbers-exchanged',
        message: 'What version 1 writes into "a", number 1, the candidate reads as "b"; its "a" is number 2.',
        witness: { event: { a: 'text' }, rejections: [{ path: '/a', reason: 'it reads "" where "text" was written' }] },
      },
    ]);
  });

  it('are not told of a field that only has another name, or another place in the text', () => {
    expect(check(event('string a = 1; string b = 2;'), event('string b = 2; string a = 1;')).findings).toEqual([]);
    expect(check(event('string a = 1;'), event('string b = 1;')).findings).toEqual([]);
  });
});

describe("what Confluent's registry does not look at", () => {
  const event = (body: string): string => proto3(`package a; message Event { string a = 1; ${body} }`);
  const told = (older: string, newer: string): string[] => {
    const { verdict, findings } = check(older, newer);
    expect(verdict).toBe('compatible');
    expect(findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    return findings.map(({ rule, message }) => `${rule}: ${message}`);
  };

  it('is told of a reservation that is dropped', () => {
    expect(told(event('reserved 2, 4 to 6; reserved "old";'), event('reserved 4 to 6;'))).toEqual([
      'reserved-removed: Event reserves 2 no longer in the candidate: what is written under it by old producers may be misread later.',
      'reserved-removed: Event reserves "old" no longer in the candidate: what is written under it by old producers may be misread later.',
    ]);
  });

  it('is told of a reserved number or name that is taken again', () => {
    expect(told(event('reserved 2; reserved "c";'), event('string b = 2; string c = 3;'))).toEqual([
      'reserved-removed: Event reserves 2 no longer in the candidate, and "b" (2) takes it: what is written under it by old producers is misread.',
      'reserved-removed: Event reserves "c" no longer in the candidate, and "c" (3) takes it: what is written under it by old producers is misread.',
    ]);
    const status = (body: string): string => proto3(`enum Status { UNKNOWN = 0; ${body} } message M { Status s = 1; }`);
    expect(told(status('reserved 1;'), status('PAID = 1;'))).toEqual([
      'reserved-removed: Status reserves 1 no longer in the candidate, and "PAID" (1) takes it: what is written under it by old producers is misread.',
    ]);
  });

  it('is told of another package and of a method that changed', () => {
    const file = (name: string, returns: string): string =>
      proto3(`package ${name}; message Order {} service Orders { rpc Get(Order) returns (${returns}); }`);
    expect(told(file('a.b', 'Order'), file('a.c', 'stream Order'))).toEqual([
      'package-changed: The file is in package a.b and in package a.c now: names in Any, in gRPC and in code change.',
      'method-changed: Get returns one message in version 1 and a stream in the candidate.',
    ]);
  });

  it('is not told of a reservation that is made', () => {
    expect(told(event(''), event('reserved 2;'))).toEqual([]);
  });
});
