const MOST_NAMED = 5;

/** A few of many names for a message: a union or an enum may have thousands. */
export function quoted(names: readonly string[]): string {
  return listing(
    names
      .slice(0, MOST_NAMED)
      .map((name) => `"${name}"`)
      .join(', '),
    ' and',
    names.length,
  );
}

/** The same of alternatives, with "or" between them; `wordsFor` is asked only for those that are named. */
export function alternatives<T>(all: readonly T[], wordsFor: (one: T) => string): string {
  return listing(all.slice(0, MOST_NAMED).map(wordsFor).join(' or '), ' or', all.length);
}

const listing = (named: string, before: string, count: number): string =>
  count > MOST_NAMED ? `${named}${before} ${count - MOST_NAMED} more` : named;
