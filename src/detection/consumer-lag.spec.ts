import { detectConsumerLag, type BrokerLagReading, type SpanLagReading } from './consumer-lag.js';

const NOW = 1_000_000_000;
const thresholds = { lagMessages: 100, lagSeconds: 30 };
const labels = { system: 'kafka', destination: 'orders', consumer_group: 'billing' };
const group = { system: 'kafka', destination: 'orders', consumerGroup: 'billing' };

const bySpans = (rest: Partial<SpanLagReading> = {}): SpanLagReading => ({
  ...group,
  consumerGroupFrom: 'span',
  published: 1_000,
  waiting: 0,
  oldestWaitingAtMs: null,
  overtaken: 0,
  oldestOvertakenAtMs: null,
  isEstimated: false,
  exampleFlows: [],
  ...rest,
});

const byBroker = (rest: Partial<BrokerLagReading> = {}): BrokerLagReading => ({
  ...group,
  lagMessages: 0,
  lagSeconds: 0,
  lostPartitions: 0,
  ...rest,
});

const detect = (spans: SpanLagReading[], broker: BrokerLagReading[] = []) =>
  detectConsumerLag(spans, broker, thresholds, NOW);

const verdict = (spans: SpanLagReading[], broker: BrokerLagReading[] = []) => {
  const { detections, clear } = detect(spans, broker);
  return detections[0]?.severity ?? (clear.length > 0 ? 'clear' : 'neither');
};

describe('detectConsumerLag', () => {
  it('tells how many wait and for how long', () => {
    const reading = bySpans({ waiting: 12, oldestWaitingAtMs: NOW - 45_000, exampleFlows: ['order-9'] });
    expect(detect([reading])).toEqual({
      detections: [
        {
          kind: 'consumer-lag',
          severity: 'warning',
          labels,
          summary: 'billing lags on kafka orders: 12 messages wait, the oldest for 45 s',
          description:
            'Messages of orders are published faster than billing takes them, or it stands still (by the spans of producers ' +
            'and consumers). Look whether its instances are up, and at the time of one attempt in the example flows.',
          values: { lagMessages: 12, lagSeconds: 45 },
          exampleFlows: ['order-9'],
        },
      ],
      clear: [],
    });
  });

  it.each([
    ['nothing waiting', {}, 'clear'],
    ['some messages at the time', { waiting: 11, oldestWaitingAtMs: NOW - 30_000 }, 'neither'],
    ['some messages above the time', { waiting: 11, oldestWaitingAtMs: NOW - 30_100 }, 'warning'],
    ['one in a hundred, lost spans', { waiting: 10, oldestWaitingAtMs: NOW - 900_000 }, 'clear'],
    ['the newest of a quiet topic', { published: 101, waiting: 1, oldestWaitingAtMs: NOW - 900_000 }, 'clear'],
    ['the only one', { published: 1, waiting: 1, oldestWaitingAtMs: NOW - 900_000 }, 'clear'],
    ['two of a quiet topic', { published: 101, waiting: 2, oldestWaitingAtMs: NOW - 30_100 }, 'warning'],
    ['many, and yet a small share', { published: 50_000, waiting: 101, oldestWaitingAtMs: NOW - 900_000 }, 'warning'],
    ['the count itself', { waiting: 100, oldestWaitingAtMs: NOW }, 'neither'],
    ['one above the count', { waiting: 101, oldestWaitingAtMs: NOW }, 'warning'],
    ['at 0.7 of the count', { waiting: 70, oldestWaitingAtMs: NOW }, 'neither'],
    ['below 0.7 of both', { waiting: 69, oldestWaitingAtMs: NOW - 20_900 }, 'clear'],
    ['ten times the count', { waiting: 1_001, oldestWaitingAtMs: NOW }, 'critical'],
    ['ten times the time', { waiting: 11, oldestWaitingAtMs: NOW - 300_100 }, 'critical'],
    ['a clock that runs ahead', { waiting: 1, oldestWaitingAtMs: NOW + 60_000 }, 'clear'],
    ['an unknown count', { waiting: null, overtaken: null }, 'neither'],
    ['a few overtaken, lost spans', { overtaken: 50, oldestOvertakenAtMs: NOW - 900_000 }, 'clear'],
    ['many overtaken, a partition that stands', { overtaken: 51, oldestOvertakenAtMs: NOW - 60_000 }, 'warning'],
  ] as const)('is right with %s', (_case, rest, expected) => expect(verdict([bySpans(rest)])).toBe(expected));

  it.each([
    ['no lag', {}, 'clear'],
    ['lag by count, time unknown', { lagMessages: 101, lagSeconds: null }, 'warning'],
    ['one message above the time', { lagMessages: 1, lagSeconds: 31 }, 'warning'],
    ['no count and no time', { lagMessages: null, lagSeconds: null }, 'neither'],
    ['little lag, a partition lost from sight', { lagMessages: 3, lostPartitions: 1 }, 'neither'],
    ['much lag, a partition lost from sight', { lagMessages: 300, lostPartitions: 1 }, 'warning'],
  ] as const)('is right by the broker with %s', (_case, rest, expected) =>
    expect(verdict([], [byBroker(rest)])).toBe(expected),
  );

  it('believes the broker rather than sampled spans of the same group', () => {
    expect(detect([bySpans({ waiting: 900, oldestWaitingAtMs: NOW - 99_000 })], [byBroker()])).toEqual({
      detections: [],
      clear: [labels],
    });
  });

  it('leaves a group that only its service names to the broker, so that one lag is one alert', () => {
    const nameless = bySpans({ consumerGroup: 'billing-service', consumerGroupFrom: 'service', waiting: 500 });
    const { detections, clear } = detect([nameless], [byBroker({ lagMessages: 500 })]);
    expect(detections.map((detection) => detection.labels)).toEqual([labels]);
    expect(clear).toEqual([{ ...labels, consumer_group: 'billing-service' }]);
  });

  it('fires by spans while the broker is silent, and does not clear by them', () => {
    const silent = byBroker({ lagMessages: null, lagSeconds: null });
    expect(verdict([bySpans({ waiting: 500 })], [silent])).toBe('warning');
    expect(verdict([bySpans()], [silent])).toBe('neither');
  });

  it('tells of a single message in the singular', () => {
    const { detections } = detect([], [byBroker({ lagMessages: 1, lagSeconds: 31 })]);
    expect(detections[0]?.summary).toBe('billing lags on kafka orders: 1 message waits, the oldest for 31 s');
  });

  it('says nothing without readings', () => expect(detect([])).toEqual({ detections: [], clear: [] }));
});
