import type { Expansion } from './expansion.js';
import { listed, negate, type Formula } from './formula.js';
import { distinctValues } from './distinct-values.js';
import { found, NONE, UNKNOWN, type Solution, type Search } from './solution.js';

/** What must hold of the items from one index on, up to and without another; or of one of them. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly value: Formula;
}

/** How many items may have something in common. */
interface Count {
  readonly item: Formula;
  readonly min: number;
  readonly max: number;
}

/** An item that must be somewhere in a range; those of one count must be different items. */
interface Need extends Range {
  readonly count: Count | null;
}

/** Longer arrays are no event that a person would read. */
const MAX_ITEMS = 1_000;
/** Lengths that are tried, from the least on. */
const MAX_LENGTHS = 40;
/** Limited counts whose combinations are tried. */
const MAX_LIMITS = 6;

/** An array of which all atoms hold. */
export function solveArray(expansion: Expansion, solver: Search): Solution {
  return new ArraySearch(expansion, solver).solve();
}

class ArraySearch {
  private readonly ranges: Range[] = [];
  private readonly needs: Need[] = [];
  private readonly limits: Count[] = [];
  private isUnique = false;
  private repeats = false;
  private min = 0;
  private max = Infinity;
  /** From here on every index has the same to fulfil. */
  private readonly restFrom: number;

  constructor(
    { atoms }: Expansion,
    private readonly solver: Search,
  ) {
    for (const one of atoms) {
      if (one.is === 'every-item') this.ranges.push(one);
      else if (one.is === 'some-item') this.needs.push({ ...one, count: null });
      else if (one.is === 'count') this.addCount(one);
      else if (one.is === 'unique') {
        if (one.holds) this.isUnique = true;
        else this.repeats = true;
      } else if (one.is === 'size' && one.of === 'array') {
        this.min = Math.max(this.min, one.min);
        this.max = Math.min(this.max, one.max);
      }
    }
    const edges = [...this.ranges, ...this.needs].flatMap(({ from, to }) => [from, to]);
    this.restFrom = Math.max(0, ...edges.filter((edge) => edge !== Infinity));
  }

  /** Tries each length that could matter: items which nothing asks for can be left out from the end. */
  solve(): Solution {
    if (this.min > this.max || (this.isUnique && this.repeats)) return NONE;
    if (this.needs.length > MAX_ITEMS || this.limits.length > MAX_LIMITS) return UNKNOWN;
    const pair = this.repeats ? 2 : 0;
    const longest = Math.min(this.max, Math.max(this.min, this.restFrom + this.needs.length + pair));
    const shortest = Math.max(
      this.min,
      pair,
      ...this.needs.map(({ from, count }) => Math.max(from + 1, count?.min ?? 0)),
    );
    let answer = NONE;
    for (let length = shortest; length <= longest; length++) {
      if (length > MAX_ITEMS || length > shortest + MAX_LENGTHS) return UNKNOWN;
      for (const twins of this.twinsWithin(length)) {
        const one = this.place(0, { length, twins, given: new Map() });
        if (one.is === 'value') return one;
        if (one.is === 'unknown') answer = UNKNOWN;
      }
    }
    return answer;
  }

  private addCount({ item, min, max }: Count): void {
    const count = { item, min, max };
    if (max !== Infinity) this.limits.push(count);
    for (let i = 0; i < Math.min(min, MAX_ITEMS + 1); i++)
      this.needs.push({ from: 0, to: Infinity, value: item, count });
  }

  /** Which two items are equal, where two must be; null where none must. */
  private twinsWithin(length: number): Iterable<[number, number] | null> {
    if (!this.repeats) return [null];
    const last = Math.min(length, this.restFrom + 2);
    return (function* () {
      for (let j = 1; j < last; j++) for (let i = 0; i < j; i++) yield [i, j] as [number, number];
    })();
  }

  /** Puts each need at an index; among the indexes that are alike, only the first free one is tried. */
  private place(index: number, plan: Plan): Solution {
    const need = this.needs[index];
    if (need === undefined) return this.decide(0, plan, []);
    if (!this.solver.mayGoOn()) return UNKNOWN;
    let answer = NONE;
    for (const at of this.placesFor(need, plan)) {
      const given = new Map(plan.given).set(at, [...(plan.given.get(at) ?? []), need]);
      const one = this.place(index + 1, { ...plan, given });
      if (one.is === 'value') return one;
      if (one.is === 'unknown') answer = UNKNOWN;
    }
    return answer;
  }

  private *placesFor({ from, to, count }: Need, { length, given }: Plan): Generator<number> {
    let isFreeTried = false;
    for (let at = from; at < Math.min(to, length); at++) {
      const held = given.get(at) ?? [];
      if (count !== null && held.some((other) => other.count === count)) continue;
      const isLikeOthers = at >= this.restFrom + 2 && held.length === 0;
      if (isLikeOthers && isFreeTried) continue;
      isFreeTried ||= isLikeOthers;
      yield at;
    }
  }

  /** Decides for each item which limited counts it adds to, as few as can be, and then the values. */
  private decide(at: number, plan: Plan, items: readonly Item[]): Solution {
    if (at === plan.length) return this.fill(plan, items);
    if (!this.solver.mayGoOn()) return UNKNOWN;
    const held = (plan.given.get(at) ?? []).map(({ value }) => value);
    const ranges = this.ranges.filter(({ from, to }) => at >= from && at < to).map(({ value }) => value);
    let answer = NONE;
    for (const counted of subsets(this.limits)) {
      const isOver = counted.some((limit) => items.filter((item) => item.counted.includes(limit)).length >= limit.max);
      if (isOver) continue;
      const limits = this.limits.map((limit) => (counted.includes(limit) ? limit.item : negate(limit.item)));
      const formulas = [...ranges, ...held, ...limits];
      const isThere = this.solver.solve(formulas);
      if (isThere.is === 'none') continue;
      const one = isThere.is === 'unknown' ? UNKNOWN : this.decide(at + 1, plan, [...items, { formulas, counted }]);
      if (one.is === 'value') return one;
      if (one.is === 'unknown') answer = UNKNOWN;
    }
    return answer;
  }

  private fill({ twins }: Plan, items: readonly Item[]): Solution {
    const formulas = items.map((item) => item.formulas);
    if (twins !== null) {
      const [i, j] = twins;
      const twin = this.solver.solve([...formulas[i]!, ...formulas[j]!]);
      if (twin.is !== 'value') return twin;
      formulas[i] = formulas[j] = [listed([twin.value], true)];
    }
    if (this.isUnique) return distinctValues(formulas, this.solver);
    const values: unknown[] = [];
    for (const one of formulas) {
      const value = this.solver.solve(one);
      if (value.is !== 'value') return value;
      values.push(value.value);
    }
    return found(values);
  }
}

/** An array as far as it is decided. */
interface Plan {
  readonly length: number;
  readonly twins: readonly [number, number] | null;
  /** By index, the needs that the item meets. */
  readonly given: ReadonlyMap<number, readonly Need[]>;
}

interface Item {
  readonly formulas: readonly Formula[];
  /** The limited counts it adds to. */
  readonly counted: readonly Count[];
}

/** Every choice among few, the smallest first. */
function subsets<T>(items: readonly T[]): T[][] {
  let all: T[][] = [[]];
  for (const item of items) all = [...all, ...all.map((subset) => [...subset, item])];
  return all.sort((a, b) => a.length - b.length);
}
