/** Numbers without a gap, both ends among them. */
export interface Range {
  from: number;
  to: number;
}

/** A statement takes so many values and so deep a condition, and no more. */
const RANGES_AT_ONCE = 200;

/**
 * The ranges that these whole numbers make, lowest first, in groups that fit into one statement. The versions of a
 * subject are mostly one range, however many there are.
 */
export function rangesOf(numbers: readonly number[]): Range[][] {
  const ranges: Range[] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return Array.from({ length: Math.ceil(ranges.length / RANGES_AT_ONCE) }, (_, i) =>
    ranges.slice(i * RANGES_AT_ONCE, (i + 1) * RANGES_AT_ONCE),
  );
}
