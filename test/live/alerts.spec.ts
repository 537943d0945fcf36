import type { Alert, AlertList } from '../../src/alerts/alert.js';
import type { Flow, FlowPage } from '../../src/flows/flow.js';
import { pollUntil } from '../servers/poll-until.js';
import type { Order } from './shop.js';
import { setStage, type Stage } from './stage.js';
import { deliveryTo, messageTo } from './story.js';

const WITHIN_MS = 60_000;
const QUIET_MS = 5_000;

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(['order', 'payment', 'inventory', 'email'], {
    PLUMBLINE_DETECTION_INTERVAL_MS: '500',
    PLUMBLINE_DETECTION_WINDOW_MS: '60000',
    PLUMBLINE_DETECTION_RETRY_MIN_ATTEMPTS: '30',
    PLUMBLINE_DETECTION_LAG_MESSAGES: '20',
    PLUMBLINE_DETECTION_LAG_SECONDS: '600',
    PLUMBLINE_ALERTS_PENDING_MS: '1000',
    PLUMBLINE_ALERTS_KEEP_FIRING_MS: '2000',
  });
}, 180_000);

afterAll(() => stage?.stop(), 60_000);

const orders = (name: string, count: number, more: Partial<Order> = {}): Order[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${name}-${n}`, partition: n % 2, ...more }));

const listAlerts = async () => (await stage.plumbline.get<AlertList>('/api/v1/alerts')).alerts;

/** Waits for an alert of this kind and labels in this state; `isSo` waits for its figures too. */
async function alertIs(
  state: Alert['state'],
  kind: Alert['kind'],
  labels: Record<string, string>,
  isSo: (alert: Alert) => boolean = () => true,
): Promise<Alert> {
  const matches = (alert: Alert) =>
    alert.kind === kind && Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
  const isIt = (alert: Alert) => alert.state === state && isSo(alert);
  const alerts = await pollUntil(`${kind} ${JSON.stringify(labels)} is ${state}`, WITHIN_MS, async () => {
    const seen = (await listAlerts()).filter(matches);
    return { isDone: seen.some(isIt), seen };
  });
  return alerts.find(isIt) as Alert;
}

/** What the webhook was told of an alert, in order. */
const told = (fingerprint: string) =>
  stage.webhook.payloads.flatMap((payload) =>
    payload.alerts.filter((alert) => alert.fingerprint === fingerprint).map((alert) => alert.status),
  );

const flowsProcessed = (ids: string[]) =>
  pollUntil(`${ids.length} flows are processed`, WITHIN_MS, async () => {
    const page = await stage.plumbline.get<FlowPage>('/api/v1/flows?outcome=processed&service=email&limit=200');
    const missing = ids.filter((id) => !page.flows.some((flow) => flow.id === id && flow.attemptCount === 3));
    return { isDone: missing.length === 0, seen: { missing } };
  });

it('stays silent while everybody keeps up', async () => {
  const healthy = orders('healthy', 40);
  await stage.shop.placeOrders(...healthy);
  await flowsProcessed(healthy.map(({ id }) => id));
  // Silence has no event to await: detection runs twice a second, and none of ten rounds may find anything.
  const untilMs = Date.now() + QUIET_MS;
  const heard: Alert[] = [];
  await pollUntil('the quiet time is over', WITHIN_MS, async () => {
    heard.push(...(await listAlerts()));
    return { isDone: Date.now() > untilMs || heard.length > 0, seen: heard };
  });
  expect(heard).toEqual([]);
  expect(stage.webhook.payloads).toEqual([]);
});

it('tells of a lag while inventory stands still, and of its end when it goes on', async () => {
  const labels = { system: 'kafka', destination: 'orders.created', consumer_group: 'inventory' };
  await stage.shop.service('inventory').post('/pause');
  const waiting = orders('waiting', 40);
  await stage.shop.placeOrders(...waiting);
  const publishedMs = Date.now();

  const alert = await alertIs(
    'firing',
    'consumer-lag',
    labels,
    ({ values }) => values['lagMessages'] === waiting.length,
  );
  expect(alert).toMatchObject({ labels, firingAt: expect.any(String) as unknown, resolvedAt: null });

  const resumedMs = Date.now();
  await stage.shop.service('inventory').post('/resume');
  await alertIs('resolved', 'consumer-lag', labels);
  await pollUntil('the webhook is told of both', WITHIN_MS, () => {
    const seen = told(alert.fingerprint);
    return Promise.resolve({ isDone: seen.length >= 2, seen });
  });
  expect(told(alert.fingerprint)).toEqual(['firing', 'resolved']);

  await flowsProcessed(waiting.map(({ id }) => id));
  const flow = await stage.plumbline.get<Flow>('/api/v1/flows/waiting-0');
  const delivery = deliveryTo(messageTo(flow, 'orders.created'), 'inventory');
  // The wait between the two clock readings around it, told by the services' own clocks.
  expect(delivery.brokerTimeMs).toBeGreaterThanOrEqual(resumedMs - publishedMs);
  expect(delivery.brokerTimeMs).toBeLessThanOrEqual(Date.now() - publishedMs + 1_000);
});

it('tells of a retry storm in payment', async () => {
  await stage.shop.placeOrders(...orders('stormy', 40, { payment: { failTimes: 2 } }));
  const alert = await alertIs('firing', 'retry-storm', { destination: 'orders.created', consumer_group: 'payment' });
  expect(alert.values['retryRatio']).toBeGreaterThan(0.2);
  expect(alert.exampleFlows[0]).toMatch(/^stormy-/);
});

it('tells of dead letters on Kafka, by the publication', async () => {
  await stage.shop.placeOrders({ id: 'order-dead', payment: { failTimes: 3 } });
  const alert = await alertIs('firing', 'dead-letter-arrival', { system: 'kafka', destination: 'orders.created.dlq' });
  expect(alert.exampleFlows).toEqual(['order-dead']);
});

it('tells of dead letters on RabbitMQ that left no span, by the broker', async () => {
  await stage.shop.placeOrders({ id: 'order-refused', email: { deadLetter: true } });
  const alert = await alertIs('firing', 'dead-letter-arrival', {
    system: 'rabbitmq',
    destination: 'email.dlq',
  });
  await pollUntil('the webhook is told', WITHIN_MS, () => {
    const seen = told(alert.fingerprint);
    return Promise.resolve({ isDone: seen.length > 0, seen });
  });
  const payload = stage.webhook.payloads.find(({ alerts }) =>
    alerts.some((told) => told.fingerprint === alert.fingerprint),
  );
  expect(payload).toMatchObject({
    version: '4',
    status: 'firing',
    alerts: expect.arrayContaining([
      expect.objectContaining({
        status: 'firing',
        labels: expect.objectContaining({
          alertname: 'dead-letter-arrival',
          destination: 'email.dlq',
          severity: alert.severity,
        }) as unknown,
        startsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      }),
    ]) as unknown,
  });
});

it('loses no flow and repeats no alert when it is killed and comes back', async () => {
  const before = (await listAlerts()).filter((alert) => alert.state === 'firing');
  expect(before.length).toBeGreaterThan(0);
  const toldBefore = before.map((alert) => told(alert.fingerprint));

  await stage.plumbline.die();
  const back = stage.plumbline.comeBack();
  // The services' exporters hold on to what nobody takes, and send it again for some seconds.
  const meanwhile = orders('meanwhile', 5);
  await stage.shop.placeOrders(...meanwhile);
  await back;

  await flowsProcessed(meanwhile.map(({ id }) => id));
  const old = await stage.plumbline.get<Flow>('/api/v1/flows/healthy-0');
  expect(old.outcome).toBe('processed');
  expect(new Set(old.spans.map((span) => span.spanId)).size).toBe(5);
  expect(old.spans).toHaveLength(5);

  const after = await listAlerts();
  for (const alert of before) {
    const same = after.filter(
      (other) => other.fingerprint === alert.fingerprint && other.startedAt === alert.startedAt,
    );
    expect(same.map(({ id }) => id)).toEqual([alert.id]);
  }
  expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
  expect(before.map((alert) => told(alert.fingerprint).filter((status) => status === 'firing'))).toEqual(
    toldBefore.map((statuses) => statuses.filter((status) => status === 'firing')),
  );
});
