import { join } from 'node:path';
import type { Flow, FlowPage } from '../../src/flows/flow.js';
import { startChild } from '../servers/child-process.js';
import { freePort } from '../servers/free-port.js';
import { pollUntil } from '../servers/poll-until.js';
import { SHOP } from './shop.js';
import { setStage, type Stage } from './stage.js';
import { deliveryTo, messageTo, storyOf } from './story.js';

const APPEARS_WITHIN_MS = 30_000;

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(['order', 'payment', 'inventory', 'email', 'dead-letter-reader']);
}, 180_000);

afterAll(() => stage?.stop(), 60_000);

/** Waits until the flow has the spans that the scenario makes, then answers it. */
async function flowOf(id: string, spanCount: number): Promise<Flow> {
  await pollUntil(`the flow of ${id} has ${spanCount} spans`, APPEARS_WITHIN_MS, async () => {
    const flow = await stage.plumbline.get<Flow>(`/api/v1/flows/${id}`);
    return { isDone: flow.spans.length >= spanCount, seen: storyOf(flow) };
  });
  return stage.plumbline.get<Flow>(`/api/v1/flows/${id}`);
}

const ORDER_PROCESSED = {
  group: 'inventory',
  outcome: 'processed',
  attempts: ['processed by parent'],
  deadLetter: null,
};

describe('an order that everybody processes', () => {
  let flow: Flow;
  beforeAll(async () => {
    await stage.shop.placeOrders({ id: 'order-ok' });
    flow = await flowOf('order-ok', 5);
  });

  it('is one flow from the producer through both brokers to every consumer', () => {
    expect(storyOf(flow)).toEqual([
      {
        message: 'kafka orders.created',
        from: 'order',
        causedBy: null,
        outcome: 'processed',
        deliveries: [ORDER_PROCESSED, { ...ORDER_PROCESSED, group: 'payment' }],
      },
      {
        message: 'rabbitmq payments',
        from: 'payment',
        causedBy: 'orders.created',
        outcome: 'processed',
        deliveries: [{ group: 'email', outcome: 'processed', attempts: ['processed by parent'], deadLetter: null }],
      },
    ]);
    expect(flow).toMatchObject({ id: 'order-ok', correlationId: 'order-ok', outcome: 'processed', truncated: false });
    expect(flow.services.toSorted()).toEqual(['email', 'inventory', 'order', 'payment']);
    expect(flow.contractVersions).toEqual([{ subject: 'orders.created-value', version: '1', schemaId: null }]);
  });

  it('spends a believable time in each broker', () => {
    const attempts = flow.messages.flatMap((message) => message.deliveries.flatMap((delivery) => delivery.attempts));
    const brokerTimes = attempts.map((attempt) => attempt.brokerTimeMs ?? NaN);
    expect(brokerTimes).toHaveLength(3);
    // All of it lies within the flow; one machine's clock needs no shift.
    for (const time of brokerTimes) expect(time >= 0 && time <= flow.durationMs).toBe(true);
    // By the clocks of the services: from the end of the publication, as its span says, to the start of the attempt.
    const spans = new Map(flow.spans.map((span) => [span.spanId, span]));
    const waitMs = (from: string, to: string) =>
      Number(BigInt(spans.get(to)?.startTimeUnixNano ?? 0) - BigInt(spans.get(from)?.endTimeUnixNano ?? 0)) / 1e6;
    for (const { publication, deliveries } of flow.messages) {
      for (const { brokerTimeMs, attempts } of deliveries) {
        const expected = Math.max(0, waitMs(publication?.spanId ?? '', attempts[0]?.spanId ?? ''));
        expect(brokerTimeMs).toBeCloseTo(expected, 2);
      }
    }
    expect(attempts.map((attempt) => attempt.brokerTimeAdjusted)).toEqual([false, false, false]);
  });

  it('shows the raw spans under OTLP’s names', () => {
    expect(flow.spans.map((span) => span.name).sort()).toEqual([
      'email process',
      'process orders.created',
      'process orders.created',
      'publish payments',
      'send orders.created',
    ]);
    expect(flow.spans.find((span) => span.name === 'send orders.created')).toMatchObject({
      kind: 4,
      traceId: flow.traceIds[0],
      attributes: expect.arrayContaining([
        { key: 'messaging.message.conversation_id', value: { stringValue: 'order-ok' } },
      ]) as unknown,
      scope: { name: '@opentelemetry/instrumentation-kafkajs' },
    });
  });

  it('is the same flow by its trace id', async () => {
    expect(flow.traceIds).toHaveLength(1);
    expect(await stage.plumbline.get<Flow>(`/api/v1/flows/${flow.traceIds[0]}`)).toEqual(flow);
  });
});

describe('an order that payment fails twice', () => {
  it('is processed in the end, with three attempts of one delivery', async () => {
    await stage.shop.placeOrders({ id: 'order-retried', payment: { failTimes: 2 } });
    const flow = await flowOf('order-retried', 7);
    const delivery = deliveryTo(messageTo(flow, 'orders.created'), 'payment');
    expect(flow.outcome).toBe('processed');
    expect(delivery).toMatchObject({ outcome: 'processed', attemptsAtLeast: 3 });
    expect(delivery.attempts.map(({ number, outcome, error }) => ({ number, outcome, error }))).toEqual([
      {
        number: 1,
        outcome: 'failed',
        error: { type: 'CardDeclined', message: 'card of order order-retried declined' },
      },
      {
        number: 2,
        outcome: 'failed',
        error: { type: 'CardDeclined', message: 'card of order order-retried declined' },
      },
      { number: 3, outcome: 'processed', error: null },
    ]);
  });
});

describe('an order that payment gives up', () => {
  it('is dead-lettered in payment and processed in inventory', async () => {
    await stage.shop.placeOrders({ id: 'order-dead', payment: { failTimes: 3 } });
    const flow = await flowOf('order-dead', 6);
    expect(flow.outcome).toBe('dead-lettered');
    const order = messageTo(flow, 'orders.created');
    expect(order.deliveries.map(({ consumerGroup, outcome }) => `${consumerGroup} ${outcome}`).sort()).toEqual([
      'inventory processed',
      'payment dead-lettered',
    ]);
    const deadLetter = messageTo(flow, 'orders.created.dlq');
    expect(deadLetter).toMatchObject({ isDeadLetter: true, causedBy: order.id, deliveries: [] });
    expect(deliveryTo(order, 'payment')).toMatchObject({
      attemptsAtLeast: 3,
      deadLetter: { destination: 'orders.created.dlq', message: deadLetter.id },
    });
  });
});

describe('a payment that email does not take', () => {
  it('is processed after it was put back twice', async () => {
    await stage.shop.placeOrders({ id: 'order-requeued', email: { requeueTimes: 2 } });
    const flow = await flowOf('order-requeued', 7);
    expect(flow.outcome).toBe('processed');
    const delivery = deliveryTo(messageTo(flow, 'payments'), 'email');
    expect(delivery.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'processed']);
    expect(delivery.attempts[0]?.error?.message).toBe('nack called on message with requeue');
  });

  it('is dead-lettered when the broker moves it and somebody takes it there, by the name the alert has for the place', async () => {
    await stage.shop.placeOrders({ id: 'order-refused', email: { deadLetter: true } });
    const flow = await flowOf('order-refused', 6);
    expect(flow.outcome).toBe('dead-lettered');
    expect(deliveryTo(messageTo(flow, 'payments'), 'email')).toMatchObject({
      outcome: 'dead-lettered',
      deadLetter: { destination: 'email.dlq', message: messageTo(flow, 'email.dlq').id },
    });
    expect(flow.services).toContain('dead-letter-reader');
  });

  it('has failed as far as spans can say when nobody is at the dead-letter queue', async () => {
    await stage.shop.service('dead-letter-reader').stop();
    await stage.shop.placeOrders({ id: 'order-waiting', email: { deadLetter: true } });
    const flow = await flowOf('order-waiting', 5);
    expect(deliveryTo(messageTo(flow, 'payments'), 'email').attempts.map(({ error }) => error?.message)).toEqual([
      'nack called on message without requeue',
    ]);
    expect(flow.outcome).toBe('failed');
    await stage.shop.add('dead-letter-reader', stage.shopOptions);
  });
});

describe('orders that inventory takes in a batch', () => {
  it('are flows of their own, each joined by its link', async () => {
    await stage.shop.service('inventory').stop();
    await stage.shop.add('inventory', {
      ...stage.shopOptions,
      env: { INVENTORY_BATCH: '1', OTEL_SERVICE_NAME: 'inventory' },
    });
    await stage.shop.placeOrders(...[1, 2, 3].map((n) => ({ id: `order-batch-${n}`, partition: 0 })));
    for (const n of [1, 2, 3]) {
      // order, payment, its payment, email, and inventory's poll and process.
      const flow = await flowOf(`order-batch-${n}`, 6);
      const order = messageTo(flow, 'orders.created');
      expect(flow.messages.filter((message) => message.destination === 'orders.created')).toEqual([order]);
      expect(deliveryTo(order, 'inventory').attempts.map(({ evidence }) => evidence)).toEqual(['link']);
    }
  });
});

describe('the search', () => {
  const search = async (query: string) =>
    (await stage.plumbline.get<FlowPage>(`/api/v1/flows?${query}`)).flows.map((flow) => flow.id).sort();

  it('finds flows by outcome, service and destination', async () => {
    expect(await search('outcome=dead-lettered&destination=orders.created.dlq')).toEqual(['order-dead']);
    expect(await search('service=dead-letter-reader&outcome=dead-lettered')).toContain('order-refused');
    expect(await search('destination=email.dlq&outcome=dead-lettered')).toContain('order-refused');
    expect(await search('service=email&outcome=processed')).toEqual(
      expect.arrayContaining(['order-ok', 'order-requeued', 'order-retried']),
    );
    expect(await search('service=email')).not.toContain('order-dead');
  });

  it('finds one flow by its id, and none in a time before it', async () => {
    expect(await search('q=order-ok')).toEqual(['order-ok']);
    const hourBefore = Date.now() - 3_600_000;
    expect(await search(`from=${hourBefore - 60_000}&to=${hourBefore}`)).toEqual([]);
  });

  it('tells the newest first with what a list shows', async () => {
    const { flows } = await stage.plumbline.get<FlowPage>('/api/v1/flows');
    expect(flows.map((flow) => flow.startUnixMs)).toEqual(flows.map((flow) => flow.startUnixMs).sort((a, b) => b - a));
    expect(flows.find((flow) => flow.id === 'order-retried')).toMatchObject({
      correlationId: 'order-retried',
      outcome: 'processed',
      messageCount: 2,
      attemptCount: 5,
    });
  });
});

describe('the contract of the orders', () => {
  it('is registered over the registry’s API and listed with the others', async () => {
    const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', required: ['id'] };
    const response = await fetch(`${stage.plumbline.url}/subjects/orders.created-value/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ schemaType: 'JSON', schema: JSON.stringify(schema) }),
    });
    expect(await response.json()).toMatchObject({ id: expect.any(Number) as unknown });
    const { contracts } = await stage.plumbline.get<{ contracts: { subject: string }[] }>('/api/v1/contracts');
    expect(contracts.map(({ subject }) => subject)).toEqual(['orders.created-value']);
  });
});

describe('the shop as its README starts it', () => {
  it('opens, tells the flows of its first orders, and closes when it is told', async () => {
    await stage.shop.stop();
    const port = await freePort();
    const { brokers, amqpUrl, otlpUrl } = stage.shopOptions;
    const shop = startChild({
      name: 'The shop',
      command: process.execPath,
      args: ['examples/shop/start.js'],
      cwd: join(SHOP, '../..'),
      env: {
        KAFKA_BROKERS: brokers.join(','),
        AMQP_URL: amqpUrl,
        OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
        PLUMBLINE_URL: stage.plumbline.url,
        PORT: String(port),
        NODE_OPTIONS: '',
      },
    });
    try {
      await shop.waitForLog(/The shop is open/, APPEARS_WITHIN_MS);
      const [, good] = /\/flows\/(\S+)\s+everybody processes it/.exec(shop.log()) ?? [];
      const flow = await flowOf(good ?? '', 5);
      expect(flow.outcome).toBe('processed');
      // The slow consumer holds each order for a second.
      expect(deliveryTo(messageTo(flow, 'orders.created'), 'inventory').attempts[0]?.durationMs).toBeGreaterThan(900);
    } finally {
      await shop.stop();
    }
    expect(shop.log()).toMatch(/ended with exit code 0/);
  });
});
