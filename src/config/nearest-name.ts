/**
 * The known name that the given one was probably meant to be: by edit distance, else the shortest that holds all of its
 * words (`OTLP_PORT` for `OTLP_HTTP_PORT`). Null when none is near.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  const distances = known.map((candidate) => editDistance(name.toLowerCase(), candidate.toLowerCase()));
  const least = Math.min(...distances);
  if (least <= Math.max(2, Math.floor(name.length * 0.3))) return known[distances.indexOf(least)] ?? null;
  const words = wordsOf(name);
  const holders = known.filter((candidate) => words.every((word) => wordsOf(candidate).includes(word)));
  return holders.sort((a, b) => a.length - b.length)[0] ?? null;
}

/** What is said to who gave a name that is not known, such as "Did you mean limit?"; null where no known name is near. */
export function didYouMean(name: string, known: readonly string[], prefix = ''): string | null {
  const near = nearestName(name, known);
  return near === null ? null : `Did you mean ${prefix}${near}?`;
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** Levenshtein's distance: insertions, deletions and replacements, each 1. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
