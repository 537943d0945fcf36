import { checkCompatibility, findSchemaProblems } from '../../contracts/compatibility.js';
import type { Finding } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import type { Format } from '../../contracts/source.js';
import { problemOf } from '../reports/problems.spec-support.js';
import { placesIn, type SourceText } from './finding-places.js';

const finding = (more: Partial<Finding>): Finding => ({ ...problemOf().finding, ...more });

/** What is underlined, with its line and column: `3:5 "type": "text"`. */
function marked(source: SourceText, about: Partial<Finding>): string | null {
  const place = placesIn(source)(finding(about));
  if (place === null) return null;
  const lines = source.text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const last = place.endLine === place.line ? place.endColumn - 1 : undefined;
  return `${place.line}:${place.column} ${lines[place.line - 1]!.slice(place.column - 1, last)}`;
}

const json = (text: string, file = 'a.json'): SourceText => ({ format: 'JSON', file, text });

const SCHEMA = `{
  "type": "object",
  "properties": {
    "a/b": { "type": "text" },
    "deep": {
      "minLength": 3
    }
  },
  "required": ["x", "y"]
}`;

describe('the place of a finding in JSON', () => {
  it.each([
    ['/properties/a~1b/type', '4:14 "type": "text"'],
    ['/properties/deep', '5:5 "deep"'],
    ['/properties/deep/minLength', '6:7 "minLength": 3'],
    ['/required/1', '9:21 "y"'],
    ['/required', '9:3 "required": ["x", "y"]'],
    ['/properties/deep/properties/gone/type', '5:5 "deep"'],
    ['', null],
    ['/nothing/of/it', null],
  ])('at %s is %s', (readerPath, expected) => {
    expect(marked(json(SCHEMA), { readerPath })).toBe(expected);
  });

  it('is the name in a list where the message says which', () => {
    expect(marked(json(SCHEMA), { readerPath: '/required', message: 'It requires "y".' })).toBe('9:21 "y"');
  });

  it('counts lines of any end, no byte order mark, a tab as one and a duck as two', () => {
    const text = '\ufeff{\r\n\t"🦆": {"type": "string"},\r\n\t"last": 1\r\n}';
    expect(placesIn(json(text))(finding({ readerPath: '/🦆/type' }))).toEqual({
      line: 2,
      column: 9,
      endLine: 2,
      endColumn: 25,
    });
    expect(marked(json(text), { readerPath: '/last' })).toBe('3:2 "last": 1');
  });

  it('of a name that stands twice is the last one, as for JSON.parse', () => {
    expect(marked(json('{"a": 1,\n"a": 2}'), { readerPath: '/a' })).toBe('2:1 "a": 2');
  });

  it.each([
    ['{\n "a": }', '2:7 }'],
    ['{\n "a": 1\n', '3:1 '],
    ['', '1:1 '],
    ['{"a": 1,}', '1:9 }'],
  ])('is the mistake where %j is no JSON', (text, expected) => {
    const [problem] = findSchemaProblems('JSON', { text });
    expect(marked(json(text), problem!)).toBe(expected);
  });

  it('is inside the part of a document that is the schema', () => {
    const source = { ...json('{"payload": {\n"type": "string"}}'), base: '/payload' };
    expect(marked(source, { readerPath: '/type' })).toBe('2:1 "type": "string"');
    expect(marked(source, { readerPath: '/gone' })).toBeNull();
  });

  it('of a finding about another text is not told', () => {
    expect(marked(json(SCHEMA), { readerPath: 'com.acme.Money#/fields/0' })).toBeNull();
  });
});

describe('the place of a finding in YAML', () => {
  const text = `# comment\ntype: object\nproperties:\n  a: &text {type: text}\n  b: *text\n  "c":\n    type: integer\nrequired:\n  - x\n  - y\n`;
  it.each([
    ['/properties/a/type', '4:13 type: text'],
    ['/properties/b', '5:3 b: *text'],
    ['/properties/b/type', '4:13 type: text'],
    ['/properties/c', '6:3 "c"'],
    ['/required/1', '10:5 y'],
    ['/properties/c/gone', '6:3 "c"'],
  ])('at %s is %s', (readerPath, expected) => {
    expect(marked(json(text, 'a.yaml'), { readerPath })).toBe(expected);
  });

  it('of what a merge key brings is where it was written, unless it is written anew', () => {
    const merged = json('x: &x {type: text}\ny: &y {minLength: 1}\na:\n  <<: [*x, *y]\n  minLength: 2\n', 'a.yaml');
    expect(marked(merged, { readerPath: '/a/type' })).toBe('1:8 type: text');
    expect(marked(merged, { readerPath: '/a/minLength' })).toBe('5:3 minLength: 2');
    expect(marked(json('a: &a {<<: *a}', 'a.yaml'), { readerPath: '/a/b' })).toBe('1:1 a: &a {<<: *a}');
  });

  it('is the mistake where it is no YAML', () => {
    expect(marked(json('a: 1\nb: [1\n', 'a.yml'), {})).toBe('3:1 ');
  });
});

/** The first finding of a change, and what is underlined for it. */
function checked(format: Format, level: Level, [older, newer]: [string, string], ending: string): string | null {
  const history = [{ version: 1, format, text: older }];
  const [first] = checkCompatibility({ format, level, history, candidate: newer }).findings;
  return marked({ format, file: `a.${ending}`, text: newer }, first!);
}

describe('the place of a real finding', () => {
  const record = (fields: string): string => `{"type": "record", "name": "A", "fields": [\n${fields}\n]}`;

  it('in Avro is the field', () => {
    const older = record('{"name": "a", "type": "long"}');
    expect(checked('AVRO', 'BACKWARD', [older, record('{"name": "a", "type": "int"}')], 'avsc')).toBe(
      '2:15 "type": "int"',
    );
  });

  it('forward stands in the candidate, which is the writer', () => {
    const older = record('{"name": "a", "type": "long"}, {"name": "b", "type": "long"}');
    const newer = record('{"name": "b", "type": "double"}, {"name": "a", "type": "long"}');
    expect(checked('AVRO', 'FORWARD', [older, newer], 'avsc')).toBe('2:15 "type": "double"');
    const schema = (required: string): string =>
      `{"type": "object",\n"required": [${required}],\n"additionalProperties": false, "properties": {"a": {}, "b": {}}}`;
    expect(checked('JSON', 'FORWARD', [schema('"a", "b"'), schema('"a"')], 'json')).toBe('2:1 "required": ["a"]');
  });

  it('in Protobuf is the statement of the field, the name of what else there is, and the message where a field is gone', () => {
    const proto = (field: string): string => `syntax = "proto3";\nmessage A {\n  // Why.\n  ${field}\n}\n`;
    expect(checked('PROTOBUF', 'BACKWARD', [proto('int64 a = 1;'), proto('repeated string b = 1;')], 'proto')).toBe(
      '4:12 string b = 1;',
    );
    const source: SourceText = { format: 'PROTOBUF', file: 'a.proto', text: proto('int64 a = 1;') };
    expect(marked(source, { readerPath: 'A.gone' })).toBe('2:9 A');
    expect(marked(source, { readerPath: 'Gone.gone' })).toBeNull();
    expect(marked(source, { direction: 'forward', readerPath: 'A.gone', writerPath: 'A.a' })).toBe('4:3 int64 a = 1;');
  });

  it('in Protobuf that is none is the mistake', () => {
    const text = 'syntax = "proto3";\r\nmessage A {\r\n  int64 = 1;\r\n}\r\n';
    const [problem] = findSchemaProblems('PROTOBUF', { text });
    expect(marked({ format: 'PROTOBUF', file: 'a.proto', text }, problem!)).toBe('3:9 =');
  });

  it('of what nests deeper than any stack is not told, or is where the reading gave up, and nothing throws', () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(marked(json(deep), { readerPath: '/b' })).toBeNull();
    expect(marked(json(deep.replaceAll('"a":', 'a: '), 'a.yaml'), { readerPath: '/b' })).toMatch(/^1:\d+ \{$/);
  });
});

it('of what was brought into a schema from elsewhere in its document is there', () => {
  const document = {
    payload: { properties: { order: { $ref: '#/schemas/Order' } } },
    schemas: { Order: { properties: { id: { type: 'string' } } } },
  };
  const source = {
    ...json(JSON.stringify(document, null, 1)),
    base: '/payload',
    brought: new Map([['/definitions/Order', '/schemas/Order']]),
  };
  expect(marked(source, { readerPath: '/definitions/Order/properties/id/type' })).toBe('13:6 "type": "string"');
  expect(marked(source, { readerPath: '/definitions/Order' })).toBeNull();
  expect(marked(source, { readerPath: '/properties/order' })).toBe('4:4 "order"');
});
