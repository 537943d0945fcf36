import { alertmanagerPayload } from './alertmanager-payload.js';
import type { StoredAlert } from './lifecycle.js';
import { groupsWithNews, REPEAT_MS } from './notification-groups.js';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');

const alert = (id: string, rest: Partial<StoredAlert> = {}): StoredAlert => ({
  id,
  fingerprint: `00000000000000${id}`,
  kind: 'consumer-lag',
  severity: 'warning',
  state: 'firing',
  labels: { system: 'kafka', destination: 'orders', consumer_group: id },
  summary: `${id} lags`,
  description: 'Look at it.',
  values: {},
  exampleFlows: [],
  startedAtMs: NOW - 100_000,
  firingAtMs: NOW - 70_000,
  resolvedAtMs: null,
  lastSeenAtMs: NOW,
  notifiedState: null,
  notifiedSeverity: null,
  notifiedAtMs: null,
  ...rest,
});

const told = { notifiedState: 'firing', notifiedSeverity: 'warning', notifiedAtMs: NOW - 60_000 } as const;
const ended = { state: 'resolved', resolvedAtMs: NOW } as const;

describe('groupsWithNews', () => {
  it.each([
    ['an alert that fires and was not told', alert('a1'), true],
    ['one that was told', alert('a1', told), false],
    ['one that is pending', alert('a1', { state: 'pending', firingAtMs: null }), false],
    ['one that became critical', alert('a1', { ...told, severity: 'critical' }), true],
    ['one told four hours ago', alert('a1', { ...told, notifiedAtMs: NOW - REPEAT_MS }), true],
    ['one that ended', alert('a1', { ...told, ...ended }), true],
    ['one whose end was told', alert('a1', { ...told, ...ended, notifiedState: 'resolved' }), false],
    ['one that ended while the receiver was away', alert('a1', ended), true],
    ['one that ended while pending', alert('a1', { ...ended, firingAtMs: null }), false],
  ])('looks at %s', (_case, of, isNews) => expect(groupsWithNews([of], NOW)).toHaveLength(isNews ? 1 : 0));

  it('tells the whole group of a kind and a system, and leaves other groups alone', () => {
    const other = alert('c3', { ...told, labels: { system: 'rabbitmq', destination: 'mail' } });
    const groups = groupsWithNews([alert('a1'), alert('b2', told), other], NOW);
    expect(groups.map((group) => [group.key, group.alerts.map(({ id }) => id)])).toEqual([
      ['{}:{alertname="consumer-lag", system="kafka"}', ['a1', 'b2']],
    ]);
  });
});

describe('alertmanagerPayload', () => {
  it('is what Alertmanager would post', () => {
    const [group] = groupsWithNews([alert('a1'), alert('b2', { ...told, ...ended })], NOW);
    expect(alertmanagerPayload(group!, 'http://127.0.0.1:4400')).toEqual({
      version: '4',
      groupKey: '{}:{alertname="consumer-lag", system="kafka"}',
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'plumbline',
      groupLabels: { alertname: 'consumer-lag', system: 'kafka' },
      commonLabels: { alertname: 'consumer-lag', system: 'kafka', destination: 'orders', severity: 'warning' },
      commonAnnotations: { description: 'Look at it.' },
      externalURL: 'http://127.0.0.1:4400',
      alerts: [
        {
          status: 'firing',
          labels: {
            alertname: 'consumer-lag',
            system: 'kafka',
            destination: 'orders',
            consumer_group: 'a1',
            severity: 'warning',
          },
          annotations: { summary: 'a1 lags', description: 'Look at it.' },
          startsAt: '2026-11-21T11:58:50.000Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'http://127.0.0.1:4400/alerts/a1',
          fingerprint: '00000000000000a1',
        },
        {
          status: 'resolved',
          labels: {
            alertname: 'consumer-lag',
            system: 'kafka',
            destination: 'orders',
            consumer_group: 'b2',
            severity: 'warning',
          },
          annotations: { summary: 'b2 lags', description: 'Look at it.' },
          startsAt: '2026-11-21T11:58:50.000Z',
          endsAt: '2026-11-21T12:00:00.000Z',
          generatorURL: 'http://127.0.0.1:4400/alerts/b2',
          fingerprint: '00000000000000b2',
        },
      ],
    });
  });

  it('says how many it left out', () => {
    const many = Array.from({ length: 130 }, (_, n) => alert(`x${n}`));
    const [group] = groupsWithNews(many, NOW);
    const payload = alertmanagerPayload(group!, 'http://127.0.0.1:4400');
    expect([payload.alerts.length, payload.truncatedAlerts]).toEqual([100, 30]);
  });
});
