import { matchesInLinearTime } from './pattern-language.js';

/** A regular expression of a schema. */
interface Pattern {
  expression: RegExp;
  /**
   * A backtracking engine takes at most about the text's length to this power; Infinity where it may take exponential time.
   */
  power: number;
}

const patterns = new Map<string, Pattern | null>();
const MAX_KEPT = 1_000;
/** Steps that are left to the backtracking engine, some milliseconds. */
const MAX_STEPS = 5_000_000;

/** Whether `text` is a regular expression: by ECMA-262 with the flag `u`, or by its older grammar as many write it. */
export const isPattern = (text: string): boolean => patternOf(text) !== null;

/**
 * Whether `pattern` matches somewhere in `text`. Patterns come from clients, and a backtracking engine can take years: what
 * might take long is decided by an automaton, in time linear in the text. Null where that is not possible either (such as a
 * backreference in a pattern that may explode), or for what is no pattern.
 */
export function matchesPattern(pattern: string, text: string): boolean | null {
  const known = patternOf(pattern);
  if (known === null) return null;
  if (text.length ** known.power <= MAX_STEPS) return tryExpression(known.expression, text);
  return matchesInLinearTime(pattern, text);
}

/** The engine compiles when it is first asked, and refuses then what is too large for it. */
function tryExpression(expression: RegExp, text: string): boolean | null {
  try {
    return expression.test(text);
  } catch {
    return null;
  }
}

function patternOf(text: string): Pattern | null {
  const known = patterns.get(text);
  if (known !== undefined) return known;
  const expression = compile(text);
  const pattern = expression === null ? null : { expression, power: powerOf(text) };
  // The oldest goes first: a server sees the patterns of many schemas.
  if (patterns.size >= MAX_KEPT) patterns.delete(patterns.keys().next().value!);
  patterns.set(text, pattern);
  return pattern;
}

function compile(text: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(text, flags);
    } catch {
      // By the next grammar, or by none.
    }
  }
  return null;
}

/** Backtracking explodes where a repeated group holds a repetition or an alternative itself. */
function powerOf(pattern: string): number {
  const groups: boolean[] = [];
  let repetitions = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    const isVariable = char === '*' || char === '+' || (char === '{' && /^\{\d*,/.test(pattern.slice(i, i + 12)));
    if (isVariable) repetitions++;
    if (char === '\\') i++;
    else if (char === '[') i = endOfClass(pattern, i);
    else if (char === '(') {
      groups.push(false);
      if (pattern[i + 1] === '?') i++;
    } else if (char === ')') {
      const isAmbiguous = groups.pop() === true;
      if (isAmbiguous && /^[*+{]/.test(pattern.slice(i + 1, i + 2))) return Infinity;
    } else if (isVariable || char === '|' || char === '?') groups.fill(true);
  }
  // It may begin anywhere, which is one more.
  return repetitions + 1;
}

function endOfClass(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === ']') return i;
  }
  return pattern.length;
}
