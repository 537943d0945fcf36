import type { IsOver } from '../../schema-format.js';
import type { JsonType } from '../values.js';
import { solveArray } from './arrays.js';
import { Expansion } from './expansion.js';
import { all, negate, ofTypes, TRUE, type Formula } from './formula.js';
import { solveNumber } from './numbers.js';
import { solveObject } from './objects.js';
import { found, NONE, UNKNOWN, type Search, type Solution } from './solution.js';
import { solveNameString, solveString } from './strings.js';
import { testFormula } from './test-formula.js';

/** What one search may do; what takes more is unknown. */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 40;

/** One question asked again inside itself: the answers that lean on it are not kept. */
interface Frame {
  readonly key: string;
  /** The outermost frame that its answer leans on, by index. */
  leansOn: number;
}

/**
 * Looks for a JSON value of which formulas hold, by a tableau: what needs no choice is taken apart, each type is tried by
 * itself, a value is built for the atoms, and only an alternative which that value contradicts is then chosen from. "None"
 * is a proof. After Attouche et al., "Witness Generation for JSON Schema", VLDB 2022.
 */
export class Solver implements Search {
  private steps = 0;
  private readonly answers = new Map<string, Solution>();
  private readonly frames: Frame[] = [];

  constructor(private readonly isOver: IsOver) {}

  /** Gives the next question its own allowance of steps; answers that are known stay known. */
  renew(): void {
    this.steps = this.isOver() ? MAX_STEPS : 0;
  }

  mayGoOn(): boolean {
    // The clock is asked every time: one step may take apart a thousand alternatives.
    if (++this.steps < MAX_STEPS && this.isOver()) this.steps = MAX_STEPS;
    return this.steps < MAX_STEPS;
  }

  /** Without a look at the clock: nothing more can come of this question, and taking formulas apart costs. */
  private get isSpent(): boolean {
    return this.steps >= MAX_STEPS;
  }

  solve(formulas: readonly Formula[]): Solution {
    const key = keyOf(formulas);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const repeated = this.frames.findIndex((frame) => frame.key === key);
    if (repeated >= 0) {
      // A least value does not hold another value of its own kind: whoever needs one here has none that is finite.
      for (const frame of this.frames.slice(repeated + 1)) frame.leansOn = Math.min(frame.leansOn, repeated);
      return NONE;
    }
    if (this.frames.length >= MAX_DEPTH || !this.mayGoOn()) return UNKNOWN;
    const index = this.frames.length;
    const frame: Frame = { key, leansOn: index };
    this.frames.push(frame);
    const answer = this.search(formulas);
    this.frames.pop();
    if (answer.is === 'value' || (answer.is === 'none' && frame.leansOn >= index)) this.answers.set(key, answer);
    return answer;
  }

  solveName(formulas: readonly Formula[]): Solution {
    if (!this.mayGoOn()) return UNKNOWN;
    const expansion = new Expansion(formulas);
    if (expansion.isFalse || !expansion.types.has('string')) return NONE;
    if (expansion.listed !== null) return this.fromList(expansion);
    return expansion.choices.length === 0
      ? solveNameString(expansion, this)
      : this.solve([...formulas, ofTypes(['string'])]);
  }

  private search(formulas: readonly Formula[]): Solution {
    const expansion = new Expansion(formulas);
    if (expansion.isFalse) return NONE;
    if (expansion.listed !== null) return this.fromList(expansion);
    let answer = NONE;
    for (const type of expansion.types) {
      if (this.isSpent) return UNKNOWN;
      const ofOneType = expansion.types.size === 1 ? expansion : new Expansion([...formulas, ofTypes([type])]);
      const one = this.refine(ofOneType, type);
      if (one.is === 'value') return one;
      if (one.is === 'unknown') answer = UNKNOWN;
    }
    return answer;
  }

  /** Builds a value for the atoms; where it contradicts an alternative that is still open, chooses there. */
  private refine(expansion: Expansion, type: JsonType): Solution {
    if (expansion.isFalse) return NONE;
    if (!this.mayGoOn()) return UNKNOWN;
    if (expansion.listed !== null) return this.fromList(expansion);
    const built = this.build(expansion, type);
    if (built.is === 'none') return NONE;
    const choice = built.is === 'unknown' ? expansion.choices[0] : contradicted(expansion.choices, built.value);
    if (choice === undefined) return built;
    let answer = NONE;
    for (const part of this.waysOf(choice, expansion, type)) {
      if (this.isSpent) return UNKNOWN;
      const one = this.refine(new Expansion([...expansion.formulas, part]), type);
      if (one.is === 'value') return one;
      if (one.is === 'unknown') answer = UNKNOWN;
    }
    return answer;
  }

  /** The ways in which an alternative may hold, each a formula, made as they are asked for. */
  private waysOf(choice: Choice, expansion: Expansion, type: JsonType): Iterable<Formula> {
    if (choice.is === 'any') return choice.parts;
    // Which parts cannot hold at all is seen one by one: there are far more pairs of them.
    const isPossible = (part: Formula): boolean => {
      if (this.isSpent) return true;
      const together = new Expansion([...expansion.formulas, part]);
      return !together.isFalse && this.build(together, type).is !== 'none';
    };
    return choice.holds ? onePart(choice.parts, isPossible) : noneOrTwo(choice.parts, isPossible);
  }

  /** The first value of the list that all formulas hold of. */
  private fromList({ listed: values, formulas }: Expansion): Solution {
    let answer = NONE;
    for (const value of values!) {
      if (this.isOver()) return UNKNOWN;
      const answers = formulas.map((formula) => testFormula(formula, value));
      if (answers.includes(false)) continue;
      if (!answers.includes(null)) return found(value);
      answer = UNKNOWN;
    }
    return answer;
  }

  private build(expansion: Expansion, type: JsonType): Solution {
    switch (type) {
      case 'null':
        return found(null);
      case 'boolean':
        return found(true);
      case 'integer':
      case 'fraction':
        return solveNumber(expansion, type);
      case 'string':
        return solveString(expansion, this);
      case 'array':
        return solveArray(expansion, this);
      case 'object':
        return solveObject(expansion, this);
    }
  }
}

type Choice = Expansion['choices'][number];

/** An alternative of which nothing holds of the value; or else one of which that cannot be told. */
function contradicted(choices: Expansion['choices'], value: unknown): Choice | undefined {
  let unsure: Choice | undefined;
  for (const choice of choices) {
    const answer = testFormula(choice, value);
    if (answer === false) return choice;
    if (answer === null && choice.is === 'any') unsure ??= choice;
  }
  return unsure;
}

function* onePart(parts: readonly Formula[], isPossible: (part: Formula) => boolean): Generator<Formula> {
  const contraries = parts.map(negate);
  for (const [i, part] of parts.entries()) {
    if (isPossible(part)) yield all([part, ...contraries.filter((_, j) => j !== i)]);
  }
}

function* noneOrTwo(parts: readonly Formula[], isPossible: (part: Formula) => boolean): Generator<Formula> {
  yield all(parts.map(negate));
  const possible = parts.filter(isPossible);
  for (const [i, part] of possible.entries()) {
    for (const other of possible.slice(i + 1)) yield all([part, other]);
  }
}

function keyOf(formulas: readonly Formula[]): string {
  const ids = new Set(formulas.filter((one) => one !== TRUE).map((one) => one.id));
  return [...ids].sort((a, b) => a - b).join();
}
