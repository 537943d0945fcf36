import type { Alert } from '../../api/types.js';

/** Detectors look every few seconds; this long without a look at an open alert is more than one late round. */
const HELD_AFTER_MS = 45_000;

/**
 * When the figures of an alert were last measured (ISO), if that is so long ago that they must not pass for current: an
 * alert is held, not resolved, while no data comes. Null where the figures are fresh, the alert is resolved, or the time
 * cannot be read.
 */
export function heldSince({ state, lastSeenAt }: Pick<Alert, 'state' | 'lastSeenAt'>, nowMs: number): string | null {
  if (state === 'resolved') return null;
  return nowMs - Date.parse(lastSeenAt) > HELD_AFTER_MS ? lastSeenAt : null;
}
