import { parseDocument } from 'yaml';
import { foreignTagIn } from './yaml-tags.js';

it.each([
  ['a: !!binary aGk=', '!!binary', 12],
  ['a: !!set {x, y}', '!!set', 9],
  ['a: !!timestamp 2001-01-01', '!!timestamp', 15],
  ['a: !!omap [x: 1]', '!!omap', 10],
  ['!!pairs [x: 1]', '!!pairs', 8],
  ['a: !own 3', '!own', 8],
  ['a: !!float 3', '!!float', 11],
])('%j is told with its place: JSON has no such value', (text, tag, offset) => {
  expect(foreignTagIn(parseDocument(text))).toEqual({
    fault: `it holds a value with the tag ${tag}, which would be read as another one. Leave the tag out, and write the value as JSON has it.`,
    offset,
  });
});

it.each([
  'a: !!str 3',
  'a: ! 3',
  'a: !!int "3"',
  'a: !!map {b: !!seq [!!null null, !!bool true]}',
  'a: &x {b: 2001-01-01}\nc: {<<: *x}',
])('%j has the values of JSON alone', (text) => {
  expect(foreignTagIn(parseDocument(text, { merge: true }))).toBeNull();
});
