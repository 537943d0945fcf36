import { NOW, newSpanId, sent, storeSamples, taken, type Sample } from '../../test/stores/messages.js';
import { insertSpans, traceId } from '../../test/stores/span-rows.js';
import { openTelemetryStore } from '../../test/stores/telemetry-store.js';
import { DEFAULT_DEAD_LETTER_PATTERN } from '../messaging/dead-letter.js';
import type { ClickHouse } from '../storage/click-house.js';
import { detectDeadLetterArrival } from './dead-letter-arrival.js';
import { readDeadLetters } from './dead-letter-window.store.js';
import { WindowStore } from './window.store.js';

const WINDOW = 300_000;
const pattern = DEFAULT_DEAD_LETTER_PATTERN;

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

const deadLetters = (watched: { system: string; destination: string }[] = []) =>
  readDeadLetters(store, { nowMs: NOW, windowMs: WINDOW, pattern, watched, baselines: new Map() });

describe('the dead-letter window', () => {
  it('is empty while nothing has ever come to a dead-letter destination', async () => {
    const order = sent(1_000);
    await insertSpans(store, [order, taken(order, 900)]);
    await storeSamples(store, [{ agoMs: 1_000, destination: 'orders', depth: 5, arrived: 5 }]);
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
    const inner = { ...outer, spanId: newSpanId(), parentSpanId: outer.spanId };
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
    await storeSamples(store, [
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
    await storeSamples(store, [
      { ...queue, agoMs: 20_000, depth: 7 },
      { ...queue, agoMs: 10_000, depth: 8 },
    ]);
    expect(await deadLetters()).toMatchObject([{ destination: 'parked', arrivedBySpans: 0, arrivedByBroker: 1 }]);
  });

  it('counts what the broker alone saw: the rise of its counter or depth, whichever is more', async () => {
    const at = (agoMs: number, depth: number | null, arrived: number | null, partition: string) =>
      ({ agoMs, destination: 'orders.dlq', depth, arrived, partition }) satisfies Sample;
    await storeSamples(store, [
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
    await storeSamples(store, [
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
    await storeSamples(store, [
      { agoMs: 20_000, destination: 'orders.dlq', arrived: 40, depth: 40 },
      { agoMs: 10_000, destination: 'orders.dlq', arrived: 12, depth: 0 },
    ]);
    expect(await deadLetters()).toMatchObject([{ arrivedByBroker: 0 }]);
  });

  it('counts no drained queue as arrivals, though RabbitMQ tells late that its messages were taken', async () => {
    const queue = { system: 'rabbitmq', destination: 'mail.dlq', partition: '', isDeadLetter: true };
    await storeSamples(store, [
      { ...queue, agoMs: 40_000, depth: 5, arrived: 5 },
      { ...queue, agoMs: 30_000, depth: 0, arrived: 0 },
      { ...queue, agoMs: 20_000, depth: 0, arrived: 5 },
    ]);
    expect(await deadLetters()).toMatchObject([{ destination: 'mail.dlq', arrivedByBroker: 0 }]);
    await storeSamples(store, [{ ...queue, agoMs: 10_000, depth: 0, arrived: 7 }]);
    expect(await deadLetters()).toMatchObject([{ destination: 'mail.dlq', arrivedByBroker: 2 }]);
  });

  it('counts what comes to a queue after it was purged', async () => {
    const queue = { system: 'rabbitmq', destination: 'mail.dlq', partition: '', isDeadLetter: true };
    await storeSamples(store, [
      { ...queue, agoMs: 40_000, depth: 40, arrived: 40 },
      { ...queue, agoMs: 30_000, depth: 0, arrived: 0 },
      { ...queue, agoMs: 20_000, depth: 3, arrived: 3 },
    ]);
    expect(await deadLetters()).toMatchObject([{ arrivedByBroker: 3 }]);
  });

  it('knows that nothing arrives at a destination that its broker tells of no more', async () => {
    const watched = [{ system: 'rabbitmq', destination: 'mail.dlq' }];
    const queue = { system: 'rabbitmq', partition: '' };
    await storeSamples(store, [
      { ...queue, agoMs: 400_000, destination: 'mail.dlq', depth: 5, isDeadLetter: true },
      { ...queue, agoMs: 400_000, destination: 'mail', depth: 0 },
    ]);
    expect(await deadLetters(watched)).toMatchObject([{ arrivedByBroker: null, isWatchedByBroker: true }]);
    await storeSamples(store, [{ ...queue, agoMs: 10_000, destination: 'mail', depth: 0 }]);
    const [reading] = await deadLetters(watched);
    expect(reading).toMatchObject({ arrivedBySpans: null, arrivedByBroker: 0, isWatchedByBroker: true });
    expect(detectDeadLetterArrival([reading!], WINDOW)).toEqual({ detections: [], clear: watched });
  });

  it('does not know what a broker holds that fell silent', async () => {
    await storeSamples(store, [{ agoMs: 900_000, destination: 'orders.dlq', arrived: 40, depth: 40 }]);
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
