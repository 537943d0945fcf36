import { decimalOf, type JsonType } from '../values.js';
import type { Expansion } from './expansion.js';
import { found, NONE, UNKNOWN, type Solution } from './solution.js';

/** Enough to step over the multiples of a few numbers: the gaps between those that are none are far smaller. */
const MAX_TRIED = 4_000;
/** Powers of ten that the exact arithmetic spans; JSON's own numbers span 632. */
const MAX_SCALE = 700;

/** All numbers of a question as whole multiples of one power of ten. */
interface Scale {
  readonly digits: number;
  readonly one: bigint;
}

interface Bound {
  readonly value: bigint;
  readonly isExclusive: boolean;
}

/** A number within all bounds that is a multiple of what is asked, and of nothing that is not; in exact arithmetic. */
export function solveNumber(expansion: Expansion, type: JsonType): Solution {
  const { atoms, unlisted } = expansion;
  const given = atoms.flatMap((atom) => (atom.is === 'bound' ? [atom.value] : atom.is === 'multiple' ? [atom.of] : []));
  if (given.some((value) => !Number.isFinite(value))) return UNKNOWN;
  const scale = scaleOf([...given, 1]);
  if (scale === null) return UNKNOWN;
  const question = {
    scale,
    least: tightest(expansion, 'least', scale),
    greatest: tightest(expansion, 'greatest', scale),
    multiples: atoms.flatMap((atom) => (atom.is === 'multiple' && atom.holds ? [scaled(atom.of, scale)] : [])),
    // Nothing is a multiple of zero.
    others: atoms.flatMap((atom) =>
      atom.is === 'multiple' && !atom.holds && atom.of !== 0 ? [scaled(atom.of, scale)] : [],
    ),
    unlisted,
  };
  if (type === 'integer') question.multiples.push(scale.one);
  else question.others.push(scale.one);
  return question.multiples.length > 0 ? solveMultiple(question) : solveDense(question);
}

interface Question {
  readonly scale: Scale;
  readonly least: Bound | null;
  readonly greatest: Bound | null;
  readonly multiples: readonly bigint[];
  /** What the number must not be a multiple of. */
  readonly others: readonly bigint[];
  readonly unlisted: ReadonlySet<unknown>;
}

function scaleOf(values: readonly number[]): Scale | null {
  const exponents = values.map((value) => decimalOf(value).exponent);
  const digits = -Math.min(0, ...exponents);
  if (digits + Math.max(0, ...exponents) > MAX_SCALE) return null;
  return { digits, one: 10n ** BigInt(digits) };
}

function scaled(value: number, { digits }: Scale): bigint {
  const { mantissa, exponent } = decimalOf(value);
  return mantissa * 10n ** BigInt(exponent + digits);
}

function tightest({ atoms }: Expansion, side: 'least' | 'greatest', scale: Scale): Bound | null {
  let bound: Bound | null = null;
  const sign = side === 'least' ? 1n : -1n;
  for (const atom of atoms) {
    if (atom.is !== 'bound' || atom.side !== side) continue;
    const value = scaled(atom.value, scale);
    const isTighter = bound === null || sign * value > sign * bound.value;
    if (isTighter || (value === bound!.value && atom.isExclusive)) bound = { value, isExclusive: atom.isExclusive };
  }
  return bound;
}

/** The multiples of all are those of their least common one; which of them to leave out repeats with a period. */
function solveMultiple(question: Question): Solution {
  const step = question.multiples.reduce(leastCommonMultiple);
  if (step === 0n) return NONE;
  const periods = question.others.map((other) => other / greatestCommonDivisor(other, step));
  if (periods.some((period) => period === 1n || period === -1n)) return NONE;
  const first = question.least === null ? null : timesAbove(question.least, step);
  const last = question.greatest === null ? null : timesBelow(question.greatest, step);
  if (first !== null && last !== null && first > last) return NONE;
  let tried = 0;
  for (const times of outward(first, last)) {
    if (++tried > MAX_TRIED + question.unlisted.size) return UNKNOWN;
    if (periods.some((period) => times % period === 0n)) continue;
    const value = toNumber(times * step, question.scale);
    if (value === null) return UNKNOWN;
    if (!question.unlisted.has(value)) return found(value);
  }
  return NONE;
}

const timesAbove = ({ value, isExclusive }: Bound, step: bigint): bigint => {
  const times = -floorDivide(-value, step);
  return isExclusive && times * step === value ? times + 1n : times;
};

const timesBelow = ({ value, isExclusive }: Bound, step: bigint): bigint => {
  const times = floorDivide(value, step);
  return isExclusive && times * step === value ? times - 1n : times;
};

/** Every whole number from `first` to `last`: from the only bound on, or else from what is nearest to zero. */
function* outward(first: bigint | null, last: bigint | null): Generator<bigint> {
  const start = first === null || last === null ? (first ?? last ?? 0n) : nearestToZero(first, last);
  yield start;
  for (let distance = 1n; ; distance++) {
    const isAbove = last === null || start + distance <= last;
    const isBelow = first === null || start - distance >= first;
    if (isAbove) yield start + distance;
    if (isBelow) yield start - distance;
    if (!isAbove && !isBelow) return;
  }
}

const nearestToZero = (first: bigint, last: bigint): bigint => (first > 0n ? first : last < 0n ? last : 0n);

/** Between two different bounds there are always more decimals than any list and any multiples take away. */
function solveDense(question: Question): Solution {
  const { least, greatest, scale } = question;
  if (least !== null && greatest !== null) {
    if (least.value > greatest.value) return NONE;
    if (least.value === greatest.value) return solvePoint(question, least, greatest);
  }
  // Fourteen more digits leave room between any two bounds.
  const finer: Scale = { digits: scale.digits + 14, one: scale.one * 10n ** 14n };
  const widen = (value: bigint): bigint => value * 10n ** 14n;
  const from = least === null ? null : widen(least.value);
  const to = greatest === null ? null : widen(greatest.value);
  const others = question.others.map(widen);
  for (const candidate of between(from, to, finer.one)) {
    if (from !== null && (candidate < from || (candidate === from && least!.isExclusive))) continue;
    if (to !== null && (candidate > to || (candidate === to && greatest!.isExclusive))) continue;
    if (others.some((other) => candidate % other === 0n)) continue;
    const value = toNumber(candidate, finer);
    if (value !== null && !question.unlisted.has(value)) return found(value);
  }
  return UNKNOWN;
}

function solvePoint({ others, scale, unlisted }: Question, least: Bound, greatest: Bound): Solution {
  if (least.isExclusive || greatest.isExclusive) return NONE;
  if (others.some((other) => least.value % other === 0n)) return NONE;
  const value = toNumber(least.value, scale);
  if (value === null) return UNKNOWN;
  return unlisted.has(value) ? NONE : found(value);
}

/** Decimals with few digits first: near zero, near each bound, and then all over the range. */
function* between(from: bigint | null, to: bigint | null, one: bigint): Generator<bigint> {
  const start = from ?? to ?? 0n;
  const width = from !== null && to !== null ? to - from : one * 16n;
  const direction = from === null && to !== null ? -1n : 1n;
  if (from === null || from < 0n) for (const part of [2n, 10n, 8n]) yield one / part;
  yield start;
  for (const part of [2n, 4n, 8n, 10n, 5n, 16n, 100n, 1000n, 32n]) {
    yield start + (direction * one) / part;
    yield start + (direction * width) / part;
  }
  for (let i = 1n; i < 400n; i++) yield start + (direction * width * i) / 401n;
}

/** The double that is written with these very digits; null where there is none. */
function toNumber(value: bigint, { digits }: Scale): number | null {
  const number = Number(`${value}e-${digits}`);
  if (!Number.isFinite(number)) return null;
  const { mantissa, exponent } = decimalOf(number);
  const shift = exponent + digits;
  const isExact = shift >= 0 ? mantissa * 10n ** BigInt(shift) === value : mantissa === value * 10n ** BigInt(-shift);
  return isExact ? number : null;
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor !== 0n && value < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

const leastCommonMultiple = (a: bigint, b: bigint): bigint =>
  a === 0n || b === 0n ? 0n : (a / greatestCommonDivisor(a, b)) * b;
