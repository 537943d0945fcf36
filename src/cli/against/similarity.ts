/** The lines of a text that say something, each with how often it is there: made once, compared often. */
export interface Outline {
  lines: ReadonlyMap<string, number>;
  /** All lines, those that come twice counted twice. */
  count: number;
}

/** JSON is outlined in one layout, and lines of brackets alone say nothing. */
export function outlineOf(text: string): Outline {
  const lines = new Map<string, number>();
  const all = linesOf(text);
  for (const line of all) lines.set(line, (lines.get(line) ?? 0) + 1);
  return { lines, count: all.length };
}

/** How much of two texts is the same, from 0 to 1: the lines both have, as git tells a rename. */
export function likenessOf(one: Outline, other: Outline): number {
  const [few, many] = one.lines.size <= other.lines.size ? [one, other] : [other, one];
  let same = 0;
  for (const [line, count] of few.lines) same += Math.min(count, many.lines.get(line) ?? 0);
  return same / Math.max(one.count, other.count, 1);
}

export const similarityOf = (one: string, other: string): number => likenessOf(outlineOf(one), outlineOf(other));

const linesOf = (text: string): string[] =>
  laidOut(text)
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => /\w/.test(line));

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
