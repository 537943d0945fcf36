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
const MAX_KEPT = 200;

const kept = new Map<string, DFA | null>();

/**
 * `count` strings that meet all demands, fewer where there are no more. Null where that cannot be told: a pattern is not
 * regular, or too large.
 */
export function stringsMatching(demands: readonly PatternDemand[], lengths: Lengths, count: number): string[] | null {
  const product = productOf(demands);
  return product === null ? null : wordsOf(product, lengths, count);
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
  const known = kept.get(name);
  const automaton = known === undefined ? build() : known;
  kept.delete(name);
  kept.set(name, automaton);
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!);
  return automaton;
}
