import type { IsOver } from '../schema-format.js';

/** Raised inside this folder alone: the time is up before a schema is read. */
export class TimeIsUp extends Error {}

export function assertTime(isOver: IsOver): void {
  if (isOver()) throw new TimeIsUp('the time for reading a schema is up');
}
