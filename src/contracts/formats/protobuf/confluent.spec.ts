import { describe, expect, it } from '@jest/globals';
import { checkCompatibility, type CompatibilityResult } from '../../compatibility.js';
import type { ReferencedSchema } from '../../source.js';

interface Case {
  name: string;
  older: string;
  newer: string;
  olderReferences?: ReferencedSchema[];
  newerReferences?: ReferencedSchema[];
  /** Confluent's names of what is refused; none is compatible. */
  refused: string[];
}

const proto3 = (body: string): string => `syntax = "proto3";\n${body}`;
const proto2 = (body: string): string => `syntax = "proto2";\n${body}`;
const event = (fields: string, rest = ''): string => proto3(`message Event { ${fields} } ${rest}`);
const status = 'message Status { string text = 1; }';
const home = (name: string, id = 'int32'): string =>
  proto3(`package ${name}; message Home { ${id} device = 1; bool enabled = 2; }`);
const nestedHome = (name: string, id = 'int32'): string =>
  proto3(`package ${name}; message Outer { message Home { ${id} device = 1; } }`);

/**
 * What Confluent's registry says, by its own tests (confluentinc/schema-registry, protobuf-provider, diff-schema-examples.json,
 * Confluent Community License) and Karapace's (Aiven-Open/karapace, tests/unit/protobuf, Apache-2.0): the facts in schemas
 * of our own.
 */
const CASES: Case[] = [
  {
    name: 'another package',
    older: proto3(`package a; message Event { Status s = 1; ${status} }`),
    newer: proto3(`package b; message Event { .b.Event.Status s = 1; ${status} }`),
    refused: [],
  },
  {
    name: 'a type said by its full name',
    older: event(`Status s = 1; ${status}`),
    newer: event(`.Event.Status s = 1; ${status}`),
    refused: [],
  },
  { name: 'a field more', older: event('string a = 1;'), newer: event('string a = 1; string b = 2;'), refused: [] },
  { name: 'a field less', older: event('string a = 1; string b = 2;'), newer: event('string a = 1;'), refused: [] },
  {
    name: 'a required field more',
    older: proto2('message Event { optional string a = 1; }'),
    newer: proto2('message Event { optional string a = 1; required string b = 2; }'),
    refused: ['REQUIRED_FIELD_ADDED'],
  },
  {
    name: 'a required field less',
    older: proto2('message Event { optional string a = 1; required string b = 2; }'),
    newer: proto2('message Event { optional string a = 1; }'),
    refused: ['REQUIRED_FIELD_REMOVED'],
  },
  { name: 'int32 to int64', older: event('int32 a = 1;'), newer: event('int64 a = 1;'), refused: [] },
  { name: 'string to bytes', older: event('string a = 1;'), newer: event('bytes a = 1;'), refused: [] },
  {
    name: 'a number to an enum',
    older: event('int32 a = 1;'),
    newer: event('State a = 1;', 'enum State { ON = 0; OFF = 1; }'),
    refused: [],
  },
  {
    name: 'an enum to a number',
    older: event('State a = 1;', 'enum State { ON = 0; OFF = 1; }'),
    newer: event('int32 a = 1;'),
    refused: [],
  },
  {
    name: 'a number to a message',
    older: event('int32 a = 1;'),
    newer: event(`.Event.Status a = 1; ${status}`, 'enum Status { ON = 0; }'),
    refused: ['FIELD_KIND_CHANGED'],
  },
  {
    name: 'a message to a number',
    older: event(`.Event.Status a = 1; ${status}`),
    newer: event('int32 a = 1;'),
    refused: ['FIELD_KIND_CHANGED', 'MESSAGE_REMOVED'],
  },
  {
    name: 'a value of an enum renamed',
    older: event('State a = 1;', 'enum State { ON = 0; OFF = 1; }'),
    newer: event('State a = 1;', 'enum State { ON = 0; NOT_ON = 1; }'),
    refused: [],
  },
  {
    name: 'one field moved into a new oneof',
    older: event('string a = 1; string b = 2;'),
    newer: event('string a = 1; oneof o { string b = 2; int32 c = 3; }'),
    refused: [],
  },
  {
    name: 'two fields moved into a oneof',
    older: event('string a = 1; string b = 2;'),
    newer: event('oneof o { string a = 1; string b = 2; int32 c = 3; }'),
    refused: ['MULTIPLE_FIELDS_MOVED_TO_ONEOF'],
  },
  {
    name: 'a field moved into a oneof that was there',
    older: event('string a = 1; oneof o { string b = 2; }'),
    newer: event('oneof o { string a = 1; string b = 2; }'),
    refused: ['FIELD_MOVED_TO_EXISTING_ONEOF'],
  },
  {
    name: 'a oneof with a field more',
    older: event('oneof o { string a = 1; string b = 2; }'),
    newer: event('oneof o { string a = 1; string b = 2; int32 c = 3; }'),
    refused: [],
  },
  {
    name: 'a oneof with a field less',
    older: event('oneof o { string a = 1; string b = 2; int32 c = 3; }'),
    newer: event('oneof o { string a = 1; string b = 2; }'),
    refused: ['ONEOF_FIELD_REMOVED'],
  },
  {
    name: 'a field moved out of a oneof',
    older: event('oneof o { string a = 1; string b = 2; }'),
    newer: event('string a = 1; oneof o { string b = 2; }'),
    refused: [],
  },
  {
    name: 'a number to text under another name',
    older: event('int32 a = 1;'),
    newer: event('string b = 1;'),
    refused: ['FIELD_SCALAR_KIND_CHANGED'],
  },
  {
    name: 'another message in a field',
    older: event('A a = 1;', 'message A { string s = 1; }'),
    newer: event('B a = 1;', 'message B { string s = 1; }'),
    refused: ['FIELD_NAMED_TYPE_CHANGED', 'MESSAGE_REMOVED'],
  },
  {
    name: 'a map with other values',
    older: event('map<string, int32> a = 1;'),
    newer: event('map<string, string> a = 1;'),
    refused: ['FIELD_SCALAR_KIND_CHANGED'],
  },
  {
    name: "a map's type said by its full name",
    older: event(`map<string, Status> a = 1; ${status}`),
    newer: event(`map<string, Event.Status> a = 1; ${status}`),
    refused: [],
  },
  {
    name: 'an optional message to many',
    older: event(`optional Status a = 1; ${status}`),
    newer: event(`repeated Status a = 1; ${status}`),
    refused: [],
  },
  {
    name: 'an optional string to many',
    older: event('optional string a = 1;'),
    newer: event('repeated string a = 1;'),
    refused: [],
  },
  {
    name: 'optional bytes to many',
    older: event('optional bytes a = 1;'),
    newer: event('repeated bytes a = 1;'),
    refused: [],
  },
  {
    name: 'an optional number to many',
    older: event('optional int32 a = 1;'),
    newer: event('repeated int32 a = 1;'),
    refused: ['FIELD_NUMERIC_LABEL_CHANGED'],
  },
  {
    name: 'a message more',
    older: event('string a = 1;'),
    newer: event('string a = 1;', 'message Other {}'),
    refused: [],
  },
  {
    name: 'messages in another order',
    older: proto3('message A { string a = 1; } message B { string b = 1; }'),
    newer: proto3('message B { string b = 1; } message A { string a = 1; }'),
    refused: [],
  },
  {
    name: 'an import with another type in it',
    older: proto3('import "home.proto"; message Event { .x.Home a = 1; }'),
    newer: proto3('import "home2.proto"; message Event { .x.Home a = 1; }'),
    olderReferences: [{ name: 'home.proto', text: home('x') }],
    newerReferences: [{ name: 'home2.proto', text: home('x', 'string') }],
    refused: ['FIELD_SCALAR_KIND_CHANGED'],
  },
  {
    name: 'a message moved to an import',
    older: event('Home a = 1;', 'message Home { int32 device = 1; bool enabled = 2; }'),
    newer: proto3('import "home.proto"; message Event { .x.Home a = 1; }'),
    newerReferences: [{ name: 'home.proto', text: home('x') }],
    refused: ['MESSAGE_REMOVED'],
  },
  {
    name: 'a message moved from an import',
    older: proto3('import "home.proto"; message Event { .x.Home a = 1; }'),
    newer: event('Home a = 1;', 'message Home { int32 device = 1; bool enabled = 2; }'),
    olderReferences: [{ name: 'home.proto', text: home('x') }],
    refused: [],
  },
  {
    name: 'an import with another package',
    older: proto3('import "home.proto"; message Event { .x.Home a = 1; }'),
    newer: proto3('import "home2.proto"; message Event { .y.Home a = 1; }'),
    olderReferences: [{ name: 'home.proto', text: home('x') }],
    newerReferences: [{ name: 'home2.proto', text: home('y') }],
    refused: [],
  },
  {
    name: 'a message in a message of an import with another package',
    older: proto3('import "home.proto"; message Event { .x.Outer.Home a = 1; }'),
    newer: proto3('import "home.proto"; message Event { .y.Outer.Home a = 1; }'),
    olderReferences: [{ name: 'home.proto', text: nestedHome('x') }],
    newerReferences: [{ name: 'home.proto', text: nestedHome('y') }],
    refused: [],
  },
  {
    name: 'the same with another type in it',
    older: proto3('import "home.proto"; message Event { .x.Outer.Home a = 1; }'),
    newer: proto3('import "home.proto"; message Event { .y.Outer.Home a = 1; }'),
    olderReferences: [{ name: 'home.proto', text: nestedHome('x') }],
    newerReferences: [{ name: 'home.proto', text: nestedHome('y', 'string') }],
    refused: ['FIELD_SCALAR_KIND_CHANGED'],
  },
  {
    name: 'a field renamed and one more',
    older: event(`Value v = 1; message Value { string a = 1; int32 x = 2; }`),
    newer: event(`Value v = 1; message Value { string b = 1; Enu x = 2; } enum Enu { A = 0; B = 1; }`),
    refused: [],
  },
];

function check({ older, newer, olderReferences = [], newerReferences = [] }: Case): CompatibilityResult {
  return checkCompatibility({
    format: 'PROTOBUF',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'PROTOBUF', text: older, references: olderReferences }],
    candidate: newer,
    references: newerReferences,
  });
}

describe("the policy CONFLUENT decides as Confluent's registry", () => {
  it.each(CASES)('$name', (one) => {
    const { verdict, findings } = check(one);
    const refused = findings.filter(({ severity }) => severity !== 'notice').map(({ change }) => change);
    expect([...new Set(refused)].sort()).toEqual(one.refused);
    expect(verdict).toBe(one.refused.length === 0 ? 'compatible' : 'incompatible');
  });

  it('takes int64 to int32 as the registry does, and tells with an event that numbers are cut off', () => {
    const { verdict, findings } = check({
      name: '',
      older: event('int64 total = 1;'),
      newer: event('int32 total = 1;'),
      refused: [],
    });
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([
      {
        rule: 'field-values-cut-off',
        severity: 'notice',
        direction: 'backward',
        policy: 'CONFLUENT',
        path: '/total',
        readerPath: 'Event.total',
        message:
          "Confluent's registry takes this, and an event shows what it does: Version 1 writes int64 into " +
          '"total", and the candidate reads int32: numbers it cannot hold arrive as others.',
        witness: {
          event: { total: '9223372036854775807' },
          encodedHex: '08ffffffffffffffff7f',
          rejections: [{ path: '/total', reason: 'it reads -1 where 9223372036854775807 was written' }],
        },
      },
    ]);
  });

  it('refuses a field under another number, which the registry takes, since its values are lost', () => {
    const { verdict, findings } = check({
      name: '',
      older: event('string a = 1; string b = 2;'),
      newer: event('string a = 1; string b = 5;'),
      refused: [],
    });
    expect(verdict).toBe('incompatible');
    expect(findings).toMatchObject([
      {
        rule: 'field-renumbered',
        change: 'FIELD_REMOVED',
        path: '/b',
        message: 'Version 1 writes "b" under number 2, and the candidate looks for it under 5: its values are lost.',
        witness: {
          event: { b: 'text' },
          encodedHex: '120474657874',
          rejections: [{ path: '/b', reason: 'it reads "" where "text" was written' }],
        },
      },
    ]);
  });

  it('takes a field under another number where the old number is reserved: that was meant', () => {
    const newer = event('reserved 2; string a = 1; string b = 5;');
    const { verdict } = check({ name: '', older: event('string a = 1; string b = 2;'), newer, refused: [] });
    expect(verdict).toBe('compatible');
  });
});
