import { setTimeout as delay } from 'node:timers/promises';

/** One look at something outside this process. */
export interface Look<T> {
  isDone: boolean;
  /** What was there; told when the time is over. */
  seen: T;
}

const INTERVAL_MS = 100;

/**
 * Looks again and again until `look` is done, and answers what it saw. For what sends no event: another process's HTTP
 * API. When `timeoutMs` is over it throws with `what` was awaited and what was last seen; a look that throws counts as
 * "not yet" and is told likewise.
 */
export async function pollUntil<T>(what: string, timeoutMs: number, look: () => Promise<Look<T>>): Promise<T> {
  const deadlineMs = Date.now() + timeoutMs;
  let last = 'nothing';
  for (;;) {
    try {
      const { isDone, seen } = await look();
      if (isDone) return seen;
      last = typeof seen === 'string' ? seen : JSON.stringify(seen, null, 1);
    } catch (error) {
      last =
        error instanceof Error ? `${error.message}${error.cause ? ` (${String(error.cause)})` : ''}` : String(error);
    }
    if (Date.now() > deadlineMs) throw new Error(`Not within ${timeoutMs} ms: ${what}. Last seen: ${last}`);
    await delay(INTERVAL_MS);
  }
}
