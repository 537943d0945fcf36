const LITERAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
/** No type holds a number of more. */
const MOST_DIGITS = 20;

/**
 * The digits of a whole number however JSON writes it, so that `1.5e3` is `1500`; null for what is no whole number, or has
 * more digits than any type holds.
 */
export function wholeText(literal: string): string | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] = LITERAL.exec(literal) ?? [];
  if (sign === undefined) return null;
  const digits = whole + fraction;
  const places = whole.length + Number(exponent);
  const beyond = digits.slice(Math.max(places, 0));
  if (/[1-9]/.test(beyond)) return null;
  const significant = digits.slice(0, Math.max(places, 0)).replace(/^0+/, '');
  if (significant === '') return '0';
  const zeros = Math.max(places - digits.length, 0);
  return significant.length + zeros > MOST_DIGITS ? null : `${sign}${significant}${'0'.repeat(zeros)}`;
}
