import type { StoredAlert } from './lifecycle.js';
import type { NotificationGroup } from './notification-groups.js';

type Texts = Record<string, string>;

interface PayloadAlert {
  status: 'firing' | 'resolved';
  labels: Texts;
  annotations: Texts;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
}

/** What Alertmanager posts to a webhook, version "4" (Prometheus documentation, `webhook_config`). */
export interface AlertmanagerPayload {
  version: '4';
  groupKey: string;
  truncatedAlerts: number;
  status: 'firing' | 'resolved';
  receiver: string;
  groupLabels: Texts;
  commonLabels: Texts;
  commonAnnotations: Texts;
  externalURL: string;
  alerts: PayloadAlert[];
}

/** More alerts than this are counted in `truncatedAlerts` only. */
const MAX_ALERTS = 100;
/** How Alertmanager, in Go, writes the time of what has not ended. */
const NOT_ENDED = '0001-01-01T00:00:00Z';

/** The payload for one group. `startsAt` is when the alert began to fire and stays the same for its life. */
export function alertmanagerPayload(group: NotificationGroup, externalUrl: string): AlertmanagerPayload {
  const alerts = group.alerts.map((alert) => payloadAlert(alert, externalUrl));
  const shown = alerts.slice(0, MAX_ALERTS);
  return {
    version: '4',
    groupKey: group.key,
    truncatedAlerts: alerts.length - shown.length,
    status: alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved',
    receiver: 'plumbline',
    groupLabels: group.labels,
    commonLabels: common(alerts.map((alert) => alert.labels)),
    commonAnnotations: common(alerts.map((alert) => alert.annotations)),
    externalURL: externalUrl,
    alerts: shown,
  };
}

function payloadAlert(alert: StoredAlert, externalUrl: string): PayloadAlert {
  const isOver = alert.state === 'resolved';
  return {
    status: isOver ? 'resolved' : 'firing',
    labels: { alertname: alert.kind, ...alert.labels, severity: alert.severity },
    annotations: { summary: alert.summary, description: alert.description },
    startsAt: new Date(alert.firingAtMs ?? alert.startedAtMs).toISOString(),
    endsAt: isOver && alert.resolvedAtMs !== null ? new Date(alert.resolvedAtMs).toISOString() : NOT_ENDED,
    generatorURL: `${externalUrl}/alerts/${encodeURIComponent(alert.id)}`,
    fingerprint: alert.fingerprint,
  };
}

function common(all: readonly Texts[]): Texts {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}
