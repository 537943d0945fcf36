import { NOW, sent, taken } from '../../test/stores/messages.js';
import { insertSpans, type SpanRow } from '../../test/stores/span-rows.js';
import { openTelemetryStore } from '../../test/stores/telemetry-store.js';
import type { ClickHouse } from '../storage/click-house.js';
import { readRetries } from './retry-window.store.js';

const WINDOW = 300_000;

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
