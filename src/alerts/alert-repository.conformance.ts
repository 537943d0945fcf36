import type { AlertRepository } from './alert.repository.js';
import type { StoredAlert, Transition } from './lifecycle.js';

const NOW = Date.parse('2026-11-21T12:00:00.123Z');

type NewAlert = Omit<StoredAlert, 'id'>;

const newAlert = (name: string, rest: Partial<NewAlert> = {}): NewAlert => ({
  fingerprint: `fingerprint-${name}`,
  kind: 'consumer-lag',
  severity: 'warning',
  state: 'firing',
  labels: { system: 'kafka', destination: 'Bestellungen/ä "x"', consumer_group: name },
  summary: `${name} lags`,
  description: 'Look at it.',
  values: { lagMessages: 12, lagSeconds: null },
  exampleFlows: ['flow-1'],
  startedAtMs: NOW,
  firingAtMs: NOW,
  resolvedAtMs: null,
  lastSeenAtMs: NOW,
  notifiedState: null,
  notifiedSeverity: null,
  notifiedAtMs: null,
  ...rest,
});

const toldAt = (atMs: number) =>
  ({ notifiedState: 'firing', notifiedSeverity: 'warning', notifiedAtMs: atMs }) as const;

const create = (name: string, rest: Partial<NewAlert> = {}): Transition => ({
  type: 'create',
  alert: newAlert(name, rest),
});

const resolve = ({ id }: StoredAlert, resolvedAtMs = NOW): Transition => ({ type: 'resolve', id, resolvedAtMs });

const sighting = {
  severity: 'critical',
  summary: 'worse',
  description: 'Look again.',
  values: { lagMessages: 99 },
  exampleFlows: ['flow-2'],
  startedAtMs: NOW + 1,
  lastSeenAtMs: NOW + 2,
} as const;

/** What every store of alerts has to keep. `fresh` gives an empty one, `reopened` the same one after a restart. */
export function conformsToAlertRepository(
  fresh: () => Promise<AlertRepository>,
  reopened: () => Promise<AlertRepository>,
): void {
  let alerts: AlertRepository;
  beforeEach(async () => {
    alerts = await fresh();
  });
  const onlyOpen = async () => {
    const [first] = await alerts.open();
    if (!first) throw new Error('No alert is open.');
    return first;
  };

  it('keeps an alert whole, to the millisecond, over a restart', async () => {
    await alerts.apply([create('a')]);
    const kept = await onlyOpen();
    expect(kept).toEqual({ ...newAlert('a'), id: kept.id });
    alerts = await reopened();
    expect(await alerts.find(kept.id)).toEqual(kept);
    expect(await alerts.open()).toEqual([kept]);
  });

  it('lets only one of many creations of an open fingerprint win, and a new one after the end', async () => {
    await Promise.all(Array.from({ length: 8 }, () => alerts.apply([create('a')])));
    const first = await onlyOpen();
    expect(await alerts.list({ states: [], limit: 10 })).toEqual([first]);
    await alerts.apply([resolve(first), create('a')]);
    const second = await onlyOpen();
    expect(second.id).not.toBe(first.id);
  });

  it('carries an open alert on, and leaves one that has ended as it is', async () => {
    await alerts.apply([create('a', { state: 'pending', firingAtMs: null })]);
    const { id } = await onlyOpen();
    await alerts.apply([{ type: 'fire', id, sighting, firingAtMs: NOW + 3 }]);
    expect(await onlyOpen()).toMatchObject({ ...sighting, state: 'firing', firingAtMs: NOW + 3 });
    await alerts.apply([
      { type: 'resolve', id, resolvedAtMs: NOW + 4 },
      { type: 'update', id, sighting: { ...sighting, summary: 'too late' } },
      { type: 'resolve', id, resolvedAtMs: NOW + 9 },
    ]);
    expect(await alerts.open()).toEqual([]);
    expect(await alerts.find(id)).toMatchObject({ state: 'resolved', summary: 'worse', resolvedAtMs: NOW + 4 });
  });

  it('lists those that fire first, the critical before the others, then newest first', async () => {
    await alerts.apply([
      create('ended', { startedAtMs: NOW + 9 }),
      create('pending', { state: 'pending', firingAtMs: null, startedAtMs: NOW + 8 }),
      create('old', { startedAtMs: NOW - 1 }),
      create('grave', { startedAtMs: NOW - 2, severity: 'critical' }),
      create('new'),
    ]);
    const ended = (await alerts.open()).find((alert) => alert.summary === 'ended lags');
    await alerts.apply([resolve(ended!)]);
    const names = async (states: StoredAlert['state'][], limit = 10) =>
      (await alerts.list({ states, limit })).map((alert) => alert.labels['consumer_group']);
    expect(await names([])).toEqual(['grave', 'new', 'old', 'pending', 'ended']);
    expect(await names(['resolved', 'pending'])).toEqual(['pending', 'ended']);
    expect(await names([], 1)).toEqual(['grave']);
    expect(await alerts.find('no such id')).toBeNull();
  });

  it('has to tell what fires, and what ended untold and lately', async () => {
    const names = ['fires', 'ended', 'told', 'long-ago', 'never-fired'];
    await alerts.apply(names.map((name) => create(name)));
    await alerts.apply([create('waits', { state: 'pending', firingAtMs: null })]);
    const open = new Map((await alerts.open()).map((alert) => [alert.labels['consumer_group'], alert]));
    const of = (name: string) => open.get(name)!;
    await alerts.apply([resolve(of('ended')), resolve(of('told')), resolve(of('long-ago'), NOW - 10_000)]);
    await alerts.recordTold([{ id: of('ended').id, state: 'firing', severity: 'warning' }], NOW);
    await alerts.recordTold([{ id: of('told').id, state: 'resolved', severity: 'warning' }], NOW);
    const told = (await alerts.toTell(NOW - 5_000)).map((alert) => alert.labels['consumer_group']).sort();
    expect(told).toEqual(['ended', 'fires', 'never-fired']);
    expect(await alerts.find(of('ended').id)).toMatchObject({
      notifiedState: 'firing',
      notifiedSeverity: 'warning',
      notifiedAtMs: NOW,
    });
  });

  it('has to tell what is news before a thousand that were told', async () => {
    const crowd = Array.from({ length: 1_001 }, (_, n) =>
      create(`told-${n}`, { ...toldAt(NOW), startedAtMs: NOW - 9_000 }),
    );
    await alerts.apply([...crowd, create('new'), create('worse', { ...toldAt(NOW), severity: 'critical' })]);
    await alerts.apply([create('long-told', toldAt(NOW - 5_000))]);
    const told = (await alerts.toTell(NOW - 5_000)).map((alert) => alert.labels['consumer_group'] ?? '');
    expect(told).toHaveLength(1_000);
    expect(told.slice(0, 3).sort()).toEqual(['long-told', 'new', 'worse']);
    expect(told.slice(3).every((name) => name.startsWith('told-'))).toBe(true);
  });

  it('forgets what ended long ago, and nothing else', async () => {
    await alerts.apply([create('a'), create('b'), create('c')]);
    const [a, b] = await alerts.open();
    await alerts.apply([resolve(a!, NOW - 1), resolve(b!, NOW)]);
    await alerts.forget(NOW);
    expect((await alerts.list({ states: [], limit: 10 })).map(({ state }) => state)).toEqual(['firing', 'resolved']);
  });
}
