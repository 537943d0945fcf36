import { stringsMatching, type PatternDemand } from '../patterns/pattern-language.js';
import { samplesOf } from '../patterns/samples.js';
import type { Expansion } from './expansion.js';
import { found, NONE, UNKNOWN, type Search, type Solution } from './solution.js';
import { testFormula } from './test-formula.js';

/** Longer texts are no event that a person would read. */
const MAX_LENGTH = 100_000;
/** Tried before anything is computed: most contracts take one of them. */
const VALUES = ['text', 'a', '', '1', 'A', 'abc', 'ABC', '2026-01-01', '2026-01-01T00:00:00Z', 'a@b.example'];
const NAMES = ['note', 'extra', 'x', 'more', 'id', 'x-note', '0'];

/** A string of which all atoms hold. */
export const solveString = (expansion: Expansion, solver: Search): Solution => search(expansion, VALUES, solver);

/** The same for the name of a property. */
export const solveNameString = (expansion: Expansion, solver: Search): Solution => search(expansion, NAMES, solver);

function search(expansion: Expansion, guesses: readonly string[], solver: Search): Solution {
  const { atoms, unlisted } = expansion;
  const isMeant = (text: string): boolean =>
    !unlisted.has(text) && atoms.every((atom) => testFormula(atom, text) === true);
  const guess = guesses.find(isMeant);
  if (guess !== undefined) return found(guess);
  let [min, max] = [0, Infinity];
  const patterns: PatternDemand[] = [];
  for (const atom of atoms) {
    if (atom.is === 'pattern') patterns.push(atom);
    else if (atom.is === 'size' && atom.of === 'string')
      [min, max] = [Math.max(min, atom.min), Math.min(max, atom.max)];
  }
  if (min > max) return NONE;
  for (const { pattern, holds } of patterns) {
    const sample = holds ? samplesOf(pattern).find(isMeant) : undefined;
    if (sample !== undefined) return found(sample);
  }
  return patterns.length === 0 ? ofLength(min, max, unlisted) : matching(patterns, { min, max }, unlisted, solver);
}

/** With nothing but a length to keep, there are more strings than anybody lists, but for the empty one. */
function ofLength(min: number, max: number, unlisted: ReadonlySet<unknown>): Solution {
  if (min > MAX_LENGTH) return UNKNOWN;
  if (max === 0) return unlisted.has('') ? NONE : found('');
  const stem = 'a'.repeat(Math.max(min, 1) - 1);
  for (let i = 0; i <= unlisted.size; i++) {
    const text = stem + String.fromCodePoint(i < 26 ? 97 + i : 0x3400 + i);
    if (!unlisted.has(text)) return found(text);
  }
  return UNKNOWN;
}

function matching(
  patterns: readonly PatternDemand[],
  lengths: { min: number; max: number },
  unlisted: ReadonlySet<unknown>,
  solver: Search,
): Solution {
  const words = stringsMatching(patterns, lengths, unlisted.size + 1, () => solver.mayGoOn());
  if (words === null) return UNKNOWN;
  const word = words.find((one) => !unlisted.has(one));
  return word === undefined ? NONE : found(word);
}
