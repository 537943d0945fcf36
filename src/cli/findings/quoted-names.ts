/** The names that a sentence puts in quotes, such as those of fields and values. */
export function namesQuotedIn(sentence: string): string[] {
  return [...sentence.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => name);
}
