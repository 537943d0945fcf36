import type { Policy } from '../finding.js';
import type { Format } from '../source.js';
import type { Change } from './change.js';
import { describeChanges } from './describe-changes.js';

function changes(format: Format, older: unknown, newer: unknown, policy: Policy = 'STRICT'): Change[] {
  const source = (schema: unknown) => ({ text: typeof schema === 'string' ? schema : JSON.stringify(schema) });
  const diff = describeChanges({ format, older: source(older), newer: source(newer), policy });
  if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
  return diff.changes;
}

function told(...versions: Parameters<typeof changes>): string[] {
  return changes(...versions).map(
    ({ message, backward, forward }) => `${message} [${backward.effect}, ${forward.effect}]`,
  );
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

describe('a finding is joined to what it is about', () => {
  const status = (symbols: string[]) =>
    record('s.Order', [
      ['is', { type: 'enum', name: 's.Status', symbols }],
      ['was', 's.Status'],
    ]);

  it.each<Case>([
    [
      'a value that came breaks old readers, one that went breaks new ones',
      'JSON',
      object({ e: { enum: ['A', 'B'] } }),
      object({ e: { enum: ['A', 'C'] } }),
      ['/e gained the value "C". [fine, breaks]', '/e lost the value "B". [breaks, fine]'],
    ],
    [
      'so in Avro, also where the enum stands twice',
      'AVRO',
      status(['A', 'B']),
      status(['A', 'C']),
      [
        '/is gained the value "C". [fine, breaks]',
        '/is lost the value "B". [breaks, fine]',
        '/was gained the value "C". [fine, breaks]',
        '/was lost the value "B". [breaks, fine]',
      ],
    ],
    [
      'a bound and a pattern each have their own',
      'JSON',
      object({ id: { ...text, maxLength: 30 } }),
      object({ id: { ...text, maxLength: 36, pattern: '^[a-z]+$' } }),
      [
        '/id is at most 36 characters now; it was at most 30 characters. [fine, breaks]',
        '/id has "pattern" now: "^[a-z]+$". [breaks, fine]',
      ],
    ],
    [
      'a bound that the pattern sets has the finding of the pattern',
      'JSON',
      object({ id: { ...text, pattern: '^[a-z]{1,40}$' } }),
      object({ id: { ...text, pattern: '^[a-z]{1,36}$' } }),
      [
        '/id is at most 36 characters now; it was at most 40 characters. [breaks, fine]',
        '"pattern" of /id is "^[a-z]{1,36}$" now; it was "^[a-z]{1,40}$". [breaks, fine]',
      ],
    ],
    [
      "a Protobuf field's presence has none of its type's",
      'PROTOBUF',
      proto('optional string at = 1;'),
      proto('int32 at = 1;'),
      [
        '/at is int32 now; it was string. [breaks, breaks]',
        '"presence" of /at is "implicit" now; it was "explicit". [fine, fine]',
      ],
    ],
    [
      'one constant is a list of one value',
      'JSON',
      object({ type: { enum: ['a', 'b'] } }),
      object({ type: { const: 'a' } }),
      ['/type lost the value "b". [breaks, fine]'],
    ],
    [
      'and it may become a list of several',
      'JSON',
      object({ type: { const: 'a' } }),
      object({ type: { enum: ['a', 'b'] } }),
      ['/type gained the value "b". [fine, breaks]'],
    ],
  ])('%s', (_, format, older, newer, expected) => {
    expect(told(format, older, newer)).toEqual(expected);
  });
});

describe('a finding is told once', () => {
  it('in a change that has two places in one object', () => {
    const mail = (name: string) => ({
      ...object({ [name]: { ...text, description: 'Where to write.' } }, [name]),
      additionalProperties: false,
    });
    const [renamed, ...others] = changes('JSON', mail('mail'), mail('email'));
    expect(others).toEqual([]);
    expect(renamed!.message).toBe('/email is renamed from "mail", as its type and description say.');
    const rules = renamed!.backward.findings.map(({ rule }) => rule);
    expect(rules).toEqual(['required-property-added', 'property-removed-from-closed-content']);
  });

  it('where the same is said in both directions', () => {
    const [reserved, free] = [proto('reserved 4; string a = 1;'), proto('string a = 1;')];
    const message =
      'Order reserves 4 no longer in the newer version: what is written under it by old producers may be misread later. (buf: RESERVED_MESSAGE_NO_DELETE)';
    expect(told('PROTOBUF', reserved, free, 'SOURCE')).toEqual([`${message} [breaks, breaks]`]);
  });
});
