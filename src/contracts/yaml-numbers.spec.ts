import { parseDocument } from 'yaml';
import { writeExactJson } from './exact-json.js';
import { keepNumbers } from './yaml-numbers.js';

it.each([
  ['a: 9007199254740993', '{"a":9007199254740993}'],
  ['a: +1e400', '{"a":1e400}'],
  ['a: -009007199254740993', '{"a":-9007199254740993}'],
  ['a: .12345678901234567890', '{"a":0.12345678901234567890}'],
  ['a: 12345678901234567890.', '{"a":12345678901234567890}'],
  ['a: 0xFFFFFFFFFFFFFFFFF', '{"a":295147905179352825855}'],
  ['a: [1.0, 0x10, 1e3, 0.1]', '{"a":[1,16,1000,0.1]}'],
  ['9007199254740993: a', '{"9007199254740993":"a"}'],
  ['a: "9007199254740993"', '{"a":"9007199254740993"}'],
  ['a: &n 1e400\nb: *n', '{"a":1e400,"b":1e400}'],
])('%j keeps its numbers', (text, json) => {
  const document = parseDocument(text);
  expect(keepNumbers(document)).toBeNull();
  expect(writeExactJson(document.toJS())).toBe(json);
});

it.each(['.inf', '-.Inf', '.nan'])('%s is told: JSON has no such number', (number) => {
  expect(keepNumbers(parseDocument(`a: 1\nb: ${number}`))).toEqual({
    fault: `it holds ${number}, which is no number of JSON. Leave it out, or write a number.`,
    offset: 8,
  });
});
