import type { DeliveryState } from './webhook.js';

/** What a receiver answered. */
export interface Attempt {
  /** Null where there was no answer. */
  status: number | null;
  /** What failed, in a sentence; null where the receiver took it. */
  error: string | null;
  /** What the receiver asked to wait; 0 where it did not. */
  retryAfterMs: number;
}

/** What follows an attempt. */
export interface AfterAttempt {
  state: DeliveryState;
  nextTryAt: Date;
}

const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 3_600_000;
/** The waits double from five seconds to an hour: about a day in all. */
const MAX_TRIES = 32;
/** The receiver says that it is gone for good. */
const GONE = 410;

/** `tries` counts this attempt. Whatever a receiver refuses may be mended there within a day, so all but 410 is tried again. */
export function afterAttempt({ status, error, retryAfterMs }: Attempt, tries: number, now: Date): AfterAttempt {
  if (error === null) return { state: 'delivered', nextTryAt: now };
  if (status === GONE || tries >= MAX_TRIES) return { state: 'failed', nextTryAt: now };
  const backoffMs = FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 20);
  const waitMs = Math.min(MAX_WAIT_MS, Math.max(backoffMs, retryAfterMs));
  return { state: 'pending', nextTryAt: new Date(now.getTime() + waitMs) };
}
