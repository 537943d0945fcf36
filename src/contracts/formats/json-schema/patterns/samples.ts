import { JS, type Element, type NoParent } from 'refa';
import { readableCharacterOf } from './words.js';

/** Longer ones are left to the automaton, which knows whether there is a shorter way. */
const MAX_LENGTH = 500;
const MAX_KEPT = 500;

const kept = new Map<string, readonly string[]>();

/**
 * Strings that may well match `pattern`, far cheaper than an automaton: its first alternatives, with as few repetitions as
 * may be and with a few more. Assertions are passed over, so whoever uses one tries it first. None for what is no pattern.
 */
export function samplesOf(pattern: string): readonly string[] {
  let samples = kept.get(pattern);
  if (samples === undefined) {
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(pattern, (samples = drawn(pattern)));
  }
  return samples;
}

function drawn(pattern: string): string[] {
  try {
    const { expression } = JS.Parser.fromLiteral({ source: pattern, flags: 'u' }).parse({
      maxBackreferenceWords: 0,
      backreferences: 'throw',
      assertions: 'parse',
    });
    return [0, 1, 4].flatMap((more) => firstOf(expression.alternatives, more) ?? []);
  } catch {
    // Not parsed, or not as a regular expression: the automaton will say the same.
    return [];
  }
}

type Alternatives = readonly { readonly elements: readonly NoParent<Element>[] }[];

/** Null where it becomes too long or where nothing can match. */
function firstOf(alternatives: Alternatives, more: number): string | null {
  const [first] = alternatives;
  if (first === undefined) return null;
  let text = '';
  for (const element of first.elements) {
    const part = sampleOf(element, more);
    if (part === null || text.length + part.length > MAX_LENGTH) return null;
    text += part;
  }
  return text;
}

function sampleOf(element: NoParent<Element>, more: number): string | null {
  switch (element.type) {
    case 'CharacterClass':
      return readableCharacterOf(element.characters.ranges);
    case 'Alternation':
      return firstOf(element.alternatives, more);
    case 'Quantifier': {
      const count = Math.min(element.min + more, element.max);
      if (count > MAX_LENGTH) return null;
      return count === 0 ? '' : (firstOf(element.alternatives, more)?.repeat(count) ?? null);
    }
    case 'Assertion':
      return '';
    case 'Unknown':
      return null;
  }
}
