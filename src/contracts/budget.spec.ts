import { startBudget } from './budget.js';

it.each<[string, number | undefined, boolean[]]>([
  ['is over after its milliseconds', 5, [false, false, true]],
  ['is a second by default', undefined, [false, false, false]],
  ['is the default where it is no number', NaN, [false, false, false]],
  ['is the default where it has no end', Infinity, [false, false, false]],
  ['is over at once where it is negative', -1, [true, true, true]],
])('a budget %s', (_, budgetMs, expected) => {
  let clock = 100;
  const isOver = startBudget({ ...(budgetMs === undefined ? {} : { budgetMs }), now: () => clock });
  const answers = [100, 105, 106].map((time) => {
    clock = time;
    return isOver();
  });
  expect(answers).toEqual(expected);
  clock = 1_101;
  expect(isOver()).toBe(true);
});
