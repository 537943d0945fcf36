import { exactNumberIn, readExactJson, writeExactJson } from './exact-json.js';

it.each([
  '{"maximum":12345678901234567890,"a":[1e400,{"b":-9007199254740993}],"c":"#1e400"}',
  '9007199254740993',
  '{"a/b~c":0.12345678901234567890}',
  '{"#":"##","n":1e-400,"quoted":"\\"1e400\\""}',
  '{"plain":[1,0.1,1e+21,true,null]}',
])('%s is written as it was read', (text) => {
  expect(writeExactJson(readExactJson(text))).toBe(text);
});

it('writes lines as JSON.stringify does', () => {
  expect(writeExactJson(readExactJson('{"n":1e400}'), 2)).toBe('{\n  "n": 1e400\n}');
});

it('tells of a number that a double does not hold', () => {
  expect(exactNumberIn(readExactJson('{"a":[{"n":1e400}]}'))).toBe('1e400');
  expect(exactNumberIn(readExactJson('{"a":[{"n":0.1}]}'))).toBeNull();
});

it('takes the last of two values of one name', () => {
  expect(readExactJson('{"n":1e400,"n":"text"}')).toEqual({ n: 'text' });
});

it('refuses what is no JSON', () => {
  expect(() => readExactJson('{"n":1e400')).toThrow(SyntaxError);
});
