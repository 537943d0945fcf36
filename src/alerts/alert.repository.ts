import type { StoredAlert, Transition } from './lifecycle.js';

/** What the webhook was told of an alert. */
export interface Told {
  id: string;
  state: 'firing' | 'resolved';
  severity: StoredAlert['severity'];
}

export interface AlertFilter {
  /** Empty for all. */
  states: readonly StoredAlert['state'][];
  limit: number;
}

/**
 * The port to where alerts are kept. All their state is there: a restart goes on where it was.
 *
 * - One fingerprint has at most one open (pending or firing) alert, whoever else writes to the store.
 * - Moments are kept to the millisecond.
 * - `src/alerts/alert-repository.conformance.ts` runs against every adapter.
 */
export abstract class AlertRepository {
  /** All that is pending or firing, oldest first. */
  abstract open(): Promise<StoredAlert[]>;
  /**
   * Takes the steps in order. A creation is left out where the fingerprint is open already, and a step of an alert that
   * has ended meanwhile changes nothing: another instance was first, and its word stands.
   */
  abstract apply(transitions: readonly Transition[]): Promise<void>;
  /**
   * What fires, and what fired and ended at or after `sinceMs` without its end having been told. At most 1,000: first
   * what is news (not told yet, told with another severity, told at or before `sinceMs`, ended), then the rest that fires,
   * each oldest first. So an alert behind a thousand that were told already is told nevertheless.
   */
  abstract toTell(sinceMs: number): Promise<StoredAlert[]>;
  abstract recordTold(told: readonly Told[], atMs: number): Promise<void>;
  /** Firing first, then pending, then resolved; each newest first. */
  abstract list(filter: AlertFilter): Promise<StoredAlert[]>;
  abstract find(id: string): Promise<StoredAlert | null>;
  /** Deletes what ended before `beforeMs`. */
  abstract forget(beforeMs: number): Promise<void>;
}
