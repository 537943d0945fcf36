import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** The steps that a backtracking engine may take in the worst case. */
const MAX_STEPS = 1e8;

/**
 * A regular expression that refuses to run where its engine may backtrack beyond every budget: V8 cannot be stopped while
 * it matches. It stands in for RegExp in JSONata, which takes its class as an option.
 */
export class BoundedRegExp {
  lastIndex = 0;
  /** How often it may have to start over for each character of the text; Infinity where that is not bounded. */
  private readonly exponent: number;

  constructor(private readonly expression: RegExp) {
    this.exponent = exponentOf(expression);
  }

  exec(text: string): RegExpExecArray | null {
    if (text.length ** this.exponent > MAX_STEPS) {
      throw new Error(
        `the regular expression /${this.expression.source}/ may never end on a text of ${text.length} characters`,
      );
    }
    this.expression.lastIndex = this.lastIndex;
    const match = this.expression.exec(text);
    this.lastIndex = this.expression.lastIndex;
    return match;
  }
}

function exponentOf(expression: RegExp): number {
  try {
    const parser = new RegExpParser({ ecmaVersion: 2024 });
    const pattern = parser.parsePattern(expression.source, 0, expression.source.length, {
      unicode: expression.unicode,
    });
    // Once more, since a match is tried from each place in the text.
    return 1 + ofAlternatives(pattern.alternatives, false);
  } catch {
    return Infinity;
  }
}

const ofAlternatives = (alternatives: readonly AST.Alternative[], isRepeated: boolean): number =>
  isRepeated && alternatives.length > 1
    ? Infinity
    : Math.max(...alternatives.map(({ elements }) => sum(elements, isRepeated)));

const sum = (elements: readonly AST.Element[], isRepeated: boolean): number =>
  elements.reduce((total, element) => total + ofElement(element, isRepeated), 0);

/** How many repetitions of varying length stand in a row; inside another repetition there may be any number. */
function ofElement(element: AST.Element, isRepeated: boolean): number {
  switch (element.type) {
    case 'Backreference':
      return Infinity;
    case 'Assertion':
      return 'alternatives' in element ? ofAlternatives(element.alternatives, isRepeated) : 0;
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives, isRepeated);
    case 'Quantifier': {
      const varies = element.min !== element.max;
      if (varies && isRepeated) return Infinity;
      const inside = ofElement(element.element, isRepeated || element.max > 1);
      return inside + (varies ? 1 : 0);
    }
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return 0;
  }
}
