interface Point {
  offset: number;
  atMs: number;
}

/** Points kept for a partition: ten minutes at the usual interval of ten seconds (kafka-lag-exporter keeps 60 too). */
export const HISTORY_POINTS = 60;

/**
 * When the end of one partition reached which offset, as far as it was watched; turns a lag in messages into one in
 * seconds (the method of kafka-lag-exporter). Offsets as numbers are exact below 2^53.
 */
export class OffsetHistory {
  private points: Point[] = [];

  /** Adds a reading of the end offset. An end that fell (the topic was made anew) begins a new history. */
  add(endOffset: number, atMs: number): void {
    const last = this.points.at(-1);
    if (last && endOffset < last.offset) this.points = [];
    this.points.push({ offset: endOffset, atMs });
    if (this.points.length > HISTORY_POINTS) this.points.shift();
  }

  /**
   * Seconds since the message at `committed`, the next one the group will take, was published: interpolated between the
   * two readings around it. 0 where the group is at the end. Before the oldest reading it is null, but once the history
   * is full the answer is "at least since the oldest reading".
   */
  lagSeconds(committed: number, nowMs: number): number | null {
    const first = this.points[0];
    const last = this.points.at(-1);
    if (!first || !last) return null;
    if (committed >= last.offset) return 0;
    if (committed < first.offset) {
      return this.points.length === HISTORY_POINTS ? seconds(nowMs - first.atMs) : null;
    }
    const after = this.points.findIndex((point) => point.offset > committed);
    const before = this.points[after - 1];
    const next = this.points[after];
    if (!before || !next) return null;
    const share = (committed - before.offset) / (next.offset - before.offset);
    return seconds(nowMs - (before.atMs + share * (next.atMs - before.atMs)));
  }
}

const seconds = (ms: number) => Math.max(0, ms) / 1000;
