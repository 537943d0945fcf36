import { describe, expect, it } from '@jest/globals';
import { checkCompatibility } from '../../compatibility.js';
import type { Finding } from '../../finding.js';
import type { Level } from '../../level.js';

const V = 'message V { int32 x = 1; }';

function findings(
  older: string,
  newer: string,
  level: Level = 'BACKWARD',
  imported: [string, string] = ['', ''],
): Finding[] {
  const [olderReferences, references] = imported.map((text) => (text === '' ? [] : [{ name: 'v.proto', text }]));
  const history = [{ version: 1, format: 'PROTOBUF' as const, text: older, references: olderReferences! }];
  return checkCompatibility({
    ...{ format: 'PROTOBUF', policy: 'WIRE', level, history, candidate: newer, references: references! },
    budgetMs: 60_000,
  }).findings;
}

describe('a map and the list of its entries', () => {
  it('are one on the wire where their values are messages', () => {
    const map = `syntax = "proto3"; message M { map<string, V> a = 1; } ${V}`;
    const list = `syntax = "proto3"; message M { repeated Entry a = 1; message Entry { string key = 1; V value = 2; } } ${V}`;
    expect(findings(map, list)).toEqual([]);
    expect(findings(map, list, 'FORWARD')).toMatchObject([{ rule: 'map-keys-collapse', severity: 'incompatible' }]);
  });

  it('are compared down to a message that another file changes', () => {
    const map = 'syntax = "proto3"; import "v.proto"; message M { map<string, V> a = 1; }';
    const list =
      'syntax = "proto3"; import "v.proto"; message M { repeated Entry a = 1; message Entry { string key = 1; V value = 2; } }';
    const [text, number] = ['string', 'int32'].map((type) => `syntax = "proto3"; message V { ${type} x = 1; }`);
    expect(findings(map, list, 'BACKWARD', [text!, number!])).toMatchObject([
      {
        rule: 'field-type-changed',
        path: '/a/*/x',
        readerPath: 'V.x',
        witness: {
          event: { a: { '': { x: 'text' } } },
          encodedHex: '0a0812060a0474657874',
          rejections: [{ path: '/a//x', reason: 'it reads 0 where "text" was written' }],
        },
      },
    ]);
    expect(findings(list, map, 'BACKWARD', [text!, number!])).toMatchObject([
      { rule: 'map-keys-collapse' },
      { rule: 'field-type-changed', path: '/a/*/value/x', witness: { event: { a: [{ value: { x: 'text' } }] } } },
    ]);
  });

  it('are compared down to an enum that drops what it does not know', () => {
    const map = 'syntax = "proto2"; message M { map<string, E> a = 1; } enum E { A = 0; B = 1; }';
    const list = `syntax = "proto2"; message M { repeated Entry a = 1; } enum E { A = 0; reserved 1; }
      message Entry { optional string key = 1; optional E value = 2; }`;
    expect(findings(map, list)).toMatchObject([
      {
        rule: 'enum-value-unknown',
        severity: 'incompatible',
        path: '/a/*',
        witness: { event: { a: { '': 'B' } }, encodedHex: '0a021001' },
      },
    ]);
  });

  it('are two things where an entry must have what a map may leave out', () => {
    const map = 'syntax = "proto2"; message M { map<string, string> a = 1; }';
    const list = `syntax = "proto2"; message M { repeated Entry a = 1; }
      message Entry { required string key = 1; required string value = 2; }`;
    expect(findings(map, list)).toMatchObject([{ rule: 'field-type-changed', severity: 'incompatible' }]);
  });
});
