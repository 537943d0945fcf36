import { kafkaBacklog } from './kafka-backlog.js';

const NOW = 1_000_000;
const partition = (n: number, earliest: bigint | null, latest: bigint | null) => ({
  topic: 'orders',
  partition: n,
  earliest,
  latest,
});
const commit = (n: number, offset: bigint) => ({ group: 'billing', topic: 'orders', partition: n, offset });
const sample = (rest: object) => ({
  sampledAtMs: NOW,
  system: 'kafka',
  destination: 'orders',
  partition: '0',
  consumerGroup: '',
  lagMessages: null,
  lagSeconds: null,
  depth: null,
  arrivedTotal: null,
  oldestAgeSeconds: null,
  isDeadLetter: false,
  ...rest,
});

describe('kafkaBacklog', () => {
  it('tells depth and arrivals of a partition and the lag of a group', () => {
    const samples = kafkaBacklog([partition(0, 10n, 110n)], [commit(0, 70n)], () => 4, NOW);
    expect(samples).toEqual([
      sample({ depth: 100, arrivedTotal: 110 }),
      sample({ consumerGroup: 'billing', lagMessages: 40, lagSeconds: 4 }),
    ]);
  });

  it.each([
    ['nothing committed', partition(1, 0n, 5n), null],
    ['nothing committed and nothing there', partition(1, 5n, 5n), 0],
    ['no leader', partition(1, null, null), null],
  ])('tells the lag of a sibling partition with %s', (_case, sibling, lagMessages) => {
    const samples = kafkaBacklog([partition(0, 0n, 1n), sibling], [commit(0, 1n)], () => 0, NOW);
    expect(samples.find((of) => of.partition === '1' && of.consumerGroup === 'billing')?.lagMessages).toBe(lagMessages);
  });

  it('does not count what retention removed, and does not believe a commit beyond the end', () => {
    const of = (offset: bigint) => kafkaBacklog([partition(0, 50n, 60n)], [commit(0, offset)], () => 0, NOW)[1];
    expect(of(10n)?.lagMessages).toBe(10);
    expect(of(61n)?.lagMessages).toBeNull();
  });

  it('tells of no group that has committed nothing, nor of a topic that is gone', () => {
    const gone = { group: 'billing', topic: 'gone', partition: 0, offset: 3n };
    expect(kafkaBacklog([partition(0, 0n, 5n)], [commit(0, -1n), gone], () => 0, NOW)).toHaveLength(1);
  });
});
