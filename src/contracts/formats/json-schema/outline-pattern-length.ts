import { RegExpParser, type AST } from '@eslint-community/regexpp';

const MAX_PATTERN_LENGTH = 2_000;
const MAX_DEPTH = 100;

/**
 * How many characters a text can have that matches `pattern` from end to end; null where that is not bounded, such as
 * without `^` and `$`. JSON Schema's patterns are not anchored (2020-12 Core, 6.4).
 */
export function longestMatch(pattern: string): number | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return null;
  const parsed = parse(pattern);
  if (parsed === null) return null;
  const lengths = parsed.alternatives.map(({ elements }) => {
    const isAnchored = isEdge(elements[0], 'start') && isEdge(elements[elements.length - 1], 'end');
    return isAnchored ? sum(elements, 0) : Infinity;
  });
  return finite(Math.max(...lengths));
}

function parse(pattern: string): AST.Pattern | null {
  const parser = new RegExpParser({ ecmaVersion: 2024 });
  for (const unicode of [true, false]) {
    try {
      return parser.parsePattern(pattern, 0, pattern.length, { unicode });
    } catch {
      // What is no pattern with the flag `u` may be one without it; what is neither bounds nothing.
    }
  }
  return null;
}

const finite = (length: number): number | null => (Number.isFinite(length) ? length : null);

const isEdge = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean =>
  element?.type === 'Assertion' && element.kind === kind;

const sum = (elements: readonly AST.Element[], depth: number): number =>
  elements.reduce((total, element) => total + lengthOf(element, depth + 1), 0);

function lengthOf(element: AST.Element, depth: number): number {
  if (depth > MAX_DEPTH) return Infinity;
  switch (element.type) {
    case 'Assertion':
      return 0;
    case 'Backreference':
      return Infinity;
    case 'Group':
    case 'CapturingGroup':
      return Math.max(...element.alternatives.map(({ elements }) => sum(elements, depth)));
    case 'Quantifier': {
      const once = lengthOf(element.element, depth);
      return once === 0 ? 0 : once * element.max;
    }
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return 1;
    // A class of strings (the flag `v`, which JSON Schema does not know).
    case 'ExpressionCharacterClass':
      return Infinity;
  }
}
