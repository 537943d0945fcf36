import { validateEvent } from './validate-event.js';

const text = `syntax = "proto3";
import "google/protobuf/wrappers.proto";
import "google/protobuf/struct.proto";
message M {
  int64 a = 1; uint64 u = 2; fixed64 f = 4; sint64 s = 5; int32 i = 6; double d = 7; string t = 8;
  repeated int64 list = 9; map<string, uint64> by_name = 10; M inner = 11;
  google.protobuf.Int64Value wrapped = 12; google.protobuf.Value any = 13;
}`;
const judged = (event: string) => {
  const verdict = validateEvent({ format: 'PROTOBUF', source: { text }, text: event });
  if ('problems' in verdict) throw new Error(JSON.stringify(verdict.problems));
  return { isValid: verdict.isValid, errors: verdict.errors.map(({ path, reason }) => `${path} ${reason}`) };
};
const valid = { isValid: true, errors: [] };

it.each([
  '{"a":9223372036854775807}',
  '{"a":-9223372036854775808}',
  '{"a":9007199254740992}',
  '{"a":9007199254740993}',
  '{"a":9007199254740993.0}',
  '{"a":1e18}',
  '{"a":"9223372036854775807"}',
  '{"u":18446744073709551615}',
  '{"u":1.8446744073709551615e19}',
  '{"f":18446744073709551615}',
  '{"s":-9223372036854775807}',
  '{"list":[1,9007199254740993,"9223372036854775807"]}',
  '{"byName":{"a/b":18446744073709551615}}',
  '{"by_name":{"~":18446744073709551615}}',
  '{"inner":{"inner":{"a":9223372036854775807}}}',
  '{"wrapped":9223372036854775807}',
  '{"d":9007199254740993}',
  '{"any":{"a":1}}',
])('takes numbers of 64 bits as numbers and as texts: %s', (event) => {
  expect(judged(event)).toEqual(valid);
});

it.each([
  ['{"a":9223372036854775808}', '/a expected a whole number (int64)'],
  ['{"a":-9223372036854775809}', '/a expected a whole number (int64)'],
  ['{"u":18446744073709551616}', '/u expected a whole number (uint64)'],
  ['{"u":-1}', '/u expected a whole number (uint64)'],
  ['{"a":9007199254740993.5}', '/a expected a whole number (int64)'],
  ['{"a":1e400}', '/a expected a whole number (int64)'],
  ['{"i":9007199254740993}', '/i expected a whole number (int32)'],
  ['{"list":[9223372036854775808]}', '/list/0 expected a whole number (int64)'],
  ['{"wrapped":9223372036854775808}', '/wrapped expected a whole number (int64)'],
])('refuses what the type does not hold: %s', (event, reason) => {
  expect(judged(event)).toEqual({ isValid: false, errors: [reason] });
});

it('makes no text of a number where a text is expected', () => {
  expect(judged('{"t":9007199254740993}')).toEqual({ isValid: false, errors: ['/t expected text'] });
});

it('judges the last of two members of one name', () => {
  expect(judged('{"a":99999999999999999999,"a":1}')).toEqual(valid);
});

it('gives the event with the numbers that were written, and tells which one is not', () => {
  const event = '{"a":9223372036854775807,"d":9007199254740993}';
  expect(validateEvent({ format: 'PROTOBUF', source: { text }, text: event })).toEqual({
    isValid: true,
    envelopes: [],
    errors: [],
    event: { a: '9223372036854775807', d: 9007199254740992 },
    rounded: { path: '/d', literal: '9007199254740993' },
  });
});

it('judges the data of a CloudEvent the same', () => {
  const envelope = '"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"application/json"';
  expect(judged(`{${envelope},"data":{"a":9223372036854775807}}`)).toEqual(valid);
  expect(judged(`{${envelope},"data":{"a":9223372036854775808}}`)).toEqual({
    isValid: false,
    errors: ['/a expected a whole number (int64)'],
  });
});
