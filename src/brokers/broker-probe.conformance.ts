import type { BacklogSample, BrokerProbe } from './broker.probe.js';

/** A broker for a probe, with the few things that the suite has to do to it. */
export interface ProbedBroker {
  open(): BrokerProbe;
  /** A probe of the same broker at an address where nobody listens. */
  openUnreachable(): Promise<BrokerProbe>;
  /** Makes the destination `orders` with a consumer group that has taken everything so far, and one message taken. */
  prepare(): Promise<{ consumerGroup: string }>;
  /** Publishes messages to `orders` that nobody takes. */
  publish(count: number): Promise<void>;
  /** Makes a dead-letter destination and moves `count` messages there, by whatever means the broker has. */
  deadLetter(count: number): Promise<{ destination: string }>;
}

/** Awaits what the broker says only after a while. */
type Until = (what: string, look: () => Promise<boolean>) => Promise<void>;

/** What every probe has to keep on a real broker (broker.probe.ts). The tests build on each other, in order. */
export function conformsToBrokerProbe(broker: () => ProbedBroker, until: Until): void {
  let probe: BrokerProbe;
  let consumerGroup = '';
  let clockMs = 1_000_000_000_000;
  const read = () => probe.sample((clockMs += 1_000));
  const sum = (samples: BacklogSample[], key: 'lagMessages' | 'depth' | 'arrivedTotal') =>
    samples.reduce<number | null>((total, of) => (of[key] === null ? total : (total ?? 0) + of[key]), null);
  const ofGroup = (samples: BacklogSample[]) =>
    samples.filter((of) => of.destination === 'orders' && of.consumerGroup === consumerGroup);
  const own = (samples: BacklogSample[], destination: string) =>
    samples.filter((of) => of.destination === destination && of.consumerGroup === '');

  beforeAll(async () => {
    ({ consumerGroup } = await broker().prepare());
    probe = broker().open();
  });
  afterAll(() => probe.close());

  it('tells no lag of a group that has taken everything', async () => {
    await until('the lag is 0', async () => sum(ofGroup(await read()), 'lagMessages') === 0);
    for (const sample of ofGroup(await read())) {
      expect(sample).toMatchObject({ system: probe.system, sampledAtMs: clockMs, lagMessages: 0, lagSeconds: 0 });
    }
  });

  it('tells how many messages wait, and how many have arrived', async () => {
    const before = sum(own(await read(), 'orders'), 'arrivedTotal') ?? 0;
    await broker().publish(7);
    await until('the lag is 7', async () => sum(ofGroup(await read()), 'lagMessages') === 7);
    expect(sum(own(await read(), 'orders'), 'arrivedTotal')).toBe(before + 7);
  });

  it('answers the same when nothing happens: it commits and takes nothing', async () => {
    const [first, second] = [await read(), await read()];
    expect(sum(ofGroup(second), 'lagMessages')).toBe(sum(ofGroup(first), 'lagMessages'));
    expect(sum(own(second, 'orders'), 'depth')).toBe(sum(own(first, 'orders'), 'depth'));
  });

  it('sees dead letters arrive that no span tells of', async () => {
    const { destination } = await broker().deadLetter(3);
    await until('three have arrived', async () => sum(own(await read(), destination), 'arrivedTotal') === 3);
    expect(sum(own(await read(), destination), 'depth')).toBe(3);
  });

  it('rejects with the broker, the reason and what to do, when nobody is there', async () => {
    const unreachable = await broker().openUnreachable();
    await expect(unreachable.sample(clockMs)).rejects.toThrow(/could not be asked for its backlog: .*Check that/);
    await expect(unreachable.sample(clockMs)).rejects.toThrow(/ECONNREFUSED/);
    await unreachable.close();
  });
}
