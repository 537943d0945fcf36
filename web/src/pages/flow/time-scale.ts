/** A stretch of time in which something ran, in Unix milliseconds. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** A stretch of the axis: `startMs` to `endMs` is drawn from `left` to `right`, fractions of the picture's width. */
interface Segment extends Interval {
  left: number;
  right: number;
  /** True where a long quiet stretch was folded to a short one. */
  isCompressed: boolean;
}

export interface TimeScale {
  startMs: number;
  endMs: number;
  segments: readonly Segment[];
}

const MAX_GAPS = 8;
/** Quiet stretches are folded only where they would take more than three quarters of the width. */
const DOMINANCE = 3;

/**
 * The axis of a flow. Where a few quiet stretches would make everything else vanish they are folded: all together they
 * then take half the width, and the rest keeps one linear scale. Quiet is where no interval runs; the time a message
 * waits in a broker is quiet.
 */
export function buildTimeScale(busy: readonly Interval[], domain: Interval): TimeScale {
  const { startMs } = domain;
  const endMs = Math.max(domain.endMs, startMs);
  const folded = chooseFolded(quietStretches(busy, { startMs, endMs }), endMs - startMs);
  return { startMs, endMs, segments: layOut(folded, { startMs, endMs }) };
}

/** Where an instant stands on the axis, 0 to 1; what lies outside stands at the edge. */
export function positionOf(scale: TimeScale, ms: number): number {
  if (ms <= scale.startMs) return 0;
  const segment = scale.segments.find((candidate) => ms <= candidate.endMs);
  if (segment === undefined) return 1;
  const length = segment.endMs - segment.startMs;
  const share = length === 0 ? 0 : (ms - segment.startMs) / length;
  return segment.left + share * (segment.right - segment.left);
}

function quietStretches(busy: readonly Interval[], domain: Interval): Interval[] {
  const sorted = [...busy].sort((a, b) => a.startMs - b.startMs);
  const quiet: Interval[] = [];
  let reachedMs = domain.startMs;
  for (const { startMs, endMs } of sorted) {
    if (startMs > reachedMs) quiet.push({ startMs: reachedMs, endMs: Math.min(startMs, domain.endMs) });
    reachedMs = Math.max(reachedMs, endMs);
  }
  if (domain.endMs > reachedMs) quiet.push({ startMs: reachedMs, endMs: domain.endMs });
  return quiet;
}

/** The largest set of the longest stretches whose folding leaves each of them shorter than it was, in order of time. */
function chooseFolded(quiet: readonly Interval[], totalMs: number): Interval[] {
  const longest = [...quiet].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MAX_GAPS);
  for (let count = longest.length; count > 0; count -= 1) {
    const chosen = longest.slice(0, count);
    const quietMs = chosen.reduce((sum, gap) => sum + lengthOf(gap), 0);
    const restMs = totalMs - quietMs;
    const shortestMs = lengthOf(chosen[count - 1] as Interval);
    if (restMs > 0 && quietMs > DOMINANCE * restMs && shortestMs > (1.5 * restMs) / count) {
      return chosen.sort((a, b) => a.startMs - b.startMs);
    }
  }
  return [];
}

function layOut(folded: readonly Interval[], domain: Interval): Segment[] {
  const restMs = folded.reduce((rest, gap) => rest - lengthOf(gap), lengthOf(domain));
  const gapWidth = folded.length === 0 ? 0 : 0.5 / folded.length;
  const openWidth = folded.length === 0 ? 1 : 0.5;
  const segments: Segment[] = [];
  let left = 0;
  const push = (part: Interval, width: number, isCompressed: boolean) => {
    segments.push({ ...part, left, right: left + width, isCompressed });
    left += width;
  };
  let fromMs = domain.startMs;
  for (const gap of folded) {
    if (gap.startMs > fromMs)
      push({ startMs: fromMs, endMs: gap.startMs }, (openWidth * (gap.startMs - fromMs)) / restMs, false);
    push(gap, gapWidth, true);
    fromMs = gap.endMs;
  }
  if (domain.endMs > fromMs || segments.length === 0) push({ startMs: fromMs, endMs: domain.endMs }, 1 - left, false);
  return segments;
}

function lengthOf({ startMs, endMs }: Interval): number {
  return endMs - startMs;
}
