import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Metrics } from '../../observability/metrics.js';
import { DeliveryService } from './delivery.service.js';
import type { AfterAttempt, Attempt } from './delivery-schedule.js';
import type { DueDelivery, WebhooksRepository } from './webhooks.repository.js';

let receiver: Server;
let received: string[] = [];
beforeAll(async () => {
  receiver = createServer((request, response) => {
    received.push(request.url!);
    request.resume();
    if (request.url === '/silent') return;
    response.writeHead(request.url === '/refusing' ? 500 : 204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => (received = []));
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const at = new Date('2026-11-21T10:00:00Z');

function delivery(id: string, path: string): DueDelivery {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;
  const given = { events: [], subjectPrefix: '', secret: null, isActive: true, createdAt: at, createdBy: 'ada' };
  const event = { id: `e-${id}`, type: 'contract.registered', subject: 'a', at, data: '{}' };
  return { id, tries: 0, nextTryAt: at, subscription: { id: path, url, ...given }, event };
}

/** A store with these deliveries due; what is recorded of them appears in `records`. */
function storeOf(due: DueDelivery[]) {
  const records = new Map<string, AfterAttempt['state']>();
  let wake: () => void = () => undefined;
  const store = {
    dispatch: () => Promise.resolve(0),
    due: (_now: Date, busy: readonly string[]) =>
      Promise.resolve(due.filter(({ id, subscription }) => !records.has(id) && !busy.includes(subscription.id))),
    claim: () => Promise.resolve(true),
    record: (id: string, _attempt: Attempt, { state }: AfterAttempt) => {
      records.set(id, state);
      wake();
      return Promise.resolve();
    },
    forget: () => Promise.resolve(),
  } as unknown as WebhooksRepository;
  const recorded = async (count: number) => {
    while (records.size < count) await new Promise<void>((resolve) => (wake = resolve));
    return Object.fromEntries(records);
  };
  return { store, recorded };
}

it('lets no receiver wait for another one that does not answer', async () => {
  const { store, recorded } = storeOf([delivery('1', '/silent'), delivery('2', '/silent'), delivery('3', '/taking')]);
  const service = new DeliveryService(store, new Metrics());
  await service.pass();
  await service.pass();
  expect(await recorded(1)).toEqual({ 3: 'delivered' });
  expect(received.sort()).toEqual(['/silent', '/taking']);
  // What is under way is given up when the server stops, and is tried again after its start.
  await service.onModuleDestroy();
  expect(await recorded(2)).toEqual({ 1: 'pending', 3: 'delivered' });
});

it('leaves a receiver alone for a while when it has refused one', async () => {
  const { store, recorded } = storeOf([delivery('1', '/refusing'), delivery('2', '/refusing')]);
  const service = new DeliveryService(store, new Metrics());
  await service.pass();
  expect(await recorded(1)).toEqual({ 1: 'pending' });
  await service.pass();
  await service.onModuleDestroy();
  expect(received).toEqual(['/refusing']);
});

it('sends a backlog in its order', async () => {
  const { store, recorded } = storeOf([delivery('1', '/taking'), delivery('2', '/taking')]);
  const service = new DeliveryService(store, new Metrics());
  await service.pass();
  expect(await recorded(2)).toEqual({ 1: 'delivered', 2: 'delivered' });
  await service.onModuleDestroy();
});
