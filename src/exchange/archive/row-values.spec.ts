import { faultOfValues, isInstant } from './row-values.js';

it.each([
  [{ text: 'a🙂', list: [1, null, true] }, null],
  [{ text: 'a\u0000' }, '/text holds a null character or half of a surrogate pair, which no database keeps'],
  [
    { a: [{ alias: '\ud800' }] },
    '/a/0/alias holds a null character or half of a surrogate pair, which no database keeps',
  ],
  [{ 'a\u0000': 1 }, 'a name in it holds a null character or half of a surrogate pair, which no database keeps'],
])('says of %j whether a database keeps it', (row, fault) => {
  expect(faultOfValues(row)).toBe(fault);
});

it('refuses what is nested too deep, however deep', () => {
  const nested = (depth: number) => ({ a: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown });
  expect(faultOfValues(nested(50))).toBeNull();
  expect(faultOfValues(nested(200_000))).toBe('it is nested more than 100 deep');
});

it.each([
  ['2026-11-21T10:00:00.123Z', true],
  ['2024-02-29T23:59:59.999Z', true],
  ['2026-99-99T99:99:99.999Z', false],
  ['2026-02-30T00:00:00.000Z', false],
  ['0000-01-01T00:00:00.000Z', false],
])('tells whether %s is an instant', (text, isOne) => {
  expect(isInstant(text)).toBe(isOne);
});
