import { describe, expect, it } from '@jest/globals';
import { checkCompatibility } from '../../compatibility.js';
import type { Finding, Policy } from '../../finding.js';
import type { Level } from '../../level.js';

const proto3 = (fields: string, rest = ''): string => `syntax = "proto3"; message Event { ${fields} } ${rest}`;
const proto2 = (fields: string, rest = ''): string => `syntax = "proto2"; message Event { ${fields} } ${rest}`;

function findings(older: string, newer: string, policy: Policy, level: Level = 'BACKWARD'): Finding[] {
  const history = [{ version: 1, format: 'PROTOBUF' as const, text: older }];
  return checkCompatibility({ format: 'PROTOBUF', level, policy, history, candidate: newer }).findings;
}
const rules = (...args: Parameters<typeof findings>): string[] => findings(...args).map(({ rule }) => rule);

describe('the policy WIRE keeps the bytes', () => {
  it('lets a number grow where the new one reads, and not where the old one does', () => {
    const [older, newer] = [proto3('int32 a = 1;'), proto3('int64 a = 1;')];
    expect(rules(older, newer, 'WIRE', 'BACKWARD')).toEqual([]);
    expect(findings(older, newer, 'WIRE', 'FORWARD')).toMatchObject([
      {
        rule: 'field-values-cut-off',
        severity: 'incompatible',
        direction: 'forward',
        message:
          'The candidate writes int64 into "a", and version 1 reads int32: numbers it cannot hold arrive as others.',
        witness: { event: { a: '9223372036854775807' }, encodedHex: '08ffffffffffffffff7f' },
      },
    ]);
  });

  it('shows bytes that are no text, and lets text be read as bytes', () => {
    const [text, bytes] = [proto3('string a = 1;'), proto3('bytes a = 1;')];
    expect(rules(text, bytes, 'WIRE')).toEqual([]);
    expect(findings(bytes, text, 'WIRE')).toMatchObject([
      {
        rule: 'field-type-changed',
        message:
          'Version 1 writes any bytes into "a", and the candidate takes them for text. (buf: FIELD_WIRE_COMPATIBLE_TYPE)',
        witness: {
          event: { a: '/w==' },
          encodedHex: '0a01ff',
          rejections: [{ path: '', reason: 'holds text that is no UTF-8' }],
        },
      },
    ]);
  });

  it('shows the event without a field that became required', () => {
    expect(findings(proto2('optional string a = 1;'), proto2('required string a = 1;'), 'WIRE')).toMatchObject([
      {
        rule: 'required-field-added',
        change: 'REQUIRED_FIELD_ADDED',
        witness: {
          event: {},
          encodedHex: '',
          rejections: [{ path: '', reason: 'lacks the required field "a"' }],
        },
      },
    ]);
  });

  it('shows the place in an event, with all that is required on the way', () => {
    const nested = (type: string): string =>
      proto2(
        'required string id = 1; repeated Line lines = 2;',
        `message Line { required int32 n = 1; optional ${type} v = 2; }`,
      );
    expect(findings(nested('int64'), nested('int32'), 'WIRE')).toMatchObject([
      {
        path: '/lines/*/v',
        readerPath: 'Line.v',
        witness: {
          event: { id: 'text', lines: [{ n: 1, v: '9223372036854775807' }] },
          rejections: [{ path: '/lines/0/v', reason: 'it reads -1 where 9223372036854775807 was written' }],
        },
      },
    ]);
  });

  it.each<[string, string, string, string[]]>([
    [
      'a field that goes without its number reserved',
      proto3('string a = 1; string b = 2;'),
      proto3('string a = 1;'),
      ['field-removed-number-not-reserved'],
    ],
    [
      'a field that goes with its number reserved',
      proto3('string a = 1; string b = 2;'),
      proto3('string a = 1; reserved 2;'),
      [],
    ],
    ['a number that is reserved no longer', proto3('reserved 2 to 5;'), proto3('reserved 2, 3;'), ['reserved-removed']],
    ['ranges that cover what one range did', proto3('reserved 2 to 5;'), proto3('reserved 2 to 3, 4 to 9;'), []],
    ['zigzag numbers', proto3('int32 a = 1;'), proto3('sint32 a = 1;'), ['field-type-changed']],
    ['fixed numbers with a sign', proto3('fixed32 a = 1;'), proto3('sfixed32 a = 1;'), ['field-values-cut-off']],
    ['a list read as one', proto3('repeated int32 a = 1;'), proto3('int32 a = 1;'), ['field-cardinality-changed']],
    [
      'packed or not',
      proto3('repeated int32 a = 1 [packed = true];'),
      proto3('repeated int32 a = 1 [packed = false];'),
      [],
    ],
    ['presence', proto3('int32 a = 1;'), proto3('optional int32 a = 1;'), []],
    [
      'a group read as a message',
      proto2('optional group A = 1 { }'),
      proto2('optional A a = 1; message A {}'),
      ['field-type-changed'],
    ],
    [
      'a map read as its entries',
      proto3('map<string, int32> a = 1;'),
      proto3('repeated E a = 1; message E { string key = 1; int32 value = 2; }'),
      [],
    ],
    [
      'entries read as a map',
      proto3('repeated E a = 1; message E { string key = 1; int32 value = 2; }'),
      proto3('map<string, int32> a = 1;'),
      ['map-keys-collapse'],
    ],
    [
      'a default',
      proto2('optional int32 a = 1 [default = 1];'),
      proto2('optional int32 a = 1 [default = 2];'),
      ['field-default-changed'],
    ],
    [
      'a value a closed enum does not know',
      proto2('optional E a = 1;', 'enum E { A = 0; B = 1; }'),
      proto2('optional E a = 1;', 'enum E { A = 0; reserved 1; }'),
      ['enum-value-unknown'],
    ],
    [
      'a value an open enum does not know',
      proto3('E a = 1;', 'enum E { A = 0; B = 1; }'),
      proto3('E a = 1;', 'enum E { A = 0; reserved 1; }'),
      [],
    ],
    [
      'an alias',
      proto3('E a = 1;', 'enum E { A = 0; }'),
      proto3('E a = 1;', 'enum E { option allow_alias = true; A = 0; B = 0; }'),
      [],
    ],
    ['names', proto3('string a = 1;'), proto3('string b = 1;'), []],
    ['an event that goes', `${proto3('string a = 1;')} message Other {}`, proto3('string a = 1;'), ['message-removed']],
    [
      'another package',
      `package a; ${proto2('optional string a = 1;').replace('syntax = "proto2";', '')}`,
      `package b; ${proto2('optional string a = 1;').replace('syntax = "proto2";', '')}`,
      ['package-changed'],
    ],
    [
      'a stream',
      'message M {} service S { rpc A (M) returns (M); }',
      'message M {} service S { rpc A (M) returns (stream M); }',
      ['method-changed'],
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(rules(older, newer, 'WIRE')).toEqual(expected);
  });
});

describe('the policy WIRE_JSON keeps JSON besides', () => {
  it.each<[string, string, string, string[]]>([
    ['a name', proto3('string a = 1;'), proto3('string b = 1;'), ['field-renamed', 'json-name-changed']],
    ['a name kept for JSON', proto3('string a = 1;'), proto3('string b = 1 [json_name = "a"];'), ['field-renamed']],
    [
      'a number of 64 bits, which JSON has as text',
      proto3('int32 a = 1;'),
      proto3('int64 a = 1;'),
      ['json-type-changed'],
    ],
    ['a value renamed', 'enum E { A = 0; B = 1; }', 'enum E { A = 0; C = 1; }', ['enum-value-renamed']],
    [
      'a field that goes with its number reserved',
      proto3('string a = 1;'),
      proto3('reserved 1;'),
      ['field-removed-name-not-reserved'],
    ],
    [
      'a field that goes with number and name reserved',
      proto3('string a = 1;'),
      proto3('reserved 1; reserved "a";'),
      [],
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(rules(older, newer, 'WIRE_JSON')).toEqual(expected);
  });
});

describe('the policy SOURCE keeps generated code besides', () => {
  it.each<[string, string, string, string[]]>([
    ['a field that goes, reserved', proto3('string a = 1;'), proto3('reserved 1; reserved "a";'), ['field-removed']],
    ['presence', proto3('int32 a = 1;'), proto3('optional int32 a = 1;'), ['field-presence-changed']],
    [
      'an option of the file',
      'option java_package = "a"; message M {}',
      'option java_package = "b"; message M {}',
      ['file-option-changed'],
    ],
    ['a syntax', 'syntax = "proto2"; message M {}', 'syntax = "proto3"; message M {}', ['syntax-changed']],
    ['an enum that goes', 'message M {} enum E { A = 0; }', 'message M {}', ['enum-removed']],
    [
      'a method that goes',
      'message M {} service S { rpc A (M) returns (M); }',
      'message M {} service S { }',
      ['method-removed'],
    ],
    ['a field more', proto3('string a = 1;'), proto3('string a = 1; string b = 2;'), []],
  ])('%s', (_, older, newer, expected) => {
    expect(rules(older, newer, 'SOURCE')).toEqual(expected);
  });
});

describe('a comparison of Protobuf', () => {
  it('shows a key of a map that its reader cannot hold', () => {
    const [long, short] = [proto3('map<int64, int32> a = 1;'), proto3('map<int32, int32> a = 1;')];
    expect(findings(long, short, 'WIRE')).toMatchObject([
      {
        rule: 'field-values-cut-off',
        severity: 'incompatible',
        witness: {
          event: { a: { '9223372036854775807': 1 } },
          rejections: [{ path: '/a', reason: 'it reads the keys [-1] where [9223372036854775807] were written' }],
        },
      },
    ]);
    expect(rules(short, long, 'WIRE')).toEqual([]);
  });

  it('says that it is not decided where its time is used up', () => {
    let calls = 0;
    const { verdict, findings: found } = checkCompatibility({
      format: 'PROTOBUF',
      level: 'BACKWARD',
      policy: 'WIRE',
      history: [{ version: 1, format: 'PROTOBUF', text: proto3('int64 a = 1;') }],
      candidate: proto3('int32 a = 1;'),
      now: () => (calls++ === 0 ? 0 : 1e9),
    });
    expect(verdict).toBe('unproven');
    expect(found.map(({ rule }) => rule)).toEqual(['not-decided']);
  });

  it('ends where messages enclose each other', () => {
    const both = (type: string): string =>
      proto3('A a = 1;', `message A { B b = 1; Event e = 2; } message B { A a = 1; ${type} v = 2; }`);
    expect(rules(both('int64'), both('int32'), 'WIRE')).toEqual(['field-values-cut-off']);
  });
});
