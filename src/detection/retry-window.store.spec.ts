import { NOW, sent, taken } from '../../test/stores/messages.js';
import { insertSpans, type SpanRow } from '../../test/stores/span-rows.js';
import { openTelemetryStore } from '../../test/stores/telemetry-store.js';
import type { ClickHouse } from '../storage/click-house.js';
import { readRetries } from './retry-window.store.js';

const WINDOW = 300_000;
const failed = { statusCode: 2, errorType: 'Timeout' };

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
      ...sent(agoMs, { role: 'process', consumerGroup: 'bill', context: ['', ''], links }),
    });
    await insertSpans(store, [...orders, batch(50_000), batch(40_000)]);
    expect(await retries()).toMatchObject([{ attempts: 4, deliveries: 2 }]);
  });

  it('takes a span that published nothing for no name: sixty messages under one HTTP request are no retries', async () => {
    const request = sent(60_000, { role: '', system: '', destination: '' });
    const rabbit = { system: 'rabbitmq', destination: 'orders', consumerGroup: 'orders.mail' };
    await insertSpans(store, [request, ...Array.from({ length: 60 }, () => taken(request, 50_000, rabbit))]);
    expect(await retries()).toMatchObject([{ consumerGroup: 'orders.mail', attempts: 60, deliveries: 60 }]);
  });

  it('counts a redelivery of a message that one publication names, even when that is an hour old', async () => {
    const order = sent(3_500_000, { system: 'rabbitmq' });
    const refused = { ...failed, consumerGroup: 'orders.mail' };
    await insertSpans(store, [order, ...[50_000, 40_000, 30_000].map((agoMs) => taken(order, agoMs, refused))]);
    expect(await retries()).toMatchObject([{ attempts: 3, deliveries: 1, failedAttempts: 3 }]);
  });

  it('takes a batch publication for no name of its messages, whether it tells its size or only its method', async () => {
    const sqs = { system: 'aws_sqs', destination: 'orders' };
    const batches = [sent(60_000, { ...sqs, batchSize: 10 }), sent(60_000, { ...sqs, name: 'SQS SendMessageBatch' })];
    const received = { role: 'receive', consumerGroup: 'orders' };
    const ten = (batch: SpanRow) => Array.from({ length: 10 }, () => taken(batch, 50_000, received));
    await insertSpans(store, [...batches, ...batches.flatMap(ten)]);
    expect(await retries()).toMatchObject([{ destination: 'orders', attempts: 20, deliveries: 20 }]);
  });

  it('knows the messages of a batch publication by the ids that the links or the span name', async () => {
    const batch = sent(60_000, { system: 'aws_sqs', batchSize: 3 });
    const link = [batch.traceId, batch.spanId] as const;
    const received = { role: 'receive', consumerGroup: 'orders', context: ['', ''] as const };
    const one = (id: string, agoMs: number) =>
      taken(batch, agoMs, { ...received, links: [link], linkMessageIds: [id] });
    const all = taken(batch, 40_000, { ...received, links: [link, link, link], linkMessageIds: ['a', 'b', 'c'] });
    const byItsOwn = taken(batch, 30_000, { ...received, messageId: 'c' });
    await insertSpans(store, [batch, one('a', 50_000), one('b', 50_000), all, byItsOwn]);
    expect(await retries()).toMatchObject([{ attempts: 6, deliveries: 3 }]);
  });

  it('counts one attempt for a batch span whose links name no message apart', async () => {
    const batch = sent(60_000, { system: 'aws_sqs', batchSize: 3 });
    const link = [batch.traceId, batch.spanId] as const;
    const received = { role: 'receive', consumerGroup: 'orders', context: ['', ''] as const, links: [link, link] };
    await insertSpans(store, [batch, taken(batch, 50_000, received), taken(batch, 40_000, received)]);
    expect(await retries()).toMatchObject([{ attempts: 2, deliveries: 2 }]);
  });

  it('sees no retry where no group is named and attempts overlap or follow a success: these are two groups', async () => {
    const at = (startedAtMs: number, endedAtMs: number) => ({
      partition: '0',
      startedAtMs: NOW - startedAtMs,
      endedAtMs: NOW - endedAtMs,
    });
    const orders = Array.from({ length: 3 }, () => sent(60_000));
    const [together, inTurn, retried] = orders as [SpanRow, SpanRow, SpanRow];
    await insertSpans(store, [
      ...orders,
      taken(together, 40_000, { ...at(50_000, 40_000), ...failed, offset: '1' }),
      taken(together, 40_000, { ...at(49_000, 41_000), ...failed, offset: '1' }),
      taken(inTurn, 40_000, { ...at(50_000, 45_000), offset: '2' }),
      taken(inTurn, 40_000, { ...at(44_000, 40_000), offset: '2' }),
      taken(retried, 40_000, { ...at(50_000, 45_000), ...failed, offset: '3' }),
      taken(retried, 40_000, { ...at(49_000, 46_000), offset: '3' }),
      taken(retried, 40_000, { ...at(44_000, 43_000), ...failed, offset: '3' }),
      taken(retried, 40_000, { ...at(42_000, 41_000), offset: '3' }),
    ]);
    expect(await retries()).toMatchObject([{ consumerGroup: 'billing', attempts: 8, deliveries: 6 }]);
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
    await insertSpans(store, [
      ...orders,
      ...orders.flatMap((order) => [taken(order, 50_000, failed), taken(order, 40_000)]),
    ]);
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
