import { define } from '../reading/json-objects.js';
import type { Expansion } from './expansion.js';
import { listed, negate, ofTypes, TRUE, type Formula } from './formula.js';
import { found, NONE, UNKNOWN, type Solution, type Search } from './solution.js';
import { testFormula } from './test-formula.js';

/** What must hold of the value of each property whose name a formula tells; or of one such property. */
interface Rule {
  readonly names: Formula;
  readonly value: Formula;
}

/** The properties chosen so far, each with what it was chosen for. */
type Chosen = ReadonlyMap<string, readonly Formula[]>;

/** Larger objects are no event that a person would read. */
const MAX_PROPERTIES = 1_000;
const STRING = ofTypes(['string']);

/** An object of which all atoms hold. */
export function solveObject(expansion: Expansion, solver: Search): Solution {
  return new ObjectSearch(expansion, solver).solve();
}

class ObjectSearch {
  /** By the name of a property, what must hold of its value. */
  private readonly named = new Map<string, Formula[]>();
  private readonly rules: Rule[] = [];
  private readonly nameRules: Formula[] = [];
  private readonly absent = new Set<string>();
  private readonly required = new Map<string, Formula[]>();
  /** Properties that must be there, known by a formula about their name. */
  private readonly needs: Rule[] = [];
  private min = 0;
  private max = Infinity;

  constructor(
    { atoms }: Expansion,
    private readonly solver: Search,
  ) {
    for (const one of atoms) {
      if (one.is === 'absent') this.absent.add(one.name);
      else if (one.is === 'every-name') this.nameRules.push(one.name);
      else if (one.is === 'every-property') sortIn(one, this.named, this.rules);
      else if (one.is === 'some-property') sortIn(one, this.required, this.needs);
      else if (one.is === 'size' && one.of === 'object') {
        this.min = Math.max(this.min, one.min);
        this.max = Math.min(this.max, one.max);
      }
    }
  }

  solve(): Solution {
    if (this.min > this.max || this.required.size > this.max) return NONE;
    for (const name of this.required.keys()) if (!this.mayBeCalled(name)) return NONE;
    return this.choose(0, this.required);
  }

  /** Meets one need after the other; what was chosen for one may serve the next. */
  private choose(index: number, chosen: Chosen): Solution {
    const need = this.needs[index];
    if (need === undefined) return this.fill(chosen);
    let answer = NONE;
    const later = this.needs.slice(index + 1);
    for (const name of this.namesFor(need.names, chosen, later)) {
      const one = name === null ? UNKNOWN : this.chooseNamed(index, name, need.value, chosen);
      if (one.is === 'value') return one;
      if (one.is === 'unknown') answer = UNKNOWN;
    }
    return answer;
  }

  private chooseNamed(index: number, name: string, value: Formula, chosen: Chosen): Solution {
    const formulas = [...(chosen.get(name) ?? []), value];
    const isThere = this.solver.solve([...this.asked(name), ...formulas]);
    if (isThere.is !== 'value') return isThere;
    return this.choose(index + 1, new Map(chosen).set(name, formulas));
  }

  /**
   * Names that may meet a need: those with a schema of their own, new ones, and those that are there already. Null where
   * it is not known whether there is one more.
   */
  private *namesFor(names: Formula, chosen: Chosen, later: readonly Rule[] = []): Generator<string | null> {
    if (chosen.size < this.max) {
      for (const name of this.named.keys()) {
        if (!chosen.has(name) && testFormula(names, name) !== false && this.mayBeCalled(name)) yield name;
      }
      yield* this.newNames(names, chosen, later);
    }
    for (const name of chosen.keys()) if (testFormula(names, name) !== false) yield name;
  }

  /**
   * One name for each way in which the rules about patterns of names may or may not mean it, and the needs that are still to
   * be met: one property may meet several, where there is no room for more.
   */
  private *newNames(names: Formula, chosen: Chosen, later: readonly Rule[]): Generator<string | null> {
    const borders = [...later.map((need) => need.names), ...this.rules.map((rule) => rule.names)];
    const taken = [...new Set([...this.named.keys(), ...chosen.keys(), ...this.absent])];
    const isNew = taken.length === 0 ? TRUE : listed(taken, false);
    const regions = [{ names: [STRING, names, ...this.nameRules, isNew], index: 0 }];
    for (let region = regions.pop(); region !== undefined; region = regions.pop()) {
      const name = this.solver.solveName(region.names);
      if (name.is === 'none') continue;
      const border = borders[region.index];
      if (name.is === 'unknown' || !this.solver.mayGoOn()) yield null;
      else if (border === undefined) yield name.value as string;
      else {
        const index = region.index + 1;
        regions.push({ names: [...region.names, border], index });
        // Those outside a rule are tried first: they have less to fulfil.
        regions.push({ names: [...region.names, negate(border)], index });
      }
    }
  }

  private mayBeCalled(name: string): boolean {
    return !this.absent.has(name) && this.nameRules.every((rule) => testFormula(rule, name) !== false);
  }

  /** What must hold of the property's value. A rule that may or may not mean it is left out, which proves nothing too much. */
  private asked(name: string): Formula[] {
    const rules = this.rules.filter(({ names }) => testFormula(names, name) === true);
    return [...(this.named.get(name) ?? []), ...rules.map(({ value }) => value)];
  }

  /** Adds properties until there are enough, and gives each its value. */
  private fill(chosen: Chosen): Solution {
    const full = new Map(chosen);
    if (this.min > MAX_PROPERTIES) return UNKNOWN;
    while (full.size < this.min) {
      const failure = this.addOne(full);
      if (failure !== null) return failure;
    }
    const object: Record<string, unknown> = {};
    let answer = found(object);
    for (const [name, formulas] of full) {
      const value = this.solver.solve([...this.asked(name), ...formulas]);
      if (value.is === 'none') return NONE;
      if (value.is === 'unknown') answer = UNKNOWN;
      else define(object, name, value.value);
    }
    return answer;
  }

  /** Adds a property that nothing asks for; or answers why there is none. */
  private addOne(full: Map<string, readonly Formula[]>): Solution | null {
    let answer = NONE;
    for (const name of this.namesFor(TRUE, full)) {
      if (name !== null && full.has(name)) break;
      const value = name === null ? UNKNOWN : this.solver.solve(this.asked(name));
      if (name !== null && value.is === 'value') {
        full.set(name, []);
        return null;
      }
      if (value.is === 'unknown') answer = UNKNOWN;
    }
    return answer;
  }
}

function sortIn(
  { names, value }: { names: string | Formula; value: Formula },
  named: Map<string, Formula[]>,
  others: Rule[],
): void {
  if (typeof names !== 'string') others.push({ names, value });
  else if (named.has(names)) named.get(names)!.push(value);
  else named.set(names, [value]);
}
