import { isSameSchema } from './same-schema.js';

const same = (one: string, other: string): boolean => isSameSchema('JSON', { text: one }, { text: other });

it('the same schema is the same in whatever way it is spaced', () => {
  expect(same('{"maximum": 9007199254740993}', '{ "maximum":9007199254740993 }')).toBe(true);
  expect(same('{"maximum": 1.0}', '{"maximum": 1}')).toBe(true);
});

it('a number is another one where only digits differ that reading rounds', () => {
  expect(same('{"maximum": 9007199254740993}', '{"maximum": 9007199254740992}')).toBe(false);
  expect(same('{"maximum": 1e400}', '{"maximum": 1e401}')).toBe(false);
  const references = (text: string) => [{ name: 'a.json', text }];
  const one = { text: '{}', references: references('{"const": 9007199254740993}') };
  expect(isSameSchema('JSON', one, { text: '{}', references: references('{"const": 9007199254740992}') })).toBe(false);
});
