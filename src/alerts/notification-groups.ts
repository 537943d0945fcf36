import type { StoredAlert } from './lifecycle.js';

/** Alerts that are told together: one kind, one messaging system. */
export interface NotificationGroup {
  /** As Alertmanager writes it: the group's labels. */
  key: string;
  labels: { alertname: string; system: string };
  /** All that fire in the group, and those whose end is to be told. */
  alerts: readonly StoredAlert[];
}

/** How often what still fires is told again (Alertmanager's repeat_interval). */
export const REPEAT_MS = 4 * 3_600_000;

/**
 * The groups with news: an alert that fires and was not told, or was told less severe, or was told `REPEAT_MS` ago; or
 * one that ended and whose end was not told. As in Alertmanager the whole group is told then. There is no group_wait:
 * a round of detection gathers what begins together.
 */
export function groupsWithNews(alerts: readonly StoredAlert[], nowMs: number): NotificationGroup[] {
  const groups = new Map<string, StoredAlert[]>();
  for (const alert of alerts) {
    if (alert.state === 'pending' || alert.notifiedState === 'resolved' || alert.firingAtMs === null) continue;
    const key = JSON.stringify([alert.kind, alert.labels['system'] ?? '']);
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups].filter(([, of]) => of.some((alert) => isNews(alert, nowMs))).map(([key, of]) => toGroup(key, of));
}

function isNews(alert: StoredAlert, nowMs: number): boolean {
  if (alert.state === 'resolved' || alert.notifiedState === null || alert.notifiedAtMs === null) return true;
  return alert.notifiedSeverity !== alert.severity || nowMs - alert.notifiedAtMs >= REPEAT_MS;
}

function toGroup(key: string, alerts: readonly StoredAlert[]): NotificationGroup {
  const [alertname, system] = JSON.parse(key) as [string, string];
  return {
    key: `{}:{alertname=${JSON.stringify(alertname)}, system=${JSON.stringify(system)}}`,
    labels: { alertname, system },
    alerts: [...alerts].sort((a, b) => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1)),
  };
}
