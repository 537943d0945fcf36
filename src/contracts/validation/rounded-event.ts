import type { Rejection } from '../formats/schema-format.js';

/** What a schema says of an event; null where it cannot tell. */
type Ask = (event: unknown) => boolean | null;

/** More of them in one event are not looked at one by one. */
const MOST_NUMBERS = 50;

/**
 * Why nothing is told of an event with numbers that reading rounded: the verdict hangs on it. `rounded` has the literals of
 * these numbers by their pointers. The number that was meant lies between the neighbours of the double that was read; where the
 * schema answers the same for all three, it does not look that closely. Null where the verdict stands.
 */
export function doubtByRounding(
  event: unknown,
  rounded: ReadonlyMap<string, string>,
  ask: Ask,
  divides: () => boolean,
): Rejection | null {
  if (rounded.size === 0) return null;
  const verdict = ask(event);
  let count = 0;
  for (const [path, literal] of rounded) {
    const place = placeOf(event, path);
    const read = Number(literal);
    // Of a name that stands twice only the last value was read.
    if ((place !== null && place.value !== read) || isExactInteger(literal, read)) continue;
    const isPlain = place !== null && ++count <= MOST_NUMBERS && Number.isFinite(read) && !losesFraction(literal, read);
    if (!isPlain || divides() || hangsOn(event, place, read, verdict, ask)) return told(path, literal);
  }
  return null;
}

interface Place {
  holder: Record<string, unknown>;
  key: string;
  value: unknown;
}

function hangsOn(event: unknown, { holder, key }: Place, read: number, verdict: boolean | null, ask: Ask): boolean {
  try {
    return [beside(read, -1n), beside(read, 1n)].some((neighbour) => {
      holder[key] = neighbour;
      return ask(event) !== verdict;
    });
  } finally {
    holder[key] = read;
  }
}

/** Null for the event itself, which lies in nothing. */
function placeOf(event: unknown, path: string): Place | null {
  const steps = path.split('/').slice(1);
  const key = steps.pop();
  if (key === undefined) return null;
  let holder = event;
  for (const step of steps) holder = partOf(holder, unescaped(step));
  const value = partOf(holder, unescaped(key));
  return { holder: holder as Record<string, unknown>, key: unescaped(key), value };
}

const partOf = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key) ? (holder as never)[key] : undefined;

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** Whether it was read as a whole number although it is none, and all numbers around it are whole. */
const losesFraction = (literal: string, read: number): boolean =>
  Math.abs(read) >= 2 ** 52 && /[.eE]/.test(literal) && !/^-?\d+(\.0*)?([eE]\+?\d+)?$/.test(literal);

/** Of large numbers the shortest text is not the value: 2^63 is written 9223372036854776000, and held exactly. */
const isExactInteger = (literal: string, read: number): boolean =>
  /^-?\d{1,400}$/.test(literal) && Number.isFinite(read) && BigInt(literal) === BigInt(read);

/** The next double further from zero (1n) or nearer to it (-1n). */
function beside(value: number, step: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  view.setBigUint64(0, (bits & SIGN) | (((bits & ~SIGN) === 0n && step < 0n ? 0n : (bits & ~SIGN) + step) & ~SIGN));
  return view.getFloat64(0);
}

const SIGN = 1n << 63n;

const told = (path: string, literal: string): Rejection => ({
  path,
  reason: `could not be judged: the number ${literal} is rounded to ${Number(literal)} where it is read, and the verdict hangs on that`,
  isUnknown: true,
});
