import { canonicalText, normalizedText } from './canonical-text.js';
import { fingerprintOf, guidOf } from './fingerprint.js';

it.each<['JSON' | 'AVRO' | 'PROTOBUF', string, string]>([
  ['JSON', '{ "a" : [1, 2.0] }', '{"a":[1,2.0]}'],
  ['JSON', '{"a b": "c  d\\" "}', '{"a b":"c  d\\" "}'],
  ['AVRO', '{"type": "string"}', '"string"'],
  ['AVRO', '[{"type": "null"}, "a.B"]', '["null","a.B"]'],
  [
    'AVRO',
    '{"name": "shop.Order", "type": "record", "fields": [{"type": "shop.Line", "name": "line"}]}',
    '{"type":"record","name":"Order","namespace":"shop","fields":[{"type":"Line","name":"line"}]}',
  ],
  [
    'AVRO',
    '{"type":"record","name":"A","namespace":"n","fields":[{"name":"b","type":{"type":"enum","name":"n.B","symbols":["X"]}}]}',
    '{"type":"record","name":"A","namespace":"n","fields":[{"type":{"type":"enum","name":"B","symbols":["X"]},"name":"b"}]}',
  ],
  ['AVRO', '{ "default" : 12345678901234567890 }', '{"default":12345678901234567890}'],
  ['AVRO', '{', '{'],
  [
    'PROTOBUF',
    'syntax="proto3"; // first\n/* a\n b */ message  A { int32 a=1; string s = 2 [json_name="x // y"]; }',
    'syntax = "proto3" ; message A { int32 a = 1 ; string s = 2 [ json_name = "x // y" ] ; }',
  ],
])('takes %s %s for %s', (format, text, canonical) => {
  expect(canonicalText(format, text)).toBe(canonical);
  expect(canonicalText(format, canonical)).toBe(canonical);
});

it('normalises JSON by the order of names, and keeps each number as it is written', () => {
  expect(normalizedText('JSON', '{"b": 1.50, "a": {"__proto__": 12345678901234567890, "": "n1"}}')).toBe(
    '{"a":{"":"n1","__proto__":12345678901234567890},"b":1.50}',
  );
  expect(normalizedText('JSON', '{ "a": ')).toBe('{"a":');
  expect(normalizedText('JSON', '['.repeat(100_000))).toBe('['.repeat(100_000));
});

it('names a schema by all that it is', () => {
  const schema = { format: 'JSON' as const, text: 'true', references: [], metadata: null, ruleSet: null };
  const others = [
    schema,
    { ...schema, format: 'AVRO' as const },
    { ...schema, references: [{ name: 'a', subject: 'b', version: 1 }] },
    { ...schema, metadata: { properties: { a: '1' } } },
    { ...schema, ruleSet: { domainRules: [{ name: 'r', type: 'CEL' }] } },
  ];
  const names = others.map(fingerprintOf);
  expect(new Set(names).size).toBe(others.length);
  expect(new Set(names.map(guidOf)).size).toBe(others.length);
  expect(fingerprintOf({ ...schema, metadata: { properties: { a: '1', b: '2' } } })).toBe(
    fingerprintOf({ ...schema, metadata: { properties: { b: '2', a: '1' } } }),
  );
});
