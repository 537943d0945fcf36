import { evaluate, type Answer } from '../evaluate.js';
import { areDistinct, includesValue, isMultipleOf, jsonTypeOf, lengthOf, matchesPattern } from '../values.js';
import type { Formula } from './formula.js';

/** Whether `formula` holds of `value`; null where that cannot be told. */
export function testFormula(formula: Formula, value: unknown): Answer {
  switch (formula.is) {
    case 'constant':
      return formula.holds;
    case 'unknown':
      return null;
    case 'schema': {
      const answer = evaluate(formula.node, value);
      return answer === null ? null : answer === formula.holds;
    }
    case 'all':
      return every(formula.parts, value);
    case 'any':
      return some(formula.parts, value);
    case 'exactly-one': {
      const answer = isExactlyOne(formula.parts, value);
      return answer === null ? null : answer === formula.holds;
    }
    case 'type':
      return formula.types.has(jsonTypeOf(value));
    case 'listed':
      return includesValue(formula.values, value) === formula.holds;
    default:
      return testByType(formula, value);
  }
}

function every(parts: readonly Formula[], value: unknown): Answer {
  let answer: Answer = true;
  for (const part of parts) {
    const one = testFormula(part, value);
    if (one === false) return false;
    if (one === null) answer = null;
  }
  return answer;
}

function some(parts: readonly Formula[], value: unknown): Answer {
  let answer: Answer = false;
  for (const part of parts) {
    const one = testFormula(part, value);
    if (one === true) return true;
    if (one === null) answer = null;
  }
  return answer;
}

function isExactlyOne(parts: readonly Formula[], value: unknown): Answer {
  let least = 0;
  let most = 0;
  for (const part of parts) {
    const one = testFormula(part, value);
    if (one !== false) most++;
    if (one === true) least++;
    if (least > 1) return false;
  }
  return most === 0 ? false : least === 1 && most === 1 ? true : null;
}

type Typed = Exclude<
  Formula,
  { is: 'constant' | 'unknown' | 'schema' | 'all' | 'any' | 'exactly-one' | 'type' | 'listed' }
>;

function testByType(atom: Typed, value: unknown): Answer {
  if (typeof value === 'number') return testNumber(atom, value);
  if (typeof value === 'string') return testString(atom, value);
  if (Array.isArray(value)) return testArray(atom, value);
  if (typeof value === 'object' && value !== null) return testObject(atom, value as Record<string, unknown>);
  return true;
}

function testNumber(atom: Typed, value: number): Answer {
  if (atom.is === 'multiple') return isMultipleOf(value, atom.of) === atom.holds;
  if (atom.is !== 'bound') return true;
  if (value === atom.value) return !atom.isExclusive;
  return atom.side === 'least' ? value > atom.value : value < atom.value;
}

function testString(atom: Typed, value: string): Answer {
  if (atom.is === 'size' && atom.of === 'string') return isWithin(lengthOf(value), atom);
  if (atom.is !== 'pattern') return true;
  const matches = matchesPattern(atom.pattern, value);
  return matches === null ? null : matches === atom.holds;
}

const isWithin = (size: number, { min, max }: { min: number; max: number }): boolean => size >= min && size <= max;

function testArray(atom: Typed, items: readonly unknown[]): Answer {
  switch (atom.is) {
    case 'size':
      return atom.of !== 'array' || isWithin(items.length, atom);
    case 'every-item':
      return testEach(items.slice(atom.from, Math.min(atom.to, items.length)), atom.value, true);
    case 'some-item':
      return testEach(items.slice(atom.from, Math.min(atom.to, items.length)), atom.value, false);
    case 'count': {
      const answers = items.map((item) => testFormula(atom.item, item));
      const least = answers.filter((answer) => answer === true).length;
      const most = answers.filter((answer) => answer !== false).length;
      if (most < atom.min || least > atom.max) return false;
      return least >= atom.min && most <= atom.max ? true : null;
    }
    case 'unique':
      return areDistinct(items) === atom.holds;
    default:
      return true;
  }
}

/** Whether `formula` holds of every value, or of some. */
function testEach(values: readonly unknown[], formula: Formula, ofEvery: boolean): Answer {
  let answer: Answer = ofEvery;
  for (const value of values) {
    const one = testFormula(formula, value);
    if (one === !ofEvery) return !ofEvery;
    if (one === null) answer = null;
  }
  return answer;
}

function testObject(atom: Typed, object: Record<string, unknown>): Answer {
  switch (atom.is) {
    case 'size':
      return atom.of !== 'object' || isWithin(Object.keys(object).length, atom);
    case 'absent':
      return !Object.hasOwn(object, atom.name);
    case 'every-name':
      return testEach(Object.keys(object), atom.name, true);
    case 'every-property':
      return testProperties(object, atom.names, atom.value, true);
    case 'some-property':
      return testProperties(object, atom.names, atom.value, false);
    default:
      return true;
  }
}

function testProperties(
  object: Record<string, unknown>,
  names: string | Formula,
  formula: Formula,
  ofEvery: boolean,
): Answer {
  if (typeof names === 'string') {
    return Object.hasOwn(object, names) ? testFormula(formula, object[names]) : ofEvery;
  }
  let answer: Answer = ofEvery;
  for (const [name, value] of Object.entries(object)) {
    const isMeant = testFormula(names, name);
    if (isMeant === false) continue;
    const one = testFormula(formula, value);
    if (one === ofEvery) continue;
    if (isMeant === true && one === !ofEvery) return !ofEvery;
    answer = null;
  }
  return answer;
}
