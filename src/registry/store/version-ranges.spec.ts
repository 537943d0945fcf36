import { rangesOf } from './version-ranges.js';

it('makes one range of numbers without a gap, in whatever order they come', () => {
  expect(rangesOf([3, 1, 2, 2])).toEqual([[{ from: 1, to: 3 }]]);
});

it('begins another range after each gap', () => {
  expect(rangesOf([1, 2, 4, 7, 8])).toEqual([
    [
      { from: 1, to: 2 },
      { from: 4, to: 4 },
      { from: 7, to: 8 },
    ],
  ]);
});

it('makes none of nothing', () => {
  expect(rangesOf([])).toEqual([]);
});

it('parts more ranges than one statement takes', () => {
  const odd = Array.from({ length: 450 }, (_, i) => 2 * i + 1);
  const groups = rangesOf(odd);
  expect(groups.map(({ length }) => length)).toEqual([200, 200, 50]);
  expect(groups.flat()).toEqual(odd.map((number) => ({ from: number, to: number })));
});
