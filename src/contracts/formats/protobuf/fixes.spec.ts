import { describe, expect, it } from '@jest/globals';
import { checkCompatibility } from '../../compatibility.js';
import type { Finding, Policy } from '../../finding.js';
import type { Level } from '../../level.js';

const proto2 = (body: string): string => `syntax = "proto2"; ${body}`;
const proto3 = (body: string): string => `syntax = "proto3"; ${body}`;

function findings(older: string, newer: string, level: Level, policy: Policy = 'WIRE'): Finding[] {
  const history = [{ version: 1, format: 'PROTOBUF' as const, text: older }];
  return checkCompatibility({ format: 'PROTOBUF', level, policy, history, candidate: newer, budgetMs: 60_000 })
    .findings;
}

const LIST = proto3('message M { repeated E a = 1; } message E { string key = 1; int32 value = 2; }');
const MAP = proto3('message M { map<string, int32> a = 1; } message E { string key = 1; int32 value = 2; }');

/** The older text is registered: whichever side reads, what is to be done is about the candidate. */
describe('a fix tells what to do with the candidate', () => {
  it.each<[rule: string, older: string, newer: string, level: Level, policy: Policy, fix: string]>([
    [
      'required-field-added',
      proto2('message M { optional int32 a = 1; }'),
      proto2('message M { required int32 a = 1; }'),
      'BACKWARD',
      'WIRE',
      'Make "a" optional.',
    ],
    [
      'required-field-added',
      proto2('message M { required int32 a = 1; }'),
      proto2('message M { optional int32 a = 1; }'),
      'FORWARD',
      'WIRE',
      'Keep "a" required.',
    ],
    [
      'required-field-removed',
      proto2('message M { required int32 a = 1; }'),
      proto2('message M { optional int32 a = 1; }'),
      'BACKWARD',
      'WIRE',
      'Keep "a" required in M until nobody requires it any more.',
    ],
    [
      'required-field-removed',
      proto2('message M { }'),
      proto2('message M { required int32 b = 1; }'),
      'FORWARD',
      'WIRE',
      'Make "b" optional.',
    ],
    [
      'message-removed',
      proto3('message M { } message B { }'),
      proto3('message M { }'),
      'BACKWARD',
      'WIRE',
      'Keep the message B.',
    ],
    [
      'message-removed',
      proto3('message M { }'),
      proto3('message M { } message B { }'),
      'FORWARD',
      'WIRE',
      'Leave B out, or register it under a subject of its own.',
    ],
    [
      'oneof-merged',
      proto3('message M { int32 a = 1; int32 b = 2; }'),
      proto3('message M { oneof c { int32 a = 1; int32 b = 2; } }'),
      'BACKWARD',
      'WIRE',
      'Leave all but one of them outside of "c".',
    ],
    [
      'oneof-merged',
      proto3('message M { oneof c { int32 a = 1; int32 b = 2; } }'),
      proto3('message M { int32 a = 1; int32 b = 2; }'),
      'FORWARD',
      'WIRE',
      'Keep "a" and "b" in the oneof "c".',
    ],
    [
      'oneof-field-removed',
      proto3('message M { oneof c { int32 a = 1; int32 b = 2; } }'),
      proto3('message M { oneof c { int32 a = 1; } }'),
      'BACKWARD',
      'CONFLUENT',
      'Keep "b" in "c".',
    ],
    [
      'oneof-field-removed',
      proto3('message M { oneof c { int32 a = 1; } }'),
      proto3('message M { oneof c { int32 a = 1; int32 b = 2; } }'),
      'FORWARD',
      'CONFLUENT',
      'Leave "b" out of "c" until every consumer knows it.',
    ],
    ['map-keys-collapse', LIST, MAP, 'BACKWARD', 'WIRE', 'Keep "a" a list.'],
    ['map-keys-collapse', MAP, LIST, 'FORWARD', 'WIRE', 'Keep "a" a map.'],
    [
      'enum-value-unknown',
      proto2('message M { optional E a = 1; } enum E { A = 0; B = 1; }'),
      proto2('message M { optional E a = 1; } enum E { A = 0; reserved 1; }'),
      'BACKWARD',
      'WIRE',
      'Declare 1 in E.',
    ],
    [
      'enum-value-unknown',
      proto2('message M { optional E a = 1; } enum E { A = 0; }'),
      proto2('message M { optional E a = 1; } enum E { A = 0; B = 1; }'),
      'FORWARD',
      'WIRE',
      'Leave 1 out of E until every consumer knows it.',
    ],
  ])('%s: %s to %s (%s, %s)', (rule, older, newer, level, policy, fix) => {
    expect(
      findings(older, newer, level, policy)
        .filter((one) => one.rule === rule)
        .map((one) => one.fix),
    ).toEqual([fix]);
  });
});

describe('a name that another number takes', () => {
  const older = proto3('message M { int32 a = 1; }');

  it.each<Policy>(['WIRE', 'CONFLUENT'])(
    'is a field renamed and a new one where the old number is still read, and no reason to refuse (%s)',
    (policy) => {
      const notice = [{ rule: 'field-numbers-exchanged', severity: 'notice' }];
      const renamed = proto3('message M { int32 a_old = 1; string a = 2; }');
      expect(findings(older, renamed, 'BACKWARD', policy)).toMatchObject(notice);
      const swapped = [
        proto3('message M { int32 a = 1; int32 b = 2; }'),
        proto3('message M { int32 b = 1; int32 a = 2; }'),
      ] as const;
      expect(findings(...swapped, 'BACKWARD', policy)).toMatchObject(notice);
      expect(findings(...swapped, 'BACKWARD', 'WIRE_JSON').map(({ rule }) => rule)).toContain('field-renamed');
    },
  );

  it('is a field lost where it is not', () => {
    expect(findings(older, proto3('message M { int32 a = 2; }'), 'BACKWARD')).toMatchObject([
      { rule: 'field-renumbered' },
    ]);
  });
});

describe('text that one side checks', () => {
  const [unchecked, checked] = [
    proto2('message M { optional string a = 1; }'),
    proto3('message M { optional string a = 1; }'),
  ];

  it('is a notice where the reader is the one that does', () => {
    const message =
      'The candidate refuses an event whose "a" is no UTF-8, and version 1 lets it pass. Text that is UTF-8, as it must be, is read as before.';
    expect(findings(unchecked, checked, 'BACKWARD')).toMatchObject([
      { rule: 'text-checked', severity: 'notice', path: '/a', message, fix: 'Make sure that producers write UTF-8.' },
    ]);
    expect(findings(checked, unchecked, 'BACKWARD')).toEqual([]);
  });

  it('hides no reason to refuse, however many fields have it', () => {
    const fields = Array.from({ length: 600 }, (_, i) => `optional string f${i} = ${i + 1};`).join(' ');
    const schema = (syntax: string, type: string): string =>
      `syntax = "${syntax}"; message M { ${fields} optional N n = 900; } message N { optional ${type} x = 1; }`;
    const found = findings(schema('proto2', 'int64'), schema('proto3', 'int32'), 'BACKWARD');
    expect(found.filter(({ severity }) => severity === 'incompatible').map(({ rule }) => rule)).toEqual([
      'field-values-cut-off',
    ]);
    expect(found).toHaveLength(11);
  });
});

describe('a field that is not there', () => {
  it('is no difference where one side takes it for a message that requires something', () => {
    const older = proto2('message M { optional int32 a = 1; optional int32 b = 2; }');
    const newer = proto2('message M { optional N a = 1; optional uint64 b = 2; } message N { required int32 x = 1; }');
    const found = findings(older, newer, 'BACKWARD').filter(({ rule }) => rule === 'field-values-cut-off');
    expect(found).toMatchObject([
      {
        severity: 'incompatible',
        witness: {
          event: { b: -2147483648 },
          rejections: [{ path: '/b', reason: 'it reads 18446744071562067968 where -2147483648 was written' }],
        },
      },
    ]);
  });
});

describe('the place of what is read otherwise', () => {
  it('is the key of an extension, and a time as a whole', () => {
    const extension = (type: string): string =>
      proto2(`package p; message M { extensions 100 to 200; } extend M { optional ${type} e = 100; }`);
    expect(findings(extension('int64'), extension('int32'), 'BACKWARD')).toMatchObject([
      { path: '/[p.e]', witness: { event: { '[p.e]': '9223372036854775807' }, rejections: [{ path: '/[p.e]' }] } },
    ]);
    const time = proto3('import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp t = 1; }');
    const own = proto3('message M { T t = 1; } message T { string seconds = 1; int32 nanos = 2; }');
    const [found] = findings(time, own, 'BACKWARD').filter(({ witness }) => witness !== undefined);
    expect(found?.witness?.rejections.map(({ path }) => path)).toEqual(['/t']);
  });
});
