import { told, type Told } from '../../sentence.js';
import type { NumberInText } from './number-literals.js';
import { canonicalNumber, isExactNumber } from './reading/inexact-numbers.js';
import { decimalOf } from './values.js';

/** Why a proof of numbers as they are read is none of those that are written. */
export interface RoundingDoubt {
  readonly place: string;
  readonly reason: Told;
}

/** No list of an event has as many items. */
const MOST_ITEMS = 2 ** 33;

/**
 * Whether a proof of two schemas rests on a number that reading rounded; null where it does not. `numbers` are all of both.
 *
 * A proof compares numbers of the schemas with each other. Reading keeps their order, so for each number of an event as
 * they are written there is one as they are read that lies alike among them, and what is proved of that one holds of the
 * first, as long as
 * - no two different numbers are read as one;
 * - a fraction is not read as a whole number, and between two numbers there are still whole ones: 9007199254740991 and
 *   ...993, read as ...992, have none between them, though they had one;
 * - where `multipleOf` stands somewhere, there are still numbers of every remainder between two, and a rounded number
 *   only parts those below it from those above it, so that it may be counted to either;
 * - where `uniqueItems` stands somewhere, there are still as many between two as a list may have.
 */
export function doubtOfProof(numbers: readonly NumberInText[], texts: readonly string[]): RoundingDoubt | null {
  const values = valuesOf(numbers);
  const rounded = values.filter(({ isExact }) => !isExact);
  const isSaid = (word: string): boolean => texts.some((text) => text.includes(`"${word}"`));
  const isDivided = isSaid('multipleOf');
  for (const { place, literal, isWhole, read, parts } of rounded) {
    const isPoint = parts.size > 1 || parts.has('point');
    if (!isWhole && Number.isInteger(read))
      return { place, reason: told`the fraction ${literal} at ${place} is read as the whole number ${read}` };
    if (isDivided && isPoint)
      return { place, reason: told`${literal} at ${place} has more digits than are read, and there is a multipleOf` };
  }
  const divisor = isDivided ? commonMultiple(numbers) : 1;
  return tooNear(values, divisor === 1 && !isDivided ? 1 : 2 * divisor, isSaid('uniqueItems') ? MOST_ITEMS : 1);
}

interface Value {
  readonly place: string;
  readonly literal: string;
  readonly read: number;
  readonly isExact: boolean;
  readonly isWhole: boolean;
  /** What it parts: those up to it from those above, those below it from those from it on; or it stands for itself. */
  readonly parts: Set<'upTo' | 'below' | 'point'>;
}

/** Each different number once, in their order as they are read. */
function valuesOf(numbers: readonly NumberInText[]): Value[] {
  const values = new Map<string, Value>();
  for (const number of numbers) {
    const { place, literal } = number;
    const canonical = canonicalNumber(literal);
    let value = values.get(canonical);
    if (value === undefined) {
      const isWhole = !canonical.includes('e-');
      value = { place, literal, read: Number(literal), isExact: isExactNumber(literal), isWhole, parts: new Set() };
      values.set(canonical, value);
    }
    value.parts.add(partedBy(number));
  }
  return [...values.values()].sort((a, b) => a.read - b.read);
}

function partedBy({ limits, isExclusive }: NumberInText): 'upTo' | 'below' | 'point' {
  if (limits === null) return 'point';
  return (limits === 'above') === isExclusive ? 'below' : 'upTo';
}

function tooNear(values: readonly Value[], step: number, most: number): RoundingDoubt | null {
  const isPlain = step === 1 && most === 1;
  for (const [i, value] of values.entries()) {
    const next = values[i + 1];
    if (next === undefined || (value.isExact && next.isExact)) continue;
    // Between fractions there are others, however near they are, and as many whole ones as before.
    const isDense = isPlain && [value, next].every(({ isExact, isWhole }) => isExact || !isWhole);
    if (isDense ? value.read !== next.read : next.read - value.read > step * most) continue;
    const [one, other] = value.isExact ? [next, value] : [value, next];
    const reason = told`${one.literal} at ${one.place} has more digits than are read, and cannot be told apart from ${other.literal} at ${other.place}`;
    return { place: one.place, reason };
  }
  return null;
}

/** A whole number that every divisor divides; Infinity where it is too large to be of use. */
function commonMultiple(numbers: readonly NumberInText[]): number {
  const divisors = new Set(numbers.filter(({ place }) => place.endsWith('/multipleOf')).map(({ literal }) => literal));
  let multiple = 1n;
  for (const literal of divisors) {
    const { mantissa, exponent } = decimalOf(Number(literal));
    if (exponent > 20 || multiple > 10n ** 20n) return Infinity;
    // 0.25 divides 25, too.
    const whole = exponent > 0 ? mantissa * 10n ** BigInt(exponent) : mantissa;
    if (whole !== 0n && multiple % whole !== 0n) multiple *= whole < 0n ? -whole : whole;
  }
  return Number(multiple);
}
