import { writeExactJson } from '../../contracts/exact-json.js';
import { readYaml } from './read-yaml.js';

/** The JSON of a YAML text, on one line. */
function json(text: string): string {
  const read = readYaml(text);
  return 'value' in read ? writeExactJson(read.value, 2).replace(/\s+/g, ' ') : read.reason;
}

it.each([
  ['maximum: 9223372036854775807', '{ "maximum": 9223372036854775807 }'],
  ['const: -12345678901234567890', '{ "const": -12345678901234567890 }'],
  [
    'enum: [+9007199254740993, 1e400, 0.12345678901234567890]',
    '{ "enum": [ 9007199254740993, 1e400, 0.12345678901234567890 ] }',
  ],
  ['maximum: 0x7fffffffffffffff', '{ "maximum": 9223372036854775807 }'],
  ['properties: {9007199254740993: true}', '{ "properties": { "9007199254740993": true } }'],
  ['a: &a 9007199254740993\nb: *a', '{ "a": 9007199254740993, "b": 9007199254740993 }'],
  [
    'a: &a {maximum: 9007199254740993}\nb: {<<: *a}',
    '{ "a": { "maximum": 9007199254740993 }, "b": { "maximum": 9007199254740993 } }',
  ],
])('a number keeps digits that no double holds: %s', (text, expected) => {
  expect(json(text)).toBe(expected);
});

it('what a double holds, and what is a text, is written as ever', () => {
  expect(json('a: 9007199254740992\nb: 0.1\nc: 1e3\nd: .5\ne: "9007199254740993"')).toBe(
    '{ "a": 9007199254740992, "b": 0.1, "c": 1000, "d": 0.5, "e": "9007199254740993" }',
  );
});

it('a text that looks as such a number does on the way stays a text', () => {
  expect(json('a: "#1"\nb: 9007199254740993\nc: "##2"')).toBe('{ "a": "#1", "b": 9007199254740993, "c": "##2" }');
});

it('refuses a value of a kind that JSON does not have', () => {
  expect(readYaml('a: 1\nenum: [!!binary aGk=]')).toEqual({
    reason: expect.stringContaining('!!binary') as string,
    place: 'line 2, column 17',
  });
});

it.each([
  ['a: &a {b: *a}', 'line 1, column 11'],
  ['properties: &p\n  a: {type: object, properties: *p}', 'line 2, column 33'],
  ['&a\nx: &b [{<<: *a}]', 'line 2, column 13'],
])('refuses an alias that stands in what it stands for: %s', (text, place) => {
  expect(readYaml(text)).toEqual({ reason: expect.stringContaining('stands in what it stands for') as string, place });
});

it('an alias that means a node of the same name further inside has an end', () => {
  expect(json('a: &a {b: &a 1, c: *a}')).toBe('{ "a": { "b": 1, "c": 1 } }');
});
