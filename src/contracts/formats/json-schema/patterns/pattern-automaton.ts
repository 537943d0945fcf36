import {
  CharSet,
  DFA,
  JS,
  type Concatenation,
  type Element,
  type NoParent,
  type TransitionIterable,
  type TransitionIterator,
} from 'refa';

/** Unicode, in which JSON Schema's patterns are read. */
const MAX_CHARACTER = 0x10ffff;
const ANY = CharSet.all(MAX_CHARACTER);
/** Larger automata take more time than a check has. */
const MAX_STATES = 1_500;
const MAX_PATTERN_LENGTH = 2_000;
/** Ranges of characters on all steps: classes such as \p{L} are hundreds of them. */
const MAX_RANGES = 60_000;
/** Different sets that a pattern looks behind for: each may double the positions. */
const MAX_LOOKED_BEHIND = 6;

type Concatenated = readonly NoParent<Element>[];

/** A condition on the character before or after a position; one that is not there is in no set. */
interface Guard {
  readonly looks: 'ahead' | 'behind';
  readonly negate: boolean;
  readonly characters: CharSet;
}

interface Edge {
  readonly to: number;
  /** Null where the step reads nothing. */
  readonly characters: CharSet | null;
  readonly guard: Guard | null;
}

/** What the automaton cannot say: back references, and looking further ahead or behind than one character in the middle. */
class NotRegular extends Error {}

/**
 * The strings in which `pattern` matches somewhere, as a deterministic automaton; null where the pattern is none, is not
 * regular, or asks for more states than a check has time for.
 */
export function automatonOf(pattern: string): DFA | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return null;
  try {
    const alternatives = parse(pattern);
    const [only] = alternatives;
    if (alternatives.length === 1 && only !== undefined) return withLookaheads(only);
    return determinised(alternatives);
  } catch {
    // Whatever a parser or a limit throws means the same: nothing is known of this pattern.
    return null;
  }
}

function parse(pattern: string): Concatenated[] {
  const { expression } = JS.Parser.fromLiteral({ source: pattern, flags: 'u' }).parse({
    maxBackreferenceWords: 0,
    backreferences: 'throw',
    assertions: 'parse',
  });
  return expression.alternatives.map(elementsOf);
}

const elementsOf = (one: NoParent<Concatenation>): Concatenated => one.elements;

/** `^(?=a)(?!b)c` is the intersection of `^c` with `^a` and without `^b`. */
function withLookaheads(elements: Concatenated): DFA {
  const [start] = elements;
  const rest = elements.slice(1);
  const lookaheads: NoParent<Element>[] = [];
  while (isStartOfText(start) && isLongLookahead(rest[0])) lookaheads.push(rest.shift()!);
  if (start === undefined || lookaheads.length === 0) return determinised([elements]);
  return lookaheads.reduce(
    (automaton: DFA, one) => {
      if (one.type !== 'Assertion') throw new NotRegular();
      const other = determinised(one.alternatives.map((body) => [start, ...elementsOf(body)]));
      if (one.negate) other.complement(limit());
      return DFA.fromIntersection(automaton, other, limit());
    },
    determinised([[start, ...rest]]),
  );
}

/** Only there do all parts speak of the same position: what else they match may begin anywhere. */
const isStartOfText = (element: NoParent<Element> | undefined): boolean =>
  element?.type === 'Assertion' &&
  element.kind === 'behind' &&
  element.negate &&
  singleCharacter(element)?.isAll === true;

const isLongLookahead = (element: NoParent<Element> | undefined): boolean =>
  element?.type === 'Assertion' && element.kind === 'ahead' && singleCharacter(element) === null;

const limit = (): DFA.LimitedNodeFactory => new DFA.LimitedNodeFactory(MAX_STATES);

function determinised(alternatives: readonly Concatenated[]): DFA {
  const automaton = DFA.fromFA(new Steps(alternatives), limit());
  automaton.minimize();
  return automaton;
}

/** The set of an assertion about a single character; null for any other assertion. */
function singleCharacter({ alternatives }: Extract<NoParent<Element>, { type: 'Assertion' }>): CharSet | null {
  const sets = alternatives.map(({ elements }) => {
    const [element] = elements;
    return elements.length === 1 && element?.type === 'CharacterClass' ? element.characters : null;
  });
  if (sets.length === 0 || sets.includes(null)) return null;
  return sets.reduce((a, b) => a!.union(b!));
}

/** A position of the pattern, and what is known of the characters on both sides of it. */
interface Position {
  readonly state: number;
  /** One bit for each set that something looks behind for: whether the last character is in it. */
  readonly behind: number;
  /** What the next character may be, and whether there may be none. */
  readonly ahead: CharSet;
  readonly mayEnd: boolean;
}

/** Thompson's construction with guarded steps: `^`, `$` and `\b` look at one character behind or ahead. */
class Steps implements TransitionIterable<Position> {
  readonly maxCharacter = MAX_CHARACTER;
  private readonly edges: Edge[][] = [];
  private readonly behind: CharSet[] = [];
  private readonly positions = new Map<string, Position>();
  private ranges = 0;
  private readonly start = this.state();
  private readonly end = this.state();

  constructor(alternatives: readonly Concatenated[]) {
    this.link(this.start, this.start, ANY);
    this.link(this.end, this.end, ANY);
    this.alternation(alternatives, this.start, this.end);
  }

  transitionIterator(): TransitionIterator<Position> {
    return {
      initial: this.position(this.start, 0, ANY, true),
      stableOut: true,
      getOut: (from: Position) => this.next(from),
      isFinal: (position: Position) => this.reached(position).some(({ state, mayEnd }) => state === this.end && mayEnd),
    };
  }

  private state(): number {
    if (this.edges.length > MAX_STATES) throw new NotRegular();
    return this.edges.push([]) - 1;
  }

  private link(from: number, to: number, characters: CharSet | null = null, guard: Guard | null = null): void {
    this.edges[from]!.push({ to, characters, guard });
  }

  private alternation(alternatives: readonly Concatenated[], from: number, to: number): void {
    for (const elements of alternatives) {
      let at = from;
      for (const element of elements) {
        const next = this.state();
        this.element(element, at, next);
        at = next;
      }
      this.link(at, to);
    }
  }

  private element(element: NoParent<Element>, from: number, to: number): void {
    switch (element.type) {
      case 'CharacterClass':
        this.link(from, to, element.characters);
        return;
      case 'Alternation':
        this.alternation(element.alternatives.map(elementsOf), from, to);
        return;
      case 'Quantifier':
        this.repetition(element.alternatives.map(elementsOf), element.min, element.max, from, to);
        return;
      case 'Assertion':
        this.link(from, to, null, this.guard(element));
        return;
      case 'Unknown':
        throw new NotRegular();
    }
  }

  private repetition(body: readonly Concatenated[], min: number, max: number, from: number, to: number): void {
    let at = from;
    for (let i = 0; i < min; i++) at = this.copy(body, at);
    if (max === Infinity) {
      const loop = this.state();
      this.link(at, loop);
      this.alternation(body, loop, loop);
      at = loop;
    } else {
      for (let i = min; i < max; i++) {
        this.link(at, to);
        at = this.copy(body, at);
      }
    }
    this.link(at, to);
  }

  private copy(body: readonly Concatenated[], from: number): number {
    const to = this.state();
    this.alternation(body, from, to);
    return to;
  }

  private guard(assertion: Extract<NoParent<Element>, { type: 'Assertion' }>): Guard {
    const characters = singleCharacter(assertion);
    if (characters === null) throw new NotRegular();
    const looks = assertion.kind;
    if (looks === 'behind' && !this.behind.some((set) => set.equals(characters))) this.behind.push(characters);
    if (this.behind.length > MAX_LOOKED_BEHIND) throw new NotRegular();
    return { looks, negate: assertion.negate, characters };
  }

  /** The one object for a position: automata compare states by identity. */
  private position(state: number, behind: number, ahead: CharSet, mayEnd: boolean): Position {
    const key = `${state} ${behind} ${mayEnd} ${ahead.isAll ? '*' : ahead.toRangesString()}`;
    let position = this.positions.get(key);
    if (position === undefined) {
      if (this.positions.size > 4 * MAX_STATES) throw new NotRegular();
      this.positions.set(key, (position = { state, behind, ahead, mayEnd }));
    }
    return position;
  }

  /** Every position that is reached without reading. */
  private reached(from: Position): Position[] {
    const found = new Set([from]);
    for (const position of found) {
      for (const { to, characters, guard } of this.edges[position.state]!) {
        if (characters !== null) continue;
        const next = guard === null ? { ...position, state: to } : this.through(position, to, guard);
        if (next !== null) found.add(this.position(next.state, next.behind, next.ahead, next.mayEnd));
      }
    }
    return [...found];
  }

  private through(position: Position, to: number, { looks, negate, characters }: Guard): Position | null {
    if (looks === 'behind') {
      const bit = 1 << this.behind.findIndex((set) => set.equals(characters));
      return ((position.behind & bit) !== 0) === negate ? null : { ...position, state: to };
    }
    const ahead = negate ? position.ahead.without(characters) : position.ahead.intersect(characters);
    const mayEnd = negate && position.mayEnd;
    return ahead.isEmpty && !mayEnd ? null : { ...position, state: to, ahead, mayEnd };
  }

  /** Each position that is reached by reading one character, and by which. */
  private next(from: Position): Map<Position, CharSet> {
    const next = new Map<Position, CharSet>();
    for (const { state, ahead } of this.reached(from)) {
      for (const { to, characters } of this.edges[state]!) {
        if (characters === null) continue;
        for (const [behind, set] of this.byBehind(characters.intersect(ahead))) {
          const position = this.position(to, behind, ANY, true);
          this.ranges += set.ranges.length;
          if (this.ranges > MAX_RANGES) throw new NotRegular();
          next.set(position, next.get(position)?.union(set) ?? set);
        }
      }
    }
    return next;
  }

  /** Parts the characters by what a later look behind will find. */
  private byBehind(characters: CharSet): [number, CharSet][] {
    let parts: [number, CharSet][] = [[0, characters]];
    for (const [i, set] of this.behind.entries()) {
      parts = parts.flatMap(([mask, part]): [number, CharSet][] => [
        [mask | (1 << i), part.intersect(set)],
        [mask, part.without(set)],
      ]);
    }
    return parts.filter(([, part]) => !part.isEmpty);
  }
}
