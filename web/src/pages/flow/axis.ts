import { formatDuration } from '../../time/duration.js';
import type { TimeScale } from './time-scale.js';

interface Tick {
  /** 0 to 1 of the picture's width. */
  at: number;
  text: string;
}

interface Break {
  left: number;
  width: number;
  /** How long the folded stretch really is. */
  text: string;
}

export interface Axis {
  ticks: Tick[];
  breaks: Break[];
}

const MIN_DISTANCE = 0.14;
const STEPS = 4;

/**
 * The labels of an axis: time since its beginning at regular places, never so near to one another that they overlap
 * and none twice (after an hour's fold, milliseconds do not show), and the true length of each folded stretch.
 */
export function labelAxis(scale: TimeScale): Axis {
  const open = scale.segments.filter((segment) => !segment.isCompressed);
  const wanted: Tick[] = open.flatMap(({ startMs, endMs, left, right }) => {
    const steps = Math.max(1, Math.round((right - left) * STEPS));
    return Array.from({ length: steps }, (_, step) => ({
      at: left + ((right - left) * step) / steps,
      text: `+${formatDuration(startMs + ((endMs - startMs) * step) / steps - scale.startMs)}`,
    }));
  });
  const last: Tick = { at: 1, text: `+${formatDuration(scale.endMs - scale.startMs)}` };
  const ticks: Tick[] = [];
  const hasLength = scale.endMs > scale.startMs;
  const taken = new Set(hasLength ? [last.text] : []);
  for (const tick of wanted) {
    const before = ticks.at(-1);
    const isClear = before === undefined || tick.at - before.at >= MIN_DISTANCE;
    if (!isClear || last.at - tick.at < MIN_DISTANCE || taken.has(tick.text)) continue;
    taken.add(tick.text);
    ticks.push(tick);
  }
  const breaks = scale.segments
    .filter((segment) => segment.isCompressed)
    .map(({ startMs, endMs, left, right }) => ({ left, width: right - left, text: formatDuration(endMs - startMs) }));
  return { ticks: hasLength ? [...ticks, last] : ticks, breaks };
}
