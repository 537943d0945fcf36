import type { Format } from '../../../contracts/source.js';
import { findTags, withTags, withTagsOf } from './schema-tags.js';
import type { SchemaTags } from './tag-place.js';

const field = (entityPath: string, ...tags: string[]): SchemaTags => ({
  schemaEntity: { entityPath, entityType: 'sr_field' },
  tags,
});
const record = (entityPath: string, ...tags: string[]): SchemaTags => ({
  schemaEntity: { entityPath, entityType: 'sr_record' },
  tags,
});
const add = (format: Format, text: string, ...tags: SchemaTags[]) => withTags(format, text, { add: tags, remove: [] });
const remove = (format: Format, text: string, ...tags: SchemaTags[]) =>
  withTags(format, text, { add: [], remove: tags });

describe('tags in Avro', () => {
  const order = (id: string, record = '') =>
    `{"type": "record", "name": "Order", "namespace": "shop", "fields": [\n  {"name": "id", "type": "long", "default": 9007199254740993${id}}]${record}}`;

  it('are put on a field and a record, and all else stays as it was written', () => {
    expect(add('AVRO', order(''), field('shop.Order.id', 'PII', 'KEY'), record('.shop.Order', 'EVENT'))).toEqual({
      text: order(',"confluent:tags":["PII","KEY"]', ',"confluent:tags":["EVENT"]'),
    });
  });

  it('are taken off, the member with the last one', () => {
    const tagged = order(', "confluent:tags": ["PII", "KEY"]');
    expect(remove('AVRO', tagged, field('shop.Order.id', 'KEY'))).toEqual({
      text: order(', "confluent:tags": ["PII"]'),
    });
    expect(remove('AVRO', tagged, field('shop.Order.id', 'KEY', 'PII'))).toEqual({ text: order('') });
    expect(remove('AVRO', '{"confluent:tags":["A"],"type":"record","name":"R","fields":[]}', record('R', 'A'))).toEqual(
      {
        text: '{"type":"record","name":"R","fields":[]}',
      },
    );
  });

  it('are found in records within records, by their full names', () => {
    const inner =
      '{"type":"record","name":"b.In","fields":[{"name":"x","type":"int","confluent:tags":["A"]},{"name":"y","type":"int"}]}';
    const text = `{"type":"record","name":"Out","namespace":"a","confluent:tags":["B"],"fields":[{"name":"l","type":["null",{"type":"array","items":${inner}}]}]}`;
    expect(findTags('AVRO', text, ['*'])).toEqual([record('a.Out', 'B'), field('b.In.x', 'A')]);
    expect(findTags('AVRO', text, ['A', 'C'])).toEqual([field('b.In.x', 'A')]);
    expect(findTags('AVRO', text, ['C'])).toEqual([]);
  });
});

describe('tags in JSON Schema', () => {
  const text =
    '{"properties":{"email":{"type":"string"},"lines":{"items":{"properties":{"sku":{}}}}},"$defs":{"Money":{"properties":{"amount":{}}}},"anyOf":[{},{"properties":{"iban":{}}}]}';

  it.each([
    ['object.email', '"email":{"type":"string","confluent:tags":["PII"]}'],
    ['object.lines.array.object.sku', '"sku":{"confluent:tags":["PII"]}'],
    ['object.$defs.Money.object.amount', '"amount":{"confluent:tags":["PII"]}'],
    ['anyof.1.object.iban', '"iban":{"confluent:tags":["PII"]}'],
  ])('are put on %s and found there', (path, expected) => {
    const tagged = add('JSON', text, field(path, 'PII'));
    expect(tagged).toEqual({ text: expect.stringContaining(expected) });
    expect(findTags('JSON', (tagged as { text: string }).text, ['PII'])).toEqual([field(path, 'PII')]);
  });

  it('are put on the event itself', () => {
    expect(add('JSON', '{}', record('object', 'EVENT'))).toEqual({ text: '{"confluent:tags":["EVENT"]}' });
  });
});

describe('tags in Protobuf', () => {
  const file = (body: string, imports = '') => `syntax = "proto3";\npackage shop;${imports}\n\n// An order.\n${body}`;
  const meta = '\nimport "confluent/meta.proto";';

  it('are put on fields and messages, with the import that defines them', () => {
    const text = file('message Order {\n  string id = 1;\n  string email = 2 [deprecated = true];\n}\n');
    expect(
      add('PROTOBUF', text, field('Order.id', 'KEY'), field('.shop.Order.email', 'PII'), record('Order', 'EVENT')),
    ).toEqual({
      text: file(
        'message Order {\n  option (confluent.message_meta) = { tags: ["EVENT"] };\n' +
          '  string id = 1 [(confluent.field_meta) = { tags: ["KEY"] }];\n' +
          '  string email = 2 [deprecated = true, (confluent.field_meta) = { tags: ["PII"] }];\n}\n',
        meta,
      ),
    });
  });

  it('keep what else the options say, in the way they are written', () => {
    const whole = 'string id = 1 [(confluent.field_meta) = {doc: "It\'s \\"it\\"", tags: "A"}];';
    const parts = 'string no = 2 [(confluent.field_meta).doc = "d", (confluent.field_meta).tags = "A" ];';
    const text = file(`message Order { option (confluent.message_meta).tags = "E"; ${whole} ${parts} }`, meta);
    const change = { add: [field('Order.id', 'B'), field('Order.no', 'B')], remove: [record('Order', 'E')] };
    expect(withTags('PROTOBUF', text, change)).toEqual({
      text: file(
        'message Order { string id = 1 [(confluent.field_meta) = { doc: "It\'s \\"it\\"", tags: ["A","B"] }]; ' +
          'string no = 2 [(confluent.field_meta).doc = "d", (confluent.field_meta).tags = "A", (confluent.field_meta).tags = "B"]; }',
        meta,
      ),
    });
    expect(findTags('PROTOBUF', text, ['*'])).toEqual([
      record('Order', 'E'),
      field('Order.id', 'A'),
      field('Order.no', 'A'),
    ]);
  });

  it('leave no brackets behind', () => {
    const text = file('message Order { map<string, int32> n = 1 [ (confluent.field_meta).tags = "A" ]; }', meta);
    expect(remove('PROTOBUF', text, field('Order.n', 'A'))).toEqual({
      text: file('message Order { map<string, int32> n = 1; }', meta),
    });
  });
});

it.each(['AVRO', 'JSON', 'PROTOBUF'] as const)('names the path that leads nowhere in %s, valid or not', (format) => {
  for (const text of ['{}', 'message Order {}', '{"type":', '']) {
    expect(add(format, text, field('does.not.exist', 'A'))).toEqual({ missing: 'does.not.exist' });
  }
});

it('changes nothing where the tags are there, or not there, already', () => {
  const text = '{ "type": "object", "confluent:tags" : [ "A" ] }';
  expect(add('JSON', text, record('object', 'A'))).toEqual({ text });
  expect(remove('JSON', text, record('object', 'B'))).toEqual({ text });
});

it('brings the tags of an older schema to what a newer one still has', () => {
  const older = findTags('JSON', '{"properties":{"a":{"confluent:tags":["A"]},"b":{"confluent:tags":["B"]}}}', ['*']);
  expect(withTagsOf('JSON', '{"properties":{"b":{},"c":{}}}', older)).toBe(
    '{"properties":{"b":{"confluent:tags":["B"]},"c":{}}}',
  );
});

it('finds nothing in what is nested too deeply, and comes to an end', () => {
  const deep = '{"properties":{"a":'.repeat(10_000) + '{}' + '}}'.repeat(10_000);
  expect(findTags('JSON', deep, ['*'])).toEqual([]);
  expect(findTags('AVRO', '['.repeat(100_000) + ']'.repeat(100_000), ['*'])).toEqual([]);
  expect(findTags('PROTOBUF', 'message A {'.repeat(10_000) + '}'.repeat(10_000), ['*'])).toEqual([]);
});
