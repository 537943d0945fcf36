import { parseRegExpLiteral, type AST } from '@eslint-community/regexpp';

/** A state of the automaton: it goes on by a character, without one, or only where an assertion holds. */
type State =
  | { kind: 'character'; matches: (character: string) => boolean; next: number }
  | { kind: 'fork'; next: number[] }
  | { kind: 'assert'; holds: (text: readonly string[], at: number) => boolean; next: number }
  | { kind: 'match' };

/** A pattern that counts further than this is not simulated. */
const MAX_STATES = 20_000;
/** Steps of one test: states times characters. */
const MAX_STEPS = 20_000_000;

class Unsupported extends Error {}

/**
 * A regular expression run as an automaton, all its states at once (Thompson, 1968): a test takes time linear in the text
 * and in the pattern. It answers the same as the expression does, and knows neither lookarounds nor backreferences.
 */
export class LinearMatcher {
  private readonly states: State[] = [{ kind: 'match' }];
  private readonly start: number;

  private constructor(private readonly expression: RegExp) {
    const { pattern } = parseRegExpLiteral(expression);
    this.start = this.alternatives(pattern.alternatives, 0);
  }

  /** Null where the expression asks for more. */
  static of(expression: RegExp): LinearMatcher | null {
    try {
      return new LinearMatcher(expression);
    } catch (error) {
      if (error instanceof Unsupported || error instanceof SyntaxError) return null;
      throw error;
    }
  }

  /** Null where the text is too long for this pattern. */
  test(text: string): boolean | null {
    const characters = this.expression.unicode ? [...text] : text.split('');
    if ((characters.length + 1) * this.states.length > MAX_STEPS) return null;
    let current = new Set<number>();
    for (let at = 0; at <= characters.length; at++) {
      // The match may begin at any character.
      if (this.reach(this.start, characters, at, current)) return true;
      if (at === characters.length) return false;
      const next = new Set<number>();
      for (const index of current) {
        const state = this.states[index]!;
        if (state.kind !== 'character' || !state.matches(characters[at]!)) continue;
        if (this.reach(state.next, characters, at + 1, next)) return true;
      }
      current = next;
    }
    return false;
  }

  /** Adds what is reached without a character; true once that is the match. */
  private reach(start: number, text: readonly string[], at: number, into: Set<number>): boolean {
    const queue = [start];
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      if (into.has(index)) continue;
      into.add(index);
      const state = this.states[index]!;
      if (state.kind === 'match') return true;
      if (state.kind === 'fork') queue.push(...state.next);
      if (state.kind === 'assert' && state.holds(text, at)) queue.push(state.next);
    }
    return false;
  }

  private add(state: State): number {
    if (this.states.length >= MAX_STATES) throw new Unsupported();
    return this.states.push(state) - 1;
  }

  private alternatives(all: readonly AST.Alternative[], next: number): number {
    const starts = all.map(({ elements }) =>
      elements.reduceRight((following, element) => this.element(element, following), next),
    );
    return starts.length === 1 ? starts[0]! : this.add({ kind: 'fork', next: starts });
  }

  /** Builds from the end to the start: answers where to begin so as to arrive at `next`. */
  private element(element: AST.Element, next: number): number {
    switch (element.type) {
      case 'Quantifier':
        return this.repeat(element, next);
      case 'Group':
        if (element.modifiers !== null) throw new Unsupported();
        return this.alternatives(element.alternatives, next);
      case 'CapturingGroup':
        return this.alternatives(element.alternatives, next);
      case 'Assertion':
        return this.add({ kind: 'assert', holds: assertion(element), next });
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return this.add({ kind: 'character', matches: this.single(element.raw), next });
      case 'ExpressionCharacterClass':
      case 'Backreference':
        throw new Unsupported();
    }
  }

  private repeat({ element, min, max }: AST.Quantifier, next: number): number {
    if (Math.max(min, max === Infinity ? 0 : max) > MAX_STATES) throw new Unsupported();
    let end = next;
    if (max === Infinity) {
      const loop = this.add({ kind: 'fork', next: [next] });
      const { next: ways } = this.states[loop] as { next: number[] };
      ways.push(this.element(element, loop));
      end = loop;
    } else {
      for (let i = min; i < max; i++) end = this.add({ kind: 'fork', next: [next, this.element(element, end)] });
    }
    for (let i = 0; i < min; i++) end = this.element(element, end);
    return end;
  }

  /** Whether one character is what a part of the pattern names: asked of the engine itself, which cannot backtrack there. */
  private single(raw: string): (character: string) => boolean {
    const one = new RegExp(`^(?:${raw})$`, this.expression.flags + 's');
    const known = new Map<string, boolean>();
    const isDot = raw === '.';
    return (character) => {
      if (isDot) return !/[\n\r\u2028\u2029]/.test(character);
      let answer = known.get(character);
      if (answer === undefined) known.set(character, (answer = one.test(character)));
      return answer;
    };
  }
}

const isWord = (character: string | undefined): boolean => character !== undefined && /^\w$/.test(character);

function assertion(element: AST.Assertion): (text: readonly string[], at: number) => boolean {
  switch (element.kind) {
    case 'start':
      return (_, at) => at === 0;
    case 'end':
      return (text, at) => at === text.length;
    case 'word':
      return (text, at) => (isWord(text[at - 1]) !== isWord(text[at])) !== element.negate;
    case 'lookahead':
    case 'lookbehind':
      throw new Unsupported();
  }
}
