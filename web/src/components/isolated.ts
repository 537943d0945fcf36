/** Controls that turn the direction of the text after them (Unicode 17, UAX #9): embeddings, overrides, isolates, marks. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name from the wire for use inside a sentence: it cannot turn the direction of the words around it. Ordinary names
 * come back as they are.
 */
export function isolated(name: string): string {
  const plain = name.replace(CONTROLS, '');
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}
