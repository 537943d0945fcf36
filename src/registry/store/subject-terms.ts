const MAX_TERMS = 16;
/** A key of PostgreSQL's indexes, with the whole name beside it, has at most 2,704 bytes. */
const MAX_TERM_LENGTH = 255;
/** A word begins at the start, after anything but a letter or digit, and at a capital after a small letter or digit. */
const WORD_START = /(?:^|(?<=[^\p{L}\p{N}]))[\p{L}\p{N}]|(?<=[\p{Ll}\p{N}])\p{Lu}/gu;

/**
 * By what a subject is found: its name in lower case, and what is left of it from the beginning of each of its words,
 * so that a search for the beginning of a word is a range of an index. `orders.created` gives itself and `created`. Long
 * ones are cut: see `sought`.
 */
export function termsOf(name: string): string[] {
  const starts = [...name.matchAll(WORD_START)].map((match) => match.index);
  const terms = [0, ...starts].map((start) => sought(name.slice(start)));
  return [...new Set(terms)].slice(0, MAX_TERMS);
}

/** What is looked for among the terms; of what is longer than they are, the subjects found are looked at once more. */
export const sought = (text: string): string => text.toLowerCase().slice(0, MAX_TERM_LENGTH);
