import { openTelemetryStore } from '../../test/stores/telemetry-store.js';
import { insertSpans, spanId, traceId, type SpanRow } from '../../test/stores/span-rows.js';
import { toRow } from '../brokers/backlog.service.js';
import { DEFAULT_DEAD_LETTER_PATTERN } from '../messaging/dead-letter.js';
import type { ClickHouse } from '../storage/click-house.js';
import { readBrokerLag } from './broker-window.store.js';
import { readDeadLetters } from './dead-letter-window.store.js';
import { readSpanLag } from './lag-window.store.js';
import { readRetries } from './retry-window.store.js';
import { WindowStore } from './window.store.js';

const NOW = Date.parse('2026-11-21T12:34:56.000Z');
const WINDOW = 300_000;
const pattern = DEFAULT_DEAD_LETTER_PATTERN;

let store: ClickHouse;
let remove: () => Promise<void>;
let nextId = 1;

beforeAll(async () => {
  ({ store, remove } = await openTelemetryStore());
});
afterAll(() => remove());
beforeEach(async () => {
  await store.command('TRUNCATE TABLE spans');
  await store.command('TRUNCATE TABLE backlog_samples');
});

/** A publication `agoMs` before NOW; its context is itself. */
function sent(agoMs: number, rest: Partial<SpanRow> = {}): SpanRow {
  const n = nextId++;
  const span = { traceId: traceId(n), spanId: spanId(n) };
  return {
    ...span,
    receivedAtMs: NOW - agoMs,
    role: 'send',
    system: 'kafka',
    destination: 'orders',
    service: 'checkout',
    context: [span.traceId, span.spanId],
    ...rest,
  };
}

/** An attempt at `of`, parented to it as stock JavaScript instrumentations do. */
function taken(of: SpanRow, agoMs: number, rest: Partial<SpanRow> = {}): SpanRow {
  return {
    traceId: of.traceId,
    spanId: spanId(nextId++),
    parentSpanId: of.spanId,
    receivedAtMs: NOW - agoMs,
    role: 'process',
    system: of.system ?? '',
    destination: of.destination ?? '',
    service: 'billing',
    context: [of.traceId, of.spanId],
    ...rest,
  };
}

interface Sample {
  agoMs: number;
  system?: string;
  destination: string;
  group?: string;
  partition?: string;
  lag?: number | null;
  seconds?: number | null;
  depth?: number | null;
  arrived?: number | null;
  isDeadLetter?: boolean;
}

const sample = (samples: readonly Sample[]) =>
  store.insert(
    'backlog_samples',
    samples.map((of) =>
      toRow({
        sampledAtMs: NOW - of.agoMs,
        system: of.system ?? 'kafka',
        destination: of.destination,
        partition: of.partition ?? '0',
        consumerGroup: of.group ?? '',
        lagMessages: of.lag ?? null,
        lagSeconds: of.seconds ?? null,
        depth: of.depth ?? null,
        arrivedTotal: of.arrived ?? null,
        oldestAgeSeconds: null,
        isDeadLetter: of.isDeadLetter === true,
      }),
    ),
  );

const deadLetters = (watched: { system: string; destination: string }[] = []) =>
  readDeadLetters(store, { nowMs: NOW, windowMs: WINDOW, pattern, watched, baselines: new Map() });

describe('the dead-letter window', () => {
  it('is empty while nothing has ever come to a dead-letter destination', async () => {
    const order = sent(1_000);
    await insertSpans(store, [order, taken(order, 900)]);
    await sample([{ agoMs: 1_000, destination: 'orders', depth: 5, arrived: 5 }]);
    expect(await deadLetters()).toEqual([]);
  });

  it('counts a message once, published, taken and exported twice', async () => {
    const dead = sent(60_000, { destination: 'orders.dlq', correlationId: 'order-1' });
    const attempt = taken(dead, 50_000, { correlationId: 'order-1' });
    await insertSpans(store, [dead, attempt]);
    await insertSpans(store, [dead, attempt]);
    expect(await deadLetters()).toEqual([
      {
        system: 'kafka',
        destination: 'orders.dlq',
        arrivedBySpans: 1,
        arrivedByBroker: null,
        isWatchedByBroker: false,
        processed: 1,
        baseline: [],
        exampleFlows: ['order-1'],
      },
    ]);
  });

  it('does not take the redrive of an earlier dead letter for an arrival', async () => {
    const dead = sent(1_800_000, { destination: 'orders.dlq' });
    await insertSpans(store, [dead, taken(dead, 1_000)]);
    expect(await deadLetters()).toEqual([]);
  });

  it('sees a publication inside another as one, and the flow by its trace where it has no correlation ID', async () => {
    const outer = sent(5_000, { destination: 'orders.dlq' });
    const inner = { ...outer, spanId: spanId(nextId++), parentSpanId: outer.spanId };
    await insertSpans(store, [outer, { ...inner, context: [inner.traceId, inner.spanId] }]);
    expect(await deadLetters()).toMatchObject([{ arrivedBySpans: 1, exampleFlows: [outer.traceId] }]);
  });

  it('sees a receive span and the process span that links to it as one message', async () => {
    const dead = sent(5_000, { destination: 'orders.dlq' });
    const receive = taken(dead, 4_000, { role: 'receive', traceId: traceId(9_001), parentSpanId: '' });
    const link = [receive.traceId, receive.spanId] as const;
    const process = taken(dead, 3_000, { traceId: traceId(9_002), parentSpanId: '', context: link, links: [link] });
    await insertSpans(store, [dead, receive, process]);
    expect(await deadLetters()).toMatchObject([{ destination: 'orders.dlq', arrivedBySpans: 1 }]);
  });

  it('takes a poll that names no message for no evidence', async () => {
    await insertSpans(store, [{ ...sent(5_000, { destination: 'orders.dlq', role: 'receive' }), context: ['', ''] }]);
    expect(await deadLetters()).toEqual([]);
  });

  it('names the RabbitMQ queue that a consumer showed, and the broker tells of the same one', async () => {
    const invoice = sent(60_000, { system: 'rabbitmq', destination: 'invoices' });
    const fromQueue = taken(invoice, 5_000, { destination: 'invoices.dlx', consumerGroup: 'invoices.mail.dlq' });
    const direct = sent(4_000, { system: 'rabbitmq', destination: 'invoices.dlx' });
    await insertSpans(store, [invoice, fromQueue, direct]);
    const queue = { system: 'rabbitmq', destination: 'invoices.mail.dlq', partition: '', isDeadLetter: true };
    await sample([
      { ...queue, agoMs: 20_000, depth: 0 },
      { ...queue, agoMs: 10_000, depth: 2 },
    ]);
    expect(await deadLetters()).toEqual([
      {
        system: 'rabbitmq',
        destination: 'invoices.mail.dlq',
        arrivedBySpans: 2,
        arrivedByBroker: 2,
        isWatchedByBroker: true,
        processed: 1,
        baseline: [],
        exampleFlows: [direct.traceId, invoice.traceId],
      },
    ]);
  });

  it('counts a message that two queues dead-lettered in both', async () => {
    const invoice = sent(60_000, { system: 'rabbitmq', destination: 'invoices' });
    const dead = (queue: string) => taken(invoice, 5_000, { destination: 'dlx', consumerGroup: queue });
    await insertSpans(store, [invoice, dead('mail.dlq'), dead('print.dlq')]);
    const readings = await deadLetters();
    expect(readings.map((of) => [of.destination, of.arrivedBySpans]).sort()).toEqual([
      ['mail.dlq', 1],
      ['print.dlq', 1],
    ]);
  });

  it('leaves a publication to a dead-letter exchange to the broker that counted it in the queue behind', async () => {
    await insertSpans(store, [sent(5_000, { system: 'rabbitmq', destination: 'invoices.dlx' })]);
    const queue = { system: 'rabbitmq', destination: 'parked', partition: '', isDeadLetter: true };
    await sample([
      { ...queue, agoMs: 20_000, depth: 7 },
      { ...queue, agoMs: 10_000, depth: 8 },
    ]);
    expect(await deadLetters()).toMatchObject([{ destination: 'parked', arrivedBySpans: 0, arrivedByBroker: 1 }]);
  });

  it('counts what the broker alone saw: the rise of its counter or depth, whichever is more', async () => {
    const at = (agoMs: number, depth: number | null, arrived: number | null, partition: string) =>
      ({ agoMs, destination: 'orders.dlq', depth, arrived, partition }) satisfies Sample;
    await sample([
      at(400_000, 1, 10, '0'),
      at(200_000, 1, 13, '0'),
      at(100_000, 1, 13, '0'),
      at(400_000, 0, null, '1'),
      at(200_000, 2, null, '1'),
      at(100_000, 1, null, '1'),
    ]);
    expect(await deadLetters()).toMatchObject([{ arrivedBySpans: null, arrivedByBroker: 5, isWatchedByBroker: true }]);
  });

  it('does not know when what the first sample ever holds arrived, and knows it of a destination that is new', async () => {
    await sample([
      { agoMs: 20_000, destination: 'old.dlq', arrived: 40, depth: 40 },
      { agoMs: 10_000, destination: 'old.dlq', arrived: 40, depth: 40 },
      { agoMs: 10_000, destination: 'new.dlq', arrived: 1, depth: 1 },
    ]);
    const readings = await deadLetters();
    expect(readings.map((of) => [of.destination, of.arrivedByBroker]).sort()).toEqual([
      ['new.dlq', 1],
      ['old.dlq', 0],
    ]);
  });

  it('counts no fall: a purged queue is no arrival', async () => {
    await sample([
      { agoMs: 20_000, destination: 'orders.dlq', arrived: 40, depth: 40 },
      { agoMs: 10_000, destination: 'orders.dlq', arrived: 12, depth: 0 },
    ]);
    expect(await deadLetters()).toMatchObject([{ arrivedByBroker: 0 }]);
  });

  it('does not know what a broker holds that fell silent', async () => {
    await sample([{ agoMs: 900_000, destination: 'orders.dlq', arrived: 40, depth: 40 }]);
    await insertSpans(store, [sent(1_000)]);
    expect(await deadLetters()).toMatchObject([{ arrivedBySpans: 0, arrivedByBroker: null, isWatchedByBroker: true }]);
  });

  it('tells of a watched destination in silence, zero with telemetry and unknown without', async () => {
    const watched = [{ system: 'kafka', destination: 'orders.dlq' }];
    expect(await deadLetters(watched)).toMatchObject([{ arrivedBySpans: null, processed: null }]);
    await insertSpans(store, [sent(1_000)]);
    expect(await deadLetters(watched)).toMatchObject([{ arrivedBySpans: 0, processed: 0 }]);
  });

  it('learns what is usual at this hour from the days before', async () => {
    const yesterday = 86_400_000;
    await insertSpans(store, [
      sent(yesterday, { destination: 'orders.dlq' }),
      sent(yesterday + 1_000, { destination: 'orders.dlq' }),
    ]);
    const windows = new WindowStore(store, { windowMs: WINDOW, deadLetterPattern: pattern });
    const [reading] = await windows.deadLetters(NOW, []);
    expect(reading?.baseline).toEqual([0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
  });
});

describe('the retry window', () => {
  const retries = (rest: object = {}) => readRetries(store, { nowMs: NOW, windowMs: WINDOW, watched: [], ...rest });

  it('counts attempts and distinct deliveries of each group, with the top error', async () => {
    const order = sent(60_000, { correlationId: 'order-1' });
    const other = sent(60_000);
    const failure = { statusCode: 2, errorType: 'Timeout', correlationId: 'order-1' };
    await insertSpans(store, [
      order,
      other,
      taken(order, 50_000, failure),
      taken(order, 40_000, failure),
      taken(order, 30_000, { correlationId: 'order-1' }),
      taken(other, 30_000),
      taken(order, 30_000, { service: 'shipping', consumerGroup: 'ship' }),
    ]);
    expect((await retries()).sort((a, b) => a.consumerGroup.localeCompare(b.consumerGroup))).toEqual([
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'billing',
        attempts: 4,
        deliveries: 2,
        failedAttempts: 2,
        topError: 'Timeout',
        isEstimated: false,
        exampleFlows: ['order-1'],
      },
      {
        system: 'kafka',
        destination: 'orders',
        consumerGroup: 'ship',
        attempts: 1,
        deliveries: 1,
        failedAttempts: 0,
        topError: null,
        isEstimated: false,
        exampleFlows: [],
      },
    ]);
  });

  it('sees messages of one batch publication apart by their offsets', async () => {
    const batch = sent(60_000);
    await insertSpans(store, [
      batch,
      ...[1, 2, 3].map((offset) => taken(batch, 50_000, { partition: '0', offset: String(offset) })),
    ]);
    expect(await retries()).toMatchObject([{ attempts: 3, deliveries: 3 }]);
  });

  it('takes a batch span for one attempt of each message it links to', async () => {
    const orders = [sent(60_000), sent(60_000)];
    const links = orders.map((order) => [order.traceId, order.spanId] as const);
    const batch = (agoMs: number): SpanRow => ({
      ...sent(agoMs, { role: 'process', service: 'billing', context: ['', ''], links }),
    });
    await insertSpans(store, [...orders, batch(50_000), batch(40_000)]);
    expect(await retries()).toMatchObject([{ attempts: 4, deliveries: 2 }]);
  });

  it('counts receive spans only where a group has no process spans, and a span stored twice once', async () => {
    const order = sent(60_000);
    const both = [taken(order, 50_000, { role: 'receive' }), taken(order, 50_000)];
    const onlyReceive = taken(order, 50_000, { role: 'receive', service: 'audit' });
    await insertSpans(store, [order, ...both, onlyReceive]);
    await insertSpans(store, [...both, onlyReceive]);
    expect((await retries()).map((reading) => [reading.consumerGroup, reading.attempts]).sort()).toEqual([
      ['audit', 1],
      ['billing', 1],
    ]);
  });

  it('scales a sample of whole messages up and says that it did', async () => {
    const orders = Array.from({ length: 400 }, () => sent(60_000));
    await insertSpans(store, [...orders, ...orders.flatMap((order) => [taken(order, 50_000), taken(order, 40_000)])]);
    const [reading] = await retries({ maxRows: 200 });
    expect(reading).toMatchObject({ isEstimated: true });
    expect(reading?.attempts).toBe(2 * (reading?.deliveries ?? 0));
    expect(reading?.attempts).toBeGreaterThan(400);
    expect(reading?.attempts).toBeLessThan(1_300);
  });

  it('knows of a watched group in silence only while telemetry comes in', async () => {
    const watched = [{ system: 'kafka', destination: 'orders', consumerGroup: 'billing' }];
    expect(await retries({ watched })).toMatchObject([{ attempts: null, deliveries: null }]);
    await insertSpans(store, [sent(1_000)]);
    expect(await retries({ watched })).toMatchObject([{ attempts: 0, deliveries: 0 }]);
  });
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
    const group = { consumerGroup: 'ship' };
    await insertSpans(store, [
      ...orders,
      taken(first, 55_000),
      taken(first, 55_000, group),
      taken(second, 45_000, group),
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

  it('tells nothing when no span came within the window', async () => {
    const order = sent(900_000);
    await insertSpans(store, [order, taken(order, 890_000), sent(800_000)]);
    expect(await lag()).toEqual([]);
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
    const inner = { ...outer, spanId: spanId(nextId++), parentSpanId: outer.spanId };
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
    await sample([
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
    await sample([
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
