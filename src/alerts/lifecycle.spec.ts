import fc from 'fast-check';
import type { Detection } from '../detection/detection.js';
import { fingerprintOf, nextTransitions, type Observations, type StoredAlert, type Transition } from './lifecycle.js';

const NOW = 1_000_000;
const settings = { pendingMs: 30_000, keepFiringMs: 60_000 };
const labels = { system: 'kafka', destination: 'orders', consumer_group: 'billing' };

const detection = (rest: Partial<Detection> = {}): Detection => ({
  kind: 'consumer-lag',
  severity: 'warning',
  labels,
  summary: 'billing lags',
  description: 'Look at billing.',
  values: { lagMessages: 2_000 },
  exampleFlows: [],
  ...rest,
});

const alert = (rest: Partial<StoredAlert> = {}): StoredAlert => ({
  id: 'a1',
  fingerprint: fingerprintOf('consumer-lag', labels),
  kind: 'consumer-lag',
  severity: 'warning',
  state: 'firing',
  labels,
  summary: 'billing lags',
  description: 'Look at billing.',
  values: { lagMessages: 1_500 },
  exampleFlows: [],
  startedAtMs: NOW - 100_000,
  firingAtMs: NOW - 70_000,
  resolvedAtMs: null,
  lastSeenAtMs: NOW - 10_000,
  notifiedState: 'firing',
  notifiedSeverity: 'warning',
  notifiedAtMs: NOW - 70_000,
  ...rest,
});

const pending = (rest: Partial<StoredAlert> = {}) =>
  alert({
    state: 'pending',
    firingAtMs: null,
    notifiedState: null,
    notifiedSeverity: null,
    notifiedAtMs: null,
    ...rest,
  });

const seen = (...detections: Detection[]): Observations => ({ detections, clear: [] });
const clear: Observations = { detections: [], clear: [{ kind: 'consumer-lag', labels }] };
const nothing: Observations = { detections: [], clear: [] };

const step = (open: StoredAlert[], observations: Observations, nowMs = NOW) =>
  nextTransitions(open, observations, nowMs, settings);

describe('nextTransitions', () => {
  it('creates a pending alert at first sight', () => {
    expect(step([], seen(detection({ exampleFlows: ['f1'] })))).toEqual([
      {
        type: 'create',
        alert: {
          fingerprint: fingerprintOf('consumer-lag', labels),
          kind: 'consumer-lag',
          severity: 'warning',
          state: 'pending',
          labels,
          summary: 'billing lags',
          description: 'Look at billing.',
          values: { lagMessages: 2_000 },
          exampleFlows: ['f1'],
          startedAtMs: NOW,
          firingAtMs: null,
          resolvedAtMs: null,
          lastSeenAtMs: NOW,
          notifiedState: null,
          notifiedSeverity: null,
          notifiedAtMs: null,
        },
      },
    ]);
  });

  it('fires a dead letter at once: it is a fact, not a trend', () => {
    expect(step([], seen(detection({ kind: 'dead-letter-arrival' })))).toMatchObject([
      { type: 'create', alert: { state: 'firing', firingAtMs: NOW } },
    ]);
  });

  it('fires what was pending for its time, with the figures of now', () => {
    expect(step([pending({ startedAtMs: NOW - 30_000 })], seen(detection()))).toEqual([
      {
        type: 'fire',
        id: 'a1',
        firingAtMs: NOW,
        sighting: {
          severity: 'warning',
          summary: 'billing lags',
          description: 'Look at billing.',
          values: { lagMessages: 2_000 },
          exampleFlows: [],
          startedAtMs: NOW - 30_000,
          lastSeenAtMs: NOW,
        },
      },
    ]);
  });

  it.each([
    ['nothing open, nothing seen', [], nothing, []],
    ['nothing open, all clear', [], clear, []],
    ['pending, seen too briefly', [pending({ startedAtMs: NOW - 29_999 })], seen(detection()), ['update']],
    ['pending, clear', [pending()], clear, ['resolve']],
    ['pending, unknown', [pending({ lastSeenAtMs: 0 })], nothing, []],
    ['firing, seen', [alert()], seen(detection()), ['update']],
    ['firing, clear, seen a moment ago', [alert({ lastSeenAtMs: NOW - 59_999 })], clear, []],
    ['firing, clear, long not seen', [alert({ lastSeenAtMs: NOW - 60_000 })], clear, ['resolve']],
    ['firing, unknown for ever', [alert({ lastSeenAtMs: 0 })], nothing, []],
    ['firing, another one clear', [alert({ fingerprint: 'other', lastSeenAtMs: 0 })], clear, []],
    ['firing, the same seen and clear', [alert()], { ...clear, detections: [detection()] }, ['update']],
    ['two detections of one trouble', [], seen(detection(), detection()), ['create']],
  ] as const)('%s', (_case, open, observations, expected) => {
    expect(step([...open], observations).map((transition) => transition.type)).toEqual(expected);
  });

  it('begins the pending time anew after a gap, so that two glimpses hours apart do not fire', () => {
    const glimpse = pending({ startedAtMs: NOW - 7_200_000, lastSeenAtMs: NOW - 7_200_000 });
    expect(step([glimpse], seen(detection()))).toMatchObject([{ type: 'update', sighting: { startedAtMs: NOW } }]);
  });

  it('only raises the severity while an alert lasts, and keeps the newest examples', () => {
    const critical = alert({ severity: 'critical', exampleFlows: ['old', 'older', 'oldest', 'x', 'y'] });
    expect(step([critical], seen(detection({ exampleFlows: ['new', 'old'] })))).toMatchObject([
      { sighting: { severity: 'critical', exampleFlows: ['new', 'old', 'older', 'oldest', 'x'] } },
    ]);
    expect(step([alert()], seen(detection({ severity: 'critical' })))).toMatchObject([
      { sighting: { severity: 'critical' } },
    ]);
  });
});

describe('fingerprintOf', () => {
  it('is the same in whatever order the labels stand, and another for another kind or label', () => {
    const fingerprint = fingerprintOf('consumer-lag', { a: '1', b: '2' });
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf('consumer-lag', { b: '2', a: '1' })).toBe(fingerprint);
    expect(fingerprintOf('retry-storm', { a: '1', b: '2' })).not.toBe(fingerprint);
    expect(fingerprintOf('consumer-lag', { a: '1', b: '3' })).not.toBe(fingerprint);
  });
});

/** What a store does with transitions, in memory. */
function applied(alerts: readonly StoredAlert[], transitions: readonly Transition[], round: number): StoredAlert[] {
  const next = new Map(alerts.map((of) => [of.id, of]));
  transitions.forEach((of, n) => {
    if (of.type === 'create') next.set(`${round}-${n}`, { ...of.alert, id: `${round}-${n}` });
    const current = of.type === 'create' ? undefined : next.get(of.id);
    if (!current) return;
    if (of.type === 'resolve') next.set(of.id, { ...current, state: 'resolved', resolvedAtMs: of.resolvedAtMs });
    if (of.type === 'update') next.set(of.id, { ...current, ...of.sighting });
    if (of.type === 'fire') next.set(of.id, { ...current, ...of.sighting, state: 'firing', firingAtMs: of.firingAtMs });
  });
  return [...next.values()];
}

describe('a life of any length', () => {
  const groups = ['a', 'b', 'c'];
  const round = fc.record({
    passedMs: fc.integer({ min: 0, max: 100_000 }),
    says: fc.tuple(...groups.map(() => fc.constantFrom('trouble', 'clear', 'unknown'))),
  });

  it('never has two open alerts of one fingerprint, and nothing ends without being seen clear', () => {
    fc.assert(
      fc.property(fc.array(round, { maxLength: 40 }), (rounds) => {
        let alerts: StoredAlert[] = [];
        let nowMs = 0;
        rounds.forEach(({ passedMs, says }, n) => {
          nowMs += passedMs;
          const of = (word: string) =>
            groups.filter((_, g) => says[g] === word).map((group) => ({ ...labels, consumer_group: group }));
          const observations: Observations = {
            detections: of('trouble').map((named) => detection({ labels: named })),
            clear: of('clear').map((named) => ({ kind: 'consumer-lag' as const, labels: named })),
          };
          const open = alerts.filter((each) => each.state !== 'resolved');
          const transitions = step(open, observations, nowMs);
          const ended = transitions.flatMap((each) => (each.type === 'resolve' ? [each.id] : []));
          for (const id of ended) {
            const group = groups.indexOf(open.find((each) => each.id === id)?.labels['consumer_group'] ?? '');
            expect(says[group]).toBe('clear');
          }
          alerts = applied(alerts, transitions, n);
          const prints = alerts.filter((each) => each.state !== 'resolved').map((each) => each.fingerprint);
          expect(new Set(prints).size).toBe(prints.length);
        });
      }),
    );
  });
});
