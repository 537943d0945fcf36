import type { Format } from '../../contracts/source.js';
import { contractOf, fitsStandard } from './contract-of.spec-support.js';

interface Property {
  name?: string;
  logicalType?: string;
  logicalTypeOptions?: object;
  required: boolean;
  customProperties?: { property: string; value: unknown }[];
  items?: Property;
}

const fits = fitsStandard();

/** The property of a field: its logical type, the options of that, whether it is never null, and what else is said. */
function said(format: Format, text: string, name = 'f') {
  const contract = contractOf(format, text) as { schema: { properties: Property[] }[] };
  expect([fits(contract), fits.errors]).toEqual([true, null]);
  return short(contract.schema[0]!.properties.find((one) => one.name === name)!);
}

function short({ logicalType, logicalTypeOptions, required, customProperties, items }: Property): unknown[] {
  const custom = (customProperties ?? []).map(({ property, value }) => [property, value]);
  const words = [logicalType ?? null, logicalTypeOptions ?? {}, required ? 'never null' : 'may be null'];
  return [...words, ...custom, ...(items === undefined ? [] : [short(items)])];
}

const avro = (type: unknown, rest: object = {}) =>
  JSON.stringify({ type: 'record', name: 'R', fields: [{ name: 'f', type, ...rest }] });
const logical = (type: string, logicalType: string, rest: object = {}) => ({ type, logicalType, ...rest });

it.each<[unknown, unknown[]]>([
  ['int', ['integer', { format: 'i32' }, 'never null']],
  ['long', ['integer', { format: 'i64' }, 'never null']],
  [
    ['null', 'long'],
    ['integer', { format: 'i64' }, 'may be null'],
  ],
  ['float', ['number', { format: 'f32' }, 'never null']],
  ['double', ['number', { format: 'f64' }, 'never null']],
  ['bytes', ['string', { format: 'binary' }, 'never null']],
  ['null', [null, {}, 'may be null']],
  [
    ['string', 'null'],
    ['string', {}, 'may be null'],
  ],
  [
    ['null', 'int', 'string'],
    [null, {}, 'may be null'],
  ],
  [
    ['int', 'string'],
    [null, {}, 'never null'],
  ],
  [
    logical('bytes', 'decimal', { precision: 10, scale: 2 }),
    ['number', {}, 'never null', ['precision', 10], ['scale', 2]],
  ],
  [
    logical('fixed', 'decimal', { name: 'D', size: 5, precision: 10 }),
    ['number', {}, 'never null', ['precision', 10], ['scale', 0], ['size', 5]],
  ],
  [logical('bytes', 'big-decimal'), ['number', {}, 'never null']],
  [logical('string', 'uuid'), ['string', { format: 'uuid' }, 'never null']],
  [logical('fixed', 'uuid', { name: 'U', size: 16 }), ['string', { format: 'uuid' }, 'never null', ['size', 16]]],
  [logical('fixed', 'duration', { name: 'U', size: 12 }), ['string', { format: 'binary' }, 'never null', ['size', 12]]],
  [logical('int', 'date'), ['date', {}, 'never null']],
  [logical('int', 'time-millis'), ['time', { timezone: false }, 'never null']],
  [logical('long', 'timestamp-micros'), ['timestamp', { timezone: true }, 'never null']],
  [
    ['null', logical('long', 'local-timestamp-nanos')],
    ['timestamp', { timezone: false }, 'may be null'],
  ],
  [logical('long', 'timestamp-of-mine'), ['integer', { format: 'i64' }, 'never null']],
  [{ type: 'enum', name: 'E', symbols: ['A', 'B'] }, ['string', {}, 'never null', ['enum', ['A', 'B']]]],
  [{ type: 'map', values: 'long' }, ['object', {}, 'never null', ['mapValues', 'long']]],
  [
    { type: 'array', items: ['null', 'long'] },
    ['array', {}, 'never null', ['integer', { format: 'i64' }, 'may be null']],
  ],
])('of Avro %j', (type, expected) => {
  expect(said('AVRO', avro(type))).toEqual(expected);
});

it('of an Avro field that readers have a default for: every event has it', () => {
  expect(said('AVRO', avro('int', { default: 0 }))).toEqual(['integer', { format: 'i32' }, 'never null']);
  expect(said('AVRO', avro(['null', 'int'], { default: null }))).toEqual(['integer', { format: 'i32' }, 'may be null']);
});

it.each<[object | boolean, unknown[]]>([
  [{ type: 'integer' }, ['integer', {}, 'never null']],
  [{ type: ['integer', 'null'] }, ['integer', {}, 'may be null']],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, ['string', {}, 'may be null']],
  [{ enum: ['a', 'b', null] }, ['string', {}, 'may be null', ['enum', ['a', 'b', null]]]],
  [{ type: ['string', 'null'], enum: ['a', 'b'] }, ['string', {}, 'never null', ['enum', ['a', 'b']]]],
  [true, [null, {}, 'may be null']],
  [{ type: 'integer', format: 'int64' }, ['integer', { format: 'i64' }, 'never null']],
  [{ type: 'number', format: 'int64' }, ['number', {}, 'never null']],
  [{ type: 'string', format: 'email' }, ['string', { format: 'email' }, 'never null']],
  [{ type: 'string', format: 'date-time' }, ['timestamp', { timezone: true }, 'never null']],
  [
    { type: 'string', format: 'date', maxLength: 10, pattern: '^2' },
    ['date', { format: 'yyyy-MM-dd' }, 'never null', ['pattern', '^2'], ['maxLength', 10]],
  ],
  [{ type: 'string', format: 'time' }, ['time', { timezone: true }, 'never null']],
  [{ type: ['string', 'integer'], format: 'date' }, [null, {}, 'never null']],
  [{ type: 'array', format: 'date' }, ['array', {}, 'never null']],
  [{ type: 'string', properties: { a: { type: 'string' } } }, ['string', {}, 'never null']],
  [{ type: 'array', items: [{ type: 'string' }] }, ['array', {}, 'never null', ['prefixItems', ['string']]]],
  [
    { type: 'array', items: { type: ['null', 'boolean'] } },
    ['array', {}, 'never null', ['boolean', {}, 'may be null']],
  ],
])('of JSON Schema %j', (schema, expected) => {
  expect(said('JSON', JSON.stringify({ type: 'object', properties: { f: schema }, required: ['f'] }))).toEqual(
    expected,
  );
});

it('of a property of JSON Schema that may be missing', () => {
  expect(said('JSON', '{"type":"object","properties":{"f":{"type":"string"}}}')).toEqual(['string', {}, 'may be null']);
});

it.each<[string, unknown[]]>([
  ['int32 f = 1;', ['integer', { format: 'i32' }, 'never null']],
  ['optional sint64 f = 1;', ['integer', { format: 'i64' }, 'may be null']],
  ['fixed64 f = 1;', ['integer', { format: 'u64' }, 'never null']],
  ['uint32 f = 1;', ['integer', { format: 'u32' }, 'never null']],
  ['double f = 1;', ['number', { format: 'f64' }, 'never null']],
  ['bytes f = 1;', ['string', { format: 'binary' }, 'never null']],
  ['oneof o { string f = 1; bool g = 2; }', ['string', {}, 'may be null']],
  ['repeated uint64 f = 1;', ['array', {}, 'never null', ['integer', { format: 'u64' }, 'never null']]],
  ['map<string, int64> f = 1;', ['object', {}, 'never null', ['mapValues', 'int64']]],
  ['google.protobuf.Timestamp f = 1;', ['timestamp', { timezone: true }, 'may be null']],
  ['google.protobuf.Int64Value f = 1;', ['integer', { format: 'i64' }, 'may be null']],
  ['google.protobuf.FloatValue f = 1;', ['number', { format: 'f32' }, 'may be null']],
])('of Protobuf %s', (field, expected) => {
  const imports = ['timestamp', 'wrappers'].map((name) => `import "google/protobuf/${name}.proto";`).join(' ');
  expect(said('PROTOBUF', `syntax = "proto3"; ${imports} message M { ${field} }`)).toEqual(expected);
});
