/** The words of an identifier in lower case, without trailing digits: `customerEMail2` is customer, e, mail. */
export function wordsOf(name: string): string[] {
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+/gu) ?? [];
  return words.map((word) => word.toLowerCase());
}

export const endsWith = (words: readonly string[], tail: readonly string[]): boolean =>
  tail.length <= words.length && tail.every((word, i) => words[words.length - tail.length + i] === word);

/** What an identifier is about: the last of its words, as in `customerEmail`. */
export const headOf = (words: readonly string[]): string => words[words.length - 1] ?? '';

const EVENT_NOUNS = ['event', 'notification', 'command', 'alert', 'signal'];
const IRREGULAR =
  'sent paid made begun lost won sold bought held left built taken given written done gone chosen driven frozen seen ' +
  'shown thrown known born withdrawn met kept found put set cut split spent';
const IRREGULAR_VERBS = new Set(IRREGULAR.split(' '));
const NO_VERBS = new Set(['feed', 'seed', 'need', 'speed', 'breed', 'weed', 'embed', 'red', 'bed', 'hundred']);

/** Whether words say that something happened, as in `order.created` or `PaymentSent`. */
export function sayWhatHappened(words: readonly string[]): boolean {
  if (EVENT_NOUNS.includes(headOf(words))) return true;
  return words.some(
    (word) => IRREGULAR_VERBS.has(word) || (word.length > 3 && word.endsWith('ed') && !NO_VERBS.has(word)),
  );
}
