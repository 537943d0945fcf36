import jsonata from 'jsonata';
import { MAX_WEIGHT } from './weight.js';

/** Why a built-in function must not be called with these arguments; null where it may. */
type Guard = (args: readonly unknown[]) => string | null;

const MAX_PICTURE_LENGTH = 200;
const MAX_COMPARED = 2_000;

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0);

const hasShortPicture: Guard = ([, picture]) =>
  lengthOf(picture) > MAX_PICTURE_LENGTH ? `a picture may have ${MAX_PICTURE_LENGTH} characters` : null;

/**
 * Functions that run for long, or take much memory, in a single native call, where no step of an evaluation can stop
 * them. All others are bounded by the weight of their arguments.
 */
const GUARDS: Readonly<Record<string, Guard>> = {
  pad: ([, width]) => (Math.abs(Number(width)) > MAX_WEIGHT.size ? 'the width is too large' : null),
  join([parts, separator]) {
    const total = (Array.isArray(parts) ? parts : []).reduce<number>((sum, part) => sum + lengthOf(part), 0);
    return total + lengthOf(parts) * lengthOf(separator) > MAX_WEIGHT.size ? 'the text would be too long' : null;
  },
  distinct: ([values]) => (lengthOf(values) > MAX_COMPARED ? `it compares ${MAX_COMPARED} values at most` : null),
  formatNumber: hasShortPicture,
  formatInteger: hasShortPicture,
  parseInteger: hasShortPicture,
  fromMillis: hasShortPicture,
  // Its picture becomes a regular expression, which backtracks over every way to divide the digits.
  toMillis([timestamp, picture]) {
    if (picture === undefined) return null;
    const isSimple = lengthOf(picture) <= 60 && lengthOf(timestamp) <= 40 && !String(picture).includes('][');
    return isSimple ? null : 'the picture, or the timestamp, is too long, or its markers touch each other';
  },
};

interface BuiltIn {
  implementation: (this: unknown, ...args: unknown[]) => unknown;
}

let originals: Promise<Map<string, BuiltIn>> | undefined;

/** The library gives its functions only as the values of their names. */
async function originalFunctions(): Promise<Map<string, BuiltIn>> {
  const names = Object.keys(GUARDS);
  const found = await Promise.all(names.map((name) => jsonata(`$${name}`).evaluate(null) as Promise<BuiltIn>));
  return new Map(names.map((name, i) => [name, found[i]!]));
}

/** Signatures as the library declares them, so that arguments are checked and `$` is passed as before. */
const SIGNATURES: Readonly<Record<string, string>> = {
  pad: '<s-ns?:s>',
  join: '<a<s>s?:s>',
  distinct: '<x:x>',
  formatNumber: '<n-so?:s>',
  formatInteger: '<n-s:s>',
  parseInteger: '<s-s:n>',
  fromMillis: '<n-s?s?:s>',
  toMillis: '<s-s?:n>',
};

/** Puts the guards before the functions of one expression. */
export async function guardFunctions(expression: jsonata.Expression): Promise<void> {
  for (const [name, { implementation }] of await (originals ??= originalFunctions())) {
    const guard = GUARDS[name]!;
    const guarded = function (this: unknown, ...args: unknown[]): unknown {
      const refusal = guard(args);
      if (refusal !== null) throw new Error(`$${name}: ${refusal}`);
      return implementation.apply(this, args);
    };
    expression.registerFunction(name, guarded, SIGNATURES[name]);
  }
}
