import type { Alert } from '../api/types.js';

/**
 * The alerts that fire now and did not at the last look, and the ids of all that fire. The first look (`known` null)
 * has no news: what already fired is on the page.
 */
export function newlyFiring<Known extends Pick<Alert, 'id' | 'state'>>(
  known: ReadonlySet<string> | null,
  alerts: readonly Known[],
): { fresh: Known[]; firing: ReadonlySet<string> } {
  const firing = alerts.filter((alert) => alert.state === 'firing');
  return {
    fresh: known === null ? [] : firing.filter((alert) => !known.has(alert.id)),
    firing: new Set(firing.map((alert) => alert.id)),
  };
}
