import type { Flow } from './types.js';

const POLL_MS = 5_000;
const SETTLED_AFTER_MS = 10 * 60_000;
const LARGE_SPANS = 2_000;

/**
 * How long until a flow is asked for again, in milliseconds; false for never. A flow that ended ten minutes ago without
 * anything pending is settled; a large one is asked for seldom, because its answer is megabytes.
 */
export function flowPollMs(
  flow: Pick<Flow, 'endUnixMs' | 'outcome' | 'spans'> | undefined,
  nowMs: number,
): number | false {
  if (flow === undefined) return POLL_MS;
  if (flow.outcome !== 'pending' && nowMs - flow.endUnixMs > SETTLED_AFTER_MS) return false;
  return flow.spans.length > LARGE_SPANS ? 12 * POLL_MS : POLL_MS;
}
