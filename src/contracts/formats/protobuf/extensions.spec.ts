import { describe, expect, it } from '@jest/globals';
import { checkCompatibility } from '../../compatibility.js';
import type { Finding, Policy } from '../../finding.js';

const USE =
  'syntax = "proto2"; package z; message U { optional int32 p = 1; extensions 10 to 20; } message V { extensions 10; }';
const ext = (body: string): string => `syntax = "proto2"; package y; import "use.proto"; ${body}`;

interface Change {
  older: string;
  newer: string;
  olderUse?: string;
  newerUse?: string;
}

function findings({ older, newer, olderUse = USE, newerUse = USE }: Change, policy: Policy): Finding[] {
  const references = (text: string) => [{ name: 'use.proto', text }];
  const history = [{ version: 1, format: 'PROTOBUF' as const, text: older, references: references(olderUse) }];
  return checkCompatibility({
    ...{ format: 'PROTOBUF', level: 'BACKWARD', policy, history },
    ...{ candidate: newer, references: references(newerUse) },
  }).findings;
}
const told = (change: Change, policy: Policy): string[] =>
  findings(change, policy).map(({ rule, severity }) => `${severity} ${rule}`);

describe('an extension of a message of another file', () => {
  const string = ext('extend z.U { optional string ex = 10; }');
  const int32 = ext('extend z.U { optional int32 ex = 10; }');

  it('is compared by every policy, with the event that breaks', () => {
    expect(findings({ older: string, newer: int32 }, 'WIRE')).toMatchObject([
      {
        rule: 'field-type-changed',
        severity: 'incompatible',
        path: '/[y.ex]',
        readerPath: 'y.ex',
        witness: {
          event: { '[y.ex]': 'text' },
          encodedHex: '520474657874',
          rejections: [{ path: '/[y.ex]', reason: 'it reads 0 where "text" was written' }],
        },
      },
    ]);
    expect(told({ older: string, newer: int32 }, 'CONFLUENT')).toEqual(['incompatible field-scalar-kind-changed']);
    expect(told({ older: string, newer: int32 }, 'WIRE_JSON')).toContain('incompatible json-type-changed');
    expect(told({ older: string, newer: int32 }, 'SOURCE')).toContain('incompatible field-source-type-changed');
  });

  it('is compared where a message declares it, and inside what it holds', () => {
    const inside = (type: string): string =>
      ext(`message Home { extend z.U { optional Part part = 11; } } message Part { optional ${type} v = 1; }`);
    expect(findings({ older: inside('string'), newer: inside('int32') }, 'WIRE')).toMatchObject([
      { rule: 'field-type-changed', readerPath: 'y.Part.v' },
    ]);
    const nested = (type: string): string => ext(`message Home { extend z.U { optional ${type} ex = 11; } }`);
    expect(findings({ older: nested('string'), newer: nested('int32') }, 'WIRE')).toMatchObject([
      { rule: 'field-type-changed', path: '/[y.Home.ex]' },
    ]);
  });

  it('brings the whole message that it extends, also where one side alone extends it', () => {
    const newerUse = USE.replace('int32 p', 'string p');
    expect(told({ older: string, newer: string, newerUse }, 'WIRE')).toEqual(['incompatible field-type-changed']);
    const none = ext('message Other { optional int32 a = 1; }');
    const more = ext('message Other { optional int32 a = 1; } extend z.U { optional string ex = 10; }');
    expect(told({ older: none, newer: more, newerUse }, 'WIRE')).toEqual(['incompatible field-type-changed']);
    expect(told({ older: none, newer: none, newerUse }, 'WIRE')).toEqual([]);
  });

  it('under another number loses what was written under the old one', () => {
    const newer = string.replace('= 10', '= 11');
    expect(findings({ older: string, newer }, 'WIRE')).toMatchObject([
      {
        rule: 'field-renumbered',
        fix: 'Give "ex" its number back, or give the extension another name.',
        witness: {
          event: { '[y.ex]': 'text' },
          rejections: [{ path: '/[y.ex]', reason: 'it reads "" where "text" was written' }],
        },
      },
    ]);
  });

  it('that is gone, or extends another message, is missed by code alone', () => {
    const older = ext('message Other { optional int32 a = 1; } extend z.U { optional string ex = 10; }');
    const gone = ext('message Other { optional int32 a = 1; }');
    expect(told({ older, newer: gone }, 'SOURCE')).toEqual(['incompatible extension-removed']);
    expect(told({ older, newer: older.replace('z.U', 'z.V') }, 'SOURCE')).toEqual(['incompatible extension-removed']);
    expect(told({ older, newer: gone }, 'WIRE')).toEqual([]);
  });

  it('that is added, or keeps its bytes, is no finding', () => {
    const more = ext('extend z.U { optional string ex = 10; optional string more = 11; }');
    expect(told({ older: string, newer: more }, 'SOURCE')).toEqual([]);
    expect(told({ older: int32, newer: int32.replace('int32', 'int64') }, 'WIRE')).toEqual([]);
  });
});

describe('a custom option', () => {
  const option = (type: string): string =>
    `syntax = "proto3"; package y; import "google/protobuf/descriptor.proto"; extend google.protobuf.FieldOptions { ${type} unit = 50001; }`;

  it('is in no event, so that generated code alone knows of its type', () => {
    const change = { older: option('string'), newer: option('int32') };
    expect(told(change, 'WIRE')).toEqual([]);
    expect(told(change, 'CONFLUENT')).toEqual([]);
    expect(told(change, 'SOURCE')).toContain('incompatible field-source-type-changed');
  });
});

describe('a file of services alone', () => {
  const service = ext('service S { rpc Put(z.U) returns (stream z.V); }');

  it('compares what its methods take and return, although other files declare it', () => {
    const newerUse = USE.replace('int32 p', 'string p');
    expect(told({ older: service, newer: service, newerUse }, 'WIRE')).toEqual(['incompatible field-type-changed']);
    const returned = USE.replace('V { ', 'V { optional string w = 1; ');
    const change = { olderUse: returned, newerUse: returned.replace('string w', 'fixed32 w') };
    expect(told({ older: service, newer: service, ...change }, 'CONFLUENT')).toEqual([
      'incompatible field-scalar-kind-changed',
    ]);
    expect(told({ older: service, newer: service }, 'SOURCE')).toEqual([]);
  });
});

describe('a file of enums alone', () => {
  it('is compared by the policy that keeps code, and by those that keep JSON', () => {
    const older = 'syntax = "proto3"; enum E { A = 0; B = 1; }';
    const newer = 'syntax = "proto3"; enum E { A = 0; }';
    expect(told({ older, newer }, 'SOURCE')).toContain('incompatible enum-value-removed');
    expect(told({ older, newer }, 'WIRE_JSON')).toContain('incompatible enum-value-removed-name-not-reserved');
  });
});
