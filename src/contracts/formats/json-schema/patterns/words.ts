import type { CharRange, DFA } from 'refa';

/** Where to look for words: how long, in characters. */
export interface Lengths {
  readonly min: number;
  readonly max: number;
}

type State = DFA.ReadonlyNode;

/** Longer words are not looked for: nobody would read them. */
const MAX_LENGTH = 1_000;

/** Taken before all others, where a set leaves the choice. */
const READABLE = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/@ '].map((one) =>
  one.codePointAt(0)!,
);

/**
 * `count` words of the automaton with one of these lengths, the shortest first; fewer where it has no more. Null where
 * they would be too long to look for, or `mayGoOn` ends the search.
 */
export function wordsOf(automaton: DFA, { min, max }: Lengths, count: number, mayGoOn: () => boolean): string[] | null {
  if (min > MAX_LENGTH) return null;
  // What has a word beyond this length has one below it, too: a longer way passes some state twice.
  const longest = Math.min(max, min + automaton.countNodes() * (count + 1));
  const paths = new Paths(automaton, count);
  const words: string[] = [];
  for (let length = min; length <= longest && words.length < count; length++) {
    if (length > 2 * MAX_LENGTH || !mayGoOn()) return null;
    for (const word of paths.words(automaton.initial, length)) {
      words.push(word);
      if (words.length >= count) break;
    }
  }
  return words;
}

interface Step {
  readonly state: State;
  readonly text: string;
  readonly left: number;
}

class Paths {
  /** By how many steps are left, the states from which that many lead to an end. */
  private readonly leadingToEnd: Set<State>[];
  /** Each state with those that follow it: a set of letters may be hundreds of ranges to one and the same. */
  private readonly following: [State, ReadonlySet<State>][];

  constructor(
    automaton: DFA,
    private readonly charactersPerRange: number,
  ) {
    this.following = [...automaton.nodes()].map((state) => [state, new Set(state.out.values())]);
    this.leadingToEnd = [new Set(automaton.finals)];
  }

  /** Words of this length from a state on; of each range of characters only as many as could be wanted. */
  *words(from: State, length: number): Generator<string> {
    if (!this.leads(length).has(from)) return;
    const stack: Step[] = [{ state: from, text: '', left: length }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if (top.left === 0) yield top.text;
      // The last one pushed is the next one taken.
      else stack.push(...this.onward(top).reverse());
    }
  }

  private onward({ state, text, left }: Step): Step[] {
    const goals = this.leads(left - 1);
    const next: { rank: number; step: Step }[] = [];
    for (const [range, to] of state.out) {
      if (!goals.has(to)) continue;
      for (const [rank, character] of charactersOf(range, this.charactersPerRange)) {
        next.push({ rank, step: { state: to, text: text + String.fromCodePoint(character), left: left - 1 } });
      }
    }
    return next.sort((a, b) => a.rank - b.rank).map(({ step }) => step);
  }

  private leads(steps: number): Set<State> {
    for (let i = this.leadingToEnd.length; i <= steps; i++) {
      const before = this.leadingToEnd[i - 1]!;
      const leading = this.following.filter(([, next]) => [...next].some((state) => before.has(state)));
      this.leadingToEnd.push(new Set(leading.map(([state]) => state)));
    }
    return this.leadingToEnd[steps]!;
  }
}

/** The character of these ranges that is the easiest to read; null where they are empty. */
export function readableCharacterOf(ranges: readonly CharRange[]): string | null {
  const isIn = (character: number): boolean => ranges.some(({ min, max }) => character >= min && character <= max);
  const character = READABLE.find(isIn) ?? ranges[0]?.min;
  return character === undefined ? null : String.fromCodePoint(character);
}

/** Up to `count` characters of a range, those that are easy to read first, each with its rank in that. */
function* charactersOf({ min, max }: CharRange, count: number): Generator<[rank: number, character: number]> {
  let left = count;
  for (const [rank, character] of READABLE.entries()) {
    if (left === 0) return;
    if (character < min || character > max) continue;
    left--;
    yield [rank, character];
  }
  for (let character = min; character <= max && left > 0; character++) {
    if (READABLE.includes(character)) continue;
    left--;
    yield [READABLE.length + character, character];
  }
}
