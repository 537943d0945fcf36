import { DFA } from 'refa';
import { automatonOf } from './pattern-automaton.js';
import { wordsOf, type Lengths } from './words.js';

/** A pattern, and whether a string must match it somewhere or must not. */
export interface PatternDemand {
  readonly pattern: string;
  readonly holds: boolean;
}

/** Products grow with each factor; larger ones take more time than a check has. */
const MAX_STATES = 4_000;
/** Steps of all automata that are kept, some tens of megabytes. */
const MAX_KEPT_STEPS = 200_000;

const kept = new Map<string, { automaton: DFA | null; steps: number }>();
let keptSteps = 0;

/**
 * `count` strings that meet all demands, fewer where there are no more. Null where that cannot be told: a pattern is not
 * regular, or too large, or `mayGoOn` ends the search.
 */
export function stringsMatching(
  demands: readonly PatternDemand[],
  lengths: Lengths,
  count: number,
  mayGoOn: () => boolean = () => true,
): string[] | null {
  if (!mayGoOn()) return null;
  const product = productOf(demands);
  return product === null ? null : wordsOf(product, lengths, count, mayGoOn);
}

/** Whether `pattern` matches somewhere in `text`, in time that grows with the text alone; null for what is not regular. */
export function matchesInLinearTime(pattern: string, text: string): boolean | null {
  const automaton = remembered(pattern, () => automatonOf(pattern));
  return automaton === null ? null : automaton.test([...text].map((character) => character.codePointAt(0)!));
}

function productOf(demands: readonly PatternDemand[]): DFA | null {
  const factors = demands.map(({ pattern, holds }) => `${holds ? '+' : '-'}${pattern}`);
  return remembered(JSON.stringify(factors), () => {
    const automata = demands.map(one);
    if (automata.includes(null)) return null;
    try {
      return automata.reduce((a, b) => DFA.fromIntersection(a!, b!, new DFA.LimitedNodeFactory(MAX_STATES)));
    } catch {
      // Too many states: nothing is known of the product.
      return null;
    }
  });
}

function one({ pattern, holds }: PatternDemand): DFA | null {
  const automaton = remembered(pattern, () => automatonOf(pattern));
  if (automaton === null || holds) return automaton;
  const contrary = automaton.copy();
  contrary.complement();
  return contrary;
}

/** The automaton by that name, built once; those that were not asked for the longest are forgotten. */
function remembered(name: string, build: () => DFA | null): DFA | null {
  let one = kept.get(name);
  if (one === undefined) {
    const automaton = build();
    one = { automaton, steps: 1 + stepsOf(automaton) };
    keptSteps += one.steps;
  } else kept.delete(name);
  kept.set(name, one);
  for (const [oldest, { steps }] of kept) {
    if (keptSteps <= MAX_KEPT_STEPS) break;
    kept.delete(oldest);
    keptSteps -= steps;
  }
  return one.automaton;
}

function stepsOf(automaton: DFA | null): number {
  let steps = 0;
  for (const state of automaton?.nodes() ?? []) steps += 1 + state.out.size;
  return steps;
}
