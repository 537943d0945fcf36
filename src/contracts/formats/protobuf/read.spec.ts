import { describe, expect, it } from '@jest/globals';
import type { ReferencedSchema } from '../../source.js';
import { protobufFormat } from './protobuf-format.js';

const proto2Of = (body: string): string => `syntax = "proto2"; ${body}`;

const problemsOf = (text: string, references: ReferencedSchema[] = []): string[] => {
  const reading = protobufFormat.read({ text, references }, { defaultDialect: '2020-12', isOver: () => false });
  return 'problems' in reading ? reading.problems.map(({ place, reason }) => `${place}: ${reason}`) : [];
};
const proto3 = (body: string): string => `syntax = "proto3"; ${body}`;
const message = (fields: string): string => proto3(`message M { ${fields} }`);

describe('reading Protobuf', () => {
  it.each([
    ['a number twice', message('string a = 1; string b = 1;'), 'Number 1 is taken by "a".'],
    ['the number 0', message('string a = 0;'), "A field's number is between 1 and 536870911."],
    ['a number too large', message('string a = 536870912;'), "A field's number is between 1 and 536870911."],
    ['a number of Protobuf', message('string a = 19500;'), 'The numbers 19000 to 19999 belong to Protobuf itself.'],
    [
      'a number beyond all numbers',
      message(`string a = 1${'0'.repeat(400)};`),
      "A field's number is between 1 and 536870911.",
    ],
    ['a reserved number', message('reserved 2 to 4; string a = 3;'), 'Number 3 is reserved.'],
    ['a reserved name', message('reserved "a"; string a = 3;'), 'The name "a" is reserved.'],
    ['numbers reserved twice', message('reserved 2 to 4, 4 to 6;'), 'The numbers from 4 on are reserved twice.'],
    ['a name twice', message('string a = 1; int32 a = 2;'), '"a" is declared twice.'],
    [
      'one name in JSON',
      message('string foo_bar = 1; string fooBar = 2;'),
      'In JSON, "fooBar" and "foo_bar" are both "fooBar".',
    ],
    ['brackets in JSON', message('string a = 1 [json_name = "[a]"];'), 'In JSON, a name in brackets is an extension.'],
    [
      'a message called as the entries of a map',
      message('map<string, string> line_items = 1; message LineItemsEntry { }'),
      'The entries of "line_items" are called "LineItemsEntry", and "LineItemsEntry" stands beside it.',
    ],
    [
      'two maps whose entries are called alike',
      message('map<string, string> a_b = 1; map<string, string> AB = 2;'),
      'The entries of "AB" are called "ABEntry", and so are those of "a_b".',
    ],
    ['required in proto3', message('required string a = 1;'), 'proto3 has no required fields.'],
    ['a default in proto3', message('int32 a = 1 [default = 2];'), 'proto3 has no defaults of its own.'],
    ['a group in proto3', message('optional group A = 1 { }'), 'Only proto2 has groups.'],
    [
      'no label in proto2',
      'syntax = "proto2"; message M { string a = 1; }',
      'A field in proto2 starts with "optional", "required" or "repeated".',
    ],
    [
      'a default beyond its type',
      'message M { optional int32 a = 1 [default = 3000000000]; }',
      'This default is no value of the type.',
    ],
    [
      'optional in an edition',
      'edition = "2023"; message M { optional string a = 1; }',
      'Editions have no label "optional": set features.field_presence instead.',
    ],
    [
      'a feature that does not exist',
      'edition = "2023"; option features.enum_type = SHUT; message M {}',
      'There is no feature enum_type = SHUT.',
    ],
    [
      'a feature outside of editions',
      proto3('option features.enum_type = OPEN; message M {}'),
      'Features exist in editions only, not in proto2 or proto3.',
    ],
    [
      'an edition that does not exist',
      'edition = "1999"; message M {}',
      '"1999" is none of proto2, proto3 and the editions 2023 and 2024.',
    ],
    ['an enum that starts at 1', proto3('enum E { A = 1; }'), 'The first value of the open enum "E" is 0.'],
    ['an empty enum', proto3('enum E { }'), 'The enum "E" has no values.'],
    [
      'two values of one number',
      proto3('enum E { A = 0; B = 0; }'),
      'Number 0 is taken by "A"; "option allow_alias = true;" would allow it.',
    ],
    [
      'aliases allowed for nothing',
      proto3('enum E { option allow_alias = true; A = 0; }'),
      '"E" allows aliases, and no two of its values share a number.',
    ],
    [
      'one name in two enums of a scope',
      proto3('enum E { A = 0; } enum F { A = 0; }'),
      '"A" is declared twice: an enum\'s values are names of the scope around it.',
    ],
    ['a type that is not there', message('Missing a = 1;'), '"Missing" is not defined.'],
    ['a name that is no type', message('string b = 1; M.b a = 2;'), '"M.b" is not a type.'],
    [
      'a map with keys of bytes',
      message('map<bytes, string> a = 1;'),
      "A map's keys are whole numbers, booleans or strings, not bytes.",
    ],
    ['many maps', message('repeated map<string, string> a = 1;'), 'A map has no label, so "repeated" is too much.'],
    ['a map in a oneof', message('oneof o { map<string, string> a = 1; }'), 'A map cannot be a field of a oneof.'],
    [
      'a list in a oneof',
      message('oneof o { repeated string a = 1; }'),
      'A field of a oneof has no label, so "repeated" is too much.',
    ],
    ['an empty oneof', message('oneof o { }'), 'The oneof "o" has no fields.'],
    [
      'packed text',
      message('repeated string a = 1 [packed = true];'),
      'Only repeated numbers, booleans and enums are packed.',
    ],
    [
      'an option twice',
      message('string a = 1 [deprecated = true, deprecated = false];'),
      'The option "deprecated" is set twice.',
    ],
    ['an extension in proto3', proto3('message M {} extend M { string a = 1; }'), '"M" declares no extensions at 1.'],
    [
      'an import twice',
      proto3('import "google/protobuf/any.proto"; import "google/protobuf/any.proto";'),
      '"google/protobuf/any.proto" is imported twice.',
    ],
    [
      'an import nobody brought',
      proto3('import "shop/money.proto";'),
      '"shop/money.proto" is not among the references: register it and name it in "references".',
    ],
    [
      'an import from elsewhere',
      proto3('import "https://example.com/a.proto";'),
      '"https://example.com/a.proto" is elsewhere, and nothing is ever fetched: register it as a schema and refer to it by name.',
    ],
    ['a string that is not closed', 'syntax = "proto3;', 'This string is not closed on its line.'],
    ['a comment that is not closed', 'syntax = "proto3"; /* ', 'This comment is never closed.'],
    ['a stray character', message('string a = 1; # no'), '"#" has no meaning here.'],
    ['two packages', proto3('package a; package b;'), 'A file has one package.'],
    ['a stray brace', proto3('}'), 'This "}" closes nothing.'],
  ])('refuses %s', (_, text, reason) => {
    expect(problemsOf(text).map((problem) => problem.replace(/^[^:]*: /, ''))).toContain(reason);
  });

  it('tells every mistake with its line and column', () => {
    const text = 'syntax = "proto3";\nmessage M {\n  string a = ;\n  Missing b = 2\n}\nenum E { A = 0 }\n';
    expect(problemsOf(text)).toEqual([
      `line 3, column 14: Expected a field's number, found ";".`,
      `line 5, column 1: Expected ";", found "}".`,
      `line 6, column 16: Expected ";", found "}".`,
    ]);
  });

  it('names a circle of imports, and the file a mistake is in', () => {
    const circle = [
      { name: 'a.proto', text: proto3('import "b.proto";') },
      { name: 'b.proto', text: proto3('import "a.proto";') },
    ];
    expect(problemsOf(proto3('import "a.proto";'), circle)).toEqual([
      '"b.proto", line 1, column 27: Imports go round in a circle: a.proto imports b.proto imports a.proto.',
    ]);
    expect(problemsOf(proto3('import "a.proto";'), [{ name: 'a.proto', text: message('string a = 0;') }])).toEqual([
      `"a.proto", line 1, column 43: A field's number is between 1 and 536870911.`,
    ]);
  });

  it('names a reference that stands for two texts', () => {
    const [one, other] = ['A', 'B'].map((name) => ({ name: 'a.proto', text: proto3(`message ${name} { }`) }));
    const using = proto3('import "a.proto"; message M { A a = 1; }');
    const at = using.indexOf('"a.proto"') - using.lastIndexOf('\n', using.indexOf('"a.proto"'));
    expect(problemsOf(using, [one!, other!])).toEqual([
      `line ${using.slice(0, using.indexOf('"a.proto"')).split('\n').length}, column ${at}: "a.proto" is among the references twice, with different texts.`,
    ]);
    expect(problemsOf(using, [one!, one!])).toEqual([]);
  });

  it('knows the files that protoc brings', () => {
    const using = (path: string, type: string): string =>
      proto2Of(`import "${path}"; message M { optional ${type} a = 1; }`);
    for (const type of ['FileDescriptorSet', 'FieldDescriptorProto.Type', 'FeatureSet', 'FileOptions'])
      expect(problemsOf(using('google/protobuf/descriptor.proto', `google.protobuf.${type}`))).toEqual([]);
    expect(problemsOf(using('google/protobuf/api.proto', 'google.protobuf.Api'))).toEqual([]);
  });

  it('sees what an import imports publicly, and nothing else behind it', () => {
    const deep = { name: 'deep.proto', text: proto3('message Deep {}') };
    const using = proto3('import "mid.proto"; message M { Deep d = 1; }');
    const publicly = { name: 'mid.proto', text: proto3('import public "deep.proto";') };
    const privately = { name: 'mid.proto', text: proto3('import "deep.proto";') };
    expect(problemsOf(using, [deep, publicly])).toEqual([]);
    expect(problemsOf(using, [deep, privately])).toEqual([
      'line 1, column 52: "Deep" is defined in "deep.proto", which this file does not import.',
    ]);
  });

  it('takes all that the language has', () => {
    const text = `syntax = "proto2";
      package shop;
      import "google/protobuf/descriptor.proto";
      import "google/protobuf/timestamp.proto";
      import "confluent/meta.proto";
      option java_package = "com.example" "shop";
      extend google.protobuf.FieldOptions { optional string unit = 50001; }
      message Order {
        option (confluent.message_meta) = { doc: "An order", params: [{ key: "a" value: "b" }] };
        required string id = 1 [(unit) = "none", (confluent.field_meta).tags = "PII"];
        optional group Result = 2 { optional int64 at = 1 [jstype = JS_STRING]; }
        repeated int32 counts = 0x3 [packed = true];
        map<string, .shop.Order.Line> lines = 4;
        oneof choice { string left = 5; google.protobuf.Timestamp right = 6; }
        optional double rate = 7 [default = -inf];
        optional bytes raw = 8 [default = "\\001\\x02"];
        message Line { optional Order parent = 1; }
        reserved 20 to 29, 31; reserved "old";
        extensions 100 to 199;
      }
      extend Order { optional string note = 100; }
      enum State { option allow_alias = true; NEW = 0; FRESH = 0; OLD = -1; reserved -5 to -3; }
      service Orders { rpc Watch (stream Order) returns (stream Order) { option idempotency_level = IDEMPOTENT; } rpc One (Order) returns (Order); }`;
    expect(problemsOf(text)).toEqual([]);
  });

  it('ends cleanly on hostile texts', () => {
    const nested = 'message A { '.repeat(10_000) + '}'.repeat(10_000);
    expect(problemsOf(proto3(nested))).toEqual([
      expect.stringMatching(/^line 1, column \d+: Messages may stand 32 deep inside each other/),
    ]);
    expect(problemsOf(proto3(`option a = ${'{ a: '.repeat(10_000)}`))[0]).toMatch(/nested too deeply/);
    expect(problemsOf('{'.repeat(100_000)).length).toBeGreaterThan(0);
    expect(problemsOf('\u0000\u0001'.repeat(10_000)).length).toBe(50);
    expect(problemsOf('')).toEqual([]);
  });

  it('takes names such as __proto__ and constructor for names', () => {
    const text = message(
      'string __proto__ = 1; M constructor = 2; map<string, M> toString = 3; int32 hasOwnProperty = 4;',
    );
    const reading = protobufFormat.read({ text }, { defaultDialect: '2020-12', isOver: () => false });
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    const decoded = protobufFormat.decode(reading.schema, Buffer.from('0a01781200', 'hex'));
    expect(JSON.stringify(decoded)).toBe('{"event":{"__proto__":"x","constructor":{}}}');
    expect(
      protobufFormat.validate(reading.schema, JSON.parse('{"__proto__":"x","toString":{"__proto__":{}}}')),
    ).toEqual([]);
  });
});
