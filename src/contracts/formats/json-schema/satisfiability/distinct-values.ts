import { isEqual } from '../values.js';
import { listed, type Formula } from './formula.js';
import { found, NONE, UNKNOWN, type Solution, type Search } from './solution.js';

/** As many different values as there are demands, one for each; none where the demands leave too few. */
export function distinctValues(demands: readonly (readonly Formula[])[], solver: Search): Solution {
  const greedy = chooseInOrder(demands, [], solver);
  if (greedy.is !== 'none') return greedy;
  return matchFewFirst(demands, solver);
}

/** Takes each value besides those taken before. "None" says only that this order does not work. */
function chooseInOrder(demands: readonly (readonly Formula[])[], taken: readonly unknown[], solver: Search): Solution {
  const values: unknown[] = [];
  for (const demand of demands) {
    const value = another(demand, [...taken, ...values], solver);
    if (value.is !== 'value') return value;
    values.push(value.value);
  }
  return found(values);
}

function another(demand: readonly Formula[], taken: readonly unknown[], solver: Search): Solution {
  const first = solver.solve(demand);
  if (first.is !== 'value' || !taken.some((value) => isEqual(value, first.value))) return first;
  return solver.solve([...demand, listed(taken, false)]);
}

/** Demands that few values meet are matched with these (augmenting paths); every other one has always one more. */
function matchFewFirst(demands: readonly (readonly Formula[])[], solver: Search): Solution {
  const few: { index: number; values: unknown[] }[] = [];
  for (const [index, demand] of demands.entries()) {
    const values = valuesOf(demand, demands.length, solver);
    if (values.is !== 'value') return values;
    if ((values.value as unknown[]).length < demands.length) few.push({ index, values: values.value as unknown[] });
  }
  const matched = new Map<number, unknown>();
  for (const one of few) if (!match(one, few, matched, new Set())) return NONE;
  const rest = demands.map((demand, i) => ({ demand, i })).filter(({ i }) => !matched.has(i));
  const chosen = chooseInOrder(
    rest.map(({ demand }) => demand),
    [...matched.values()],
    solver,
  );
  // These had as many values as there are demands: none left would contradict that, and proves nothing.
  if (chosen.is !== 'value') return UNKNOWN;
  for (const [k, { i }] of rest.entries()) matched.set(i, (chosen.value as unknown[])[k]);
  return found(demands.map((_, i) => matched.get(i)));
}

/** All values that meet the demand, or `enough` of them. */
function valuesOf(demand: readonly Formula[], enough: number, solver: Search): Solution {
  const values: unknown[] = [];
  while (values.length < enough) {
    const one = another(demand, [...values], solver);
    if (one.is === 'unknown') return one;
    if (one.is === 'none') break;
    values.push(one.value);
  }
  return found(values);
}

interface FewValues {
  readonly index: number;
  readonly values: readonly unknown[];
}

function match(one: FewValues, few: readonly FewValues[], matched: Map<number, unknown>, tried: Set<unknown>): boolean {
  for (const value of one.values) {
    const key = JSON.stringify(value);
    if (tried.has(key)) continue;
    tried.add(key);
    const holder = few.find(({ index }) => matched.has(index) && isEqual(matched.get(index), value));
    if (holder !== undefined && !match(holder, few, matched, tried)) continue;
    matched.set(one.index, value);
    return true;
  }
  return false;
}
