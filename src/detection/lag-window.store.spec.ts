import { NOW, newSpanId, sent, storeSamples, taken } from '../../test/stores/messages.js';
import { insertSpans, traceId, type SpanRow } from '../../test/stores/span-rows.js';
import { openTelemetryStore } from '../../test/stores/telemetry-store.js';
import { DEFAULT_DEAD_LETTER_PATTERN } from '../messaging/dead-letter.js';
import type { ClickHouse } from '../storage/click-house.js';
import { readBrokerLag } from './broker-window.store.js';
import { readSpanLag } from './lag-window.store.js';

const WINDOW = 300_000;
const pattern = DEFAULT_DEAD_LETTER_PATTERN;
const group = { system: 'kafka', destination: 'orders', consumerGroup: 'billing' };

let store: ClickHouse;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ store, remove } = await openTelemetryStore());
});
afterAll(() => remove());
beforeEach(async () => {
  await store.command('TRUNCATE TABLE spans');
  await store.command('TRUNCATE TABLE backlog_samples');
});

describe('the lag window by spans', () => {
  const lag = (rest: object = {}) => readSpanLag(store, { nowMs: NOW, windowMs: WINDOW, pattern, ...rest });

  it('counts what was published after the newest message that the group took', async () => {
    const orders = [600_000, 500_000, 400_000, 90_000, 60_000].map((agoMs) => sent(agoMs));
    const [first, second, third] = orders as [SpanRow, SpanRow, SpanRow];
    await insertSpans(store, [...orders, taken(first, 590_000), taken(third, 390_000)]);
    expect(await lag()).toEqual([
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'billing',
        consumerGroupFrom: 'service',
        published: 5,
        waiting: 2,
        oldestWaitingAtMs: NOW - 90_000,
        overtaken: 1,
        oldestOvertakenAtMs: NOW - 500_000,
        isEstimated: false,
        exampleFlows: [orders[4]?.traceId, orders[3]?.traceId, second.traceId],
      },
    ]);
  });

  it('waits for nothing when all was taken, and gives late spans their grace', async () => {
    const old = sent(60_000);
    await insertSpans(store, [old, taken(old, 50_000), sent(3_000)]);
    expect(await lag()).toMatchObject([{ published: 1, waiting: 0, oldestWaitingAtMs: null, overtaken: 0 }]);
  });

  it('judges every group by itself', async () => {
    const orders = [sent(60_000), sent(50_000)];
    const [first, second] = orders as [SpanRow, SpanRow];
    const ship = { consumerGroup: 'ship' };
    await insertSpans(store, [
      ...orders,
      taken(first, 55_000),
      taken(first, 55_000, ship),
      taken(second, 45_000, ship),
    ]);
    const readings = await lag();
    expect(readings.map(({ consumerGroup, waiting }) => [consumerGroup, waiting]).sort()).toEqual([
      ['billing', 1],
      ['ship', 0],
    ]);
  });

  it('tells nothing of a group whose spans never joined a publication', async () => {
    const order = sent(60_000);
    await insertSpans(store, [order, { ...taken(order, 50_000), traceId: traceId(7_777), context: ['', ''] }]);
    expect(await lag()).toEqual([]);
  });

  it('tells nothing of what waits when no span came within the window', async () => {
    const order = sent(900_000);
    await insertSpans(store, [order, taken(order, 890_000), sent(800_000)]);
    expect(await lag({ watched: [group] })).toEqual([]);
  });

  it('tells that all was taken also when no span has come since', async () => {
    const order = sent(900_000);
    await insertSpans(store, [order, taken(order, 890_000)]);
    expect(await lag()).toMatchObject([{ ...group, published: 1, waiting: 0, overtaken: 0 }]);
  });

  it('sees nothing waiting for a watched group once an hour has passed without a publication', async () => {
    const order = sent(3_700_000);
    await insertSpans(store, [order, taken(order, 3_690_000), sent(3_650_000)]);
    expect(await lag({ watched: [group] })).toEqual([]);
    await insertSpans(store, [sent(1_000, { role: '', system: '', destination: '' })]);
    expect(await lag({ watched: [group] })).toMatchObject([{ ...group, published: 0, waiting: 0, overtaken: 0 }]);
    expect(await lag()).toEqual([]);
  });

  it('does not know of a watched group that takes nothing while publications go on', async () => {
    const order = sent(3_700_000);
    await insertSpans(store, [order, taken(order, 3_690_000), sent(60_000)]);
    expect(await lag({ watched: [group] })).toEqual([]);
  });

  it('does not know of a watched group whose broker fell silent', async () => {
    await insertSpans(store, [sent(1_000, { role: '', system: '', destination: '' })]);
    await storeSamples(store, [{ agoMs: 4_000_000, destination: 'orders', group: 'billing', lag: 900 }]);
    expect(await lag({ watched: [group] })).toEqual([]);
  });

  it('joins by links of a batch, by a receive span and by message id', async () => {
    const [a, b, c, d] = [60_000, 59_000, 58_000, 57_000].map((ago) => sent(ago, { messageId: `m${ago}` }));
    const linked = [a, b].map((order) => [order?.traceId ?? '', order?.spanId ?? ''] as const);
    await insertSpans(store, [
      a as SpanRow,
      b as SpanRow,
      c as SpanRow,
      d as SpanRow,
      sent(50_000, { role: 'process', service: 'billing', context: ['', ''], links: linked }),
      taken(c as SpanRow, 50_000, { role: 'receive', traceId: traceId(8_001), parentSpanId: '' }),
      { ...taken(d as SpanRow, 50_000), traceId: traceId(8_002), context: ['', ''], messageId: 'm57000' },
    ]);
    expect(await lag()).toMatchObject([{ published: 4, waiting: 0, overtaken: 0 }]);
  });

  it('takes the outer of two nested publications for no message', async () => {
    const outer = sent(60_000);
    const inner = { ...outer, spanId: newSpanId(), parentSpanId: outer.spanId };
    await insertSpans(store, [
      outer,
      { ...inner, context: [inner.traceId, inner.spanId] },
      taken({ ...inner }, 50_000),
    ]);
    expect(await lag()).toMatchObject([{ published: 1, waiting: 0 }]);
  });

  it('owes a RabbitMQ queue only what its routing keys bring', async () => {
    const key = (routing: string) => ({ attributes: { 'messaging.rabbitmq.routing_key': routing } });
    const invoice = { system: 'rabbitmq', destination: 'invoices' };
    const [first, second, other] = [
      sent(60_000, { ...invoice, ...key('mail') }),
      sent(50_000, { ...invoice, ...key('mail') }),
      sent(50_000, { ...invoice, ...key('print') }),
    ];
    const attempt = taken(first as SpanRow, 55_000, { consumerGroup: 'invoices.mail', ...key('mail') });
    await insertSpans(store, [first as SpanRow, second as SpanRow, other as SpanRow, attempt]);
    expect(await lag()).toMatchObject([
      {
        system: 'rabbitmq',
        destination: 'invoices.mail',
        consumerGroup: 'invoices.mail',
        consumerGroupFrom: 'span',
        published: 2,
        waiting: 1,
      },
    ]);
  });

  it('owes a group nothing from before its first message, and nobody a dead letter', async () => {
    const early = sent(120_000);
    const order = sent(60_000);
    const dead = sent(60_000, { destination: 'orders.dlq' });
    const deadToo = sent(50_000, { destination: 'orders.dlq' });
    await insertSpans(store, [early, order, taken(order, 50_000), dead, deadToo, taken(dead, 40_000)]);
    expect(await lag()).toMatchObject([{ destination: 'orders', published: 1, waiting: 0, overtaken: 0 }]);
  });

  it('samples both sides alike and says so', async () => {
    const orders = Array.from({ length: 600 }, (_, n) => sent(100_000 - n));
    await insertSpans(store, [...orders, ...orders.slice(0, 300).map((order) => taken(order, 50_000))]);
    const [reading] = await lag({ maxRows: 300 });
    expect(reading).toMatchObject({ isEstimated: true, overtaken: 0 });
    expect(reading?.waiting).toBeGreaterThan(150);
    expect(reading?.waiting).toBeLessThan(450);
  });
});

describe('the lag window by the broker', () => {
  const lag = () => readBrokerLag(store, { nowMs: NOW, pattern });

  it('adds up the latest samples of the partitions and keeps the worst time', async () => {
    await storeSamples(store, [
      { agoMs: 30_000, destination: 'orders', group: 'billing', partition: '0', lag: 900, seconds: 90 },
      { agoMs: 5_000, destination: 'orders', group: 'billing', partition: '0', lag: 40, seconds: 4 },
      { agoMs: 5_000, destination: 'orders', group: 'billing', partition: '1', lag: 2, seconds: 7 },
      { agoMs: 5_000, destination: 'orders', group: 'billing', partition: '2', lag: null },
      { agoMs: 5_000, destination: 'orders.dlq', group: 'billing', partition: '0', lag: 5_000 },
      { agoMs: 5_000, destination: 'parked', group: 'parked', lag: 5_000 },
      { agoMs: 5_000, destination: 'parked', lag: null, depth: 5_000, isDeadLetter: true },
    ]);
    expect(await lag()).toEqual([
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'billing',
        lagMessages: 42,
        lagSeconds: 7,
        lostPartitions: 0,
      },
    ]);
  });

  it('says how many partitions it lost sight of, and knows nothing when the latest sample is old', async () => {
    await storeSamples(store, [
      { agoMs: 30_000, destination: 'orders', group: 'billing', partition: '0', lag: 900 },
      { agoMs: 5_000, destination: 'orders', group: 'billing', partition: '0', lag: null },
      { agoMs: 5_000, destination: 'orders', group: 'billing', partition: '1', lag: 2 },
      { agoMs: 30_000, destination: 'orders', group: 'timed', partition: '0', lag: 9, seconds: 9 },
      { agoMs: 5_000, destination: 'orders', group: 'timed', partition: '0', lag: 9, seconds: null },
      { agoMs: 1_000_000, destination: 'orders', group: 'gone', partition: '1', lag: 2 },
    ]);
    expect((await lag()).sort((a, b) => a.consumerGroup.localeCompare(b.consumerGroup))).toEqual([
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'billing',
        lagMessages: 2,
        lagSeconds: null,
        lostPartitions: 1,
      },
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'gone',
        lagMessages: null,
        lagSeconds: null,
        lostPartitions: 1,
      },
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'timed',
        lagMessages: 9,
        lagSeconds: null,
        lostPartitions: 1,
      },
    ]);
  });
});
