import { escapePointer } from './pointers.js';

/** Only such a literal can be one that a double does not hold: 16 digits or more, or an exponent. */
const SUSPECT = /\d[\d.]{15}|\d[eE]/;
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[-\d][\d.eE+-]*/g;

/**
 * The numbers of a JSON text that reading rounds, such as 9007199254740993 or 1e400: by the JSON pointer to each, its literal.
 * A literal that is the shortest decimal of its double, such as 0.1, counts as exact: nobody computes with its binary value.
 * The text must be JSON.
 */
export function findInexactNumbers(text: string): ReadonlyMap<string, string> {
  const inexact = new Map<string, string>();
  if (!SUSPECT.test(text)) return inexact;
  const path: { key: string | number; isArray: boolean }[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKENS)) {
    const holder = path.at(-1);
    if (token.startsWith('"')) string = token;
    else if (token === '{' || token === '[') path.push({ key: 0, isArray: token === '[' });
    else if (token === '}' || token === ']') path.pop();
    else if (token === ':' && holder) holder.key = JSON.parse(string) as string;
    else if (token === ',' && holder?.isArray) holder.key = Number(holder.key) + 1;
    else if (/\d$/.test(token)) {
      if (!isExactNumber(token)) inexact.set(pointerOf(path), token);
      // Of a name that stands twice the last value counts.
      else if (inexact.size > 0) inexact.delete(pointerOf(path));
    }
  }
  return inexact;
}

const pointerOf = (path: readonly { key: string | number }[]): string =>
  path.map(({ key }) => `/${escapePointer(key)}`).join('');

/** Whether a double holds the number of a JSON literal. */
export const isExactNumber = (literal: string): boolean => {
  const value = Number(literal);
  return Number.isFinite(value) && canonicalNumber(literal) === canonicalNumber(String(value));
};

/** The same text for equal numbers, from their literals: sign, digits without zeros around them, `e`, exponent of the last digit. */
export function canonicalNumber(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
