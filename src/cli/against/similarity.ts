/**
 * How much of two texts is the same, from 0 to 1: the lines both have, as git tells a rename. JSON is compared in one layout, and lines of
 * brackets alone say nothing.
 */
export function similarityOf(one: string, other: string): number {
  const [a, b] = [linesOf(one), linesOf(other)];
  const left = new Map<string, number>();
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1);
  let same = 0;
  for (const line of a) {
    const count = left.get(line) ?? 0;
    if (count === 0) continue;
    same += 1;
    left.set(line, count - 1);
  }
  return same / Math.max(a.length, b.length, 1);
}

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
