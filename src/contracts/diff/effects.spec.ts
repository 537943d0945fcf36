import type { Format } from '../source.js';
import { describeChanges } from './describe-changes.js';

function told(format: Format, older: unknown, newer: unknown): string[] {
  const source = (schema: unknown) => ({ text: typeof schema === 'string' ? schema : JSON.stringify(schema) });
  const diff = describeChanges({ format, older: source(older), newer: source(newer) });
  if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
  return diff.changes.map(({ message, backward, forward }) => `${message} [${backward.effect}, ${forward.effect}]`);
}

const text = { type: 'string' };
const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const record = (name: string, fields: [string, unknown][]) => ({
  type: 'record',
  name,
  fields: fields.map(([field, type]) => ({ name: field, type })),
});
const proto = (body: string) => `syntax = "proto3"; message Order { ${body} }`;

type Case = [string, Format, unknown, unknown, string[]];

describe('a finding about several parts of an event together', () => {
  const variant = (kind: string, field: string) => object({ kind: { const: kind }, [field]: text }, ['kind', field]);
  const [card, iban, paypal] = [variant('card', 'pan'), variant('iban', 'iban'), variant('paypal', 'email')];

  it.each<Case>([
    [
      'of alternatives, of which one is new',
      'JSON',
      object({ pay: { oneOf: [card, iban] } }),
      object({ pay: { oneOf: [card, iban, paypal] } }),
      ['/pay/kind gained the value "paypal". [fine, breaks]', '/pay/email is new: optional, string. [fine, unproven]'],
    ],
    [
      'of a union, of which one branch is another now',
      'AVRO',
      record('s.Order', [['pay', ['null', 'string', record('s.Card', [['pan', 'string']])]]]),
      record('s.Order', [['pay', ['null', 'string', record('s.Pay', [['iban', 'string']])]]]),
      [
        '/pay is null or string or record s.Pay now; it was null or string or record s.Card. [breaks, breaks]',
        '/pay is new: required, record s.Pay. [unproven, unproven]',
        '/pay is gone; it was required, record s.Card. [unproven, unproven]',
        '/pay/iban is new: required, string. [unproven, unproven]',
        '/pay/pan is gone; it was required, string. [unproven, unproven]',
      ],
    ],
  ])('leaves no change among them fine: %s', (_, format, older, newer, expected) => {
    expect(told(format, older, newer)).toEqual(expected);
  });
});

describe('another type', () => {
  it.each<Case>([
    [
      'of the items of a list is told of them',
      'JSON',
      object({ lines: { type: 'array', items: text } }),
      object({ lines: { type: 'array', items: { type: 'integer' } } }),
      ['/lines/* is integer now; it was string. [breaks, breaks]'],
    ],
    [
      'of the values of a map is told of them',
      'PROTOBUF',
      proto('map<string, string> labels = 1;'),
      proto('map<string, int32> labels = 1;'),
      ['/labels/* is int32 now; it was string. [breaks, breaks]'],
    ],
    [
      "of the items of Avro's arrays is told of them",
      'AVRO',
      record('s.Order', [['lines', { type: 'array', items: 'string' }]]),
      record('s.Order', [['lines', { type: 'array', items: 'int' }]]),
      ['/lines/* is int now; it was string. [breaks, breaks]'],
    ],
    [
      'is not called fine where what it holds breaks',
      'JSON',
      object({ lines: { type: ['array', 'null'], items: text } }),
      object({ lines: { type: ['array', 'null'], items: { type: 'integer' } } }),
      [
        '/lines/* is integer now; it was string. [breaks, breaks]',
        '/lines is array of integer or null now; it was array of string or null. [unproven, unproven]',
      ],
    ],
    [
      'breaks as the one value that it had',
      'JSON',
      object({ e: { const: 'a' } }),
      object({ e: { const: null } }),
      ['/e is null now; it was string. [breaks, breaks]', '/e has no "const" any more; it was "a". [breaks, breaks]'],
    ],
    [
      'is the name of a record in Avro',
      'AVRO',
      record('s.Order', [['id', 'string']]),
      record('s.Purchase', [['id', 'string']]),
      [
        'The schema is called s.Purchase now; it was s.Order. [breaks, breaks]',
        'The event is record s.Purchase now; it was record s.Order. [breaks, breaks]',
      ],
    ],
  ])('%s', (_, format, older, newer, expected) => {
    expect(told(format, older, newer)).toEqual(expected);
  });
});
