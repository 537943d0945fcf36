import type { Database } from '../../registry/database/database.js';
import { PrismaContractEvents } from './prisma-contract-events.repository.js';
import { PrismaWebhooksRepository } from './prisma-webhooks.repository.js';
import { MAX_WEBHOOKS, type Subscription } from './webhook.js';
import type { WebhooksRepository } from './webhooks.repository.js';

const at = new Date('2026-11-21T10:00:00.123Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const change = { actor: 'ada', at };
const wanted = {
  url: 'https://example.org/hook',
  events: [] as string[],
  subjectPrefix: '',
  secret: null as string | null,
  isActive: true,
};
const refused = { status: 503, error: 'It answered 503.', retryAfterMs: 0 };

/** What every WebhooksRepository does, whatever database is behind it. `open` gives an empty one. */
export function itKeepsWebhooks(open: () => Promise<Database>): void {
  let database: Database;
  let webhooks: WebhooksRepository;
  beforeEach(async () => {
    database = await open();
    webhooks = new PrismaWebhooksRepository(database);
  });
  afterEach(() => database.$disconnect());

  const subscribe = async (more: Partial<typeof wanted> = {}): Promise<Subscription> =>
    (await webhooks.create({ ...wanted, ...more }, change))!;
  const happens = (subject: string, moment = at) =>
    new PrismaContractEvents(database).record({
      type: 'contract.registered',
      subject,
      at: moment,
      actor: 'ada',
      data: { version: 1, id: 1, format: 'JSON' },
    });
  const dueSubjects = async (now: Date, busy: string[] = []) =>
    (await webhooks.due(now, busy, 10)).map(({ event }) => event.subject);

  it('keeps subscriptions, changes them, deletes them once', async () => {
    const { id } = await subscribe({ secret: 'a secret of ours' });
    expect(await webhooks.find(id)).toEqual({
      ...wanted,
      secret: 'a secret of ours',
      id,
      createdAt: at,
      createdBy: 'ada',
    });
    const changed = await webhooks.update(id, { ...wanted, events: ['contract.registered'] }, change);
    expect(changed).toMatchObject({ id, events: ['contract.registered'], secret: null });
    expect(await webhooks.list(null, 10)).toEqual([changed]);
    expect(await webhooks.list(id, 10)).toEqual([]);
    expect(await webhooks.delete(id, change)).toBe(true);
    expect(await webhooks.delete(id, change)).toBe(false);
    expect(await webhooks.update(id, wanted, change)).toBeNull();
    expect(await webhooks.find(id)).toBeNull();
    const entries = await database.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ action, target }) => [action, target])).toEqual([
      ['webhook.created', id],
      ['webhook.changed', id],
      ['webhook.deleted', id],
    ]);
    expect(JSON.stringify(entries)).not.toContain('secret of ours');
  });

  it('takes so many subscriptions, and no more', async () => {
    const row = { ...wanted, events: '[]', createdAt: at, createdBy: 'ada' };
    const rows = Array.from({ length: MAX_WEBHOOKS }, (_, i) => ({ ...row, id: `${i}` }));
    await database.webhookSubscription.createMany({ data: rows });
    expect(await webhooks.create(wanted, change)).toBeNull();
  });

  it('dispatches an event once, to those who want it', async () => {
    await subscribe({ subjectPrefix: 'orders.' });
    await subscribe({ subjectPrefix: 'orders.', isActive: false });
    await subscribe({ subjectPrefix: 'orders.', events: ['contract.deprecated'] });
    await happens('orders.created');
    await happens('billing.paid');
    expect(await webhooks.dispatch(at, 10)).toBe(2);
    expect(await webhooks.dispatch(at, 10)).toBe(0);
    expect(await dueSubjects(at)).toEqual(['orders.created']);
    expect(await database.webhookDelivery.count()).toBe(1);
  });

  it('dispatches an event once, however many do so at the same time', async () => {
    await subscribe();
    for (const subject of ['a', 'b', 'c']) await happens(subject);
    await Promise.all(Array.from({ length: 6 }, () => webhooks.dispatch(at, 10)));
    expect(await webhooks.dispatch(at, 10)).toBe(0);
    expect(await database.webhookDelivery.count()).toBe(3);
  });

  it('gives a due delivery to one of those who want to send it', async () => {
    const { id } = await subscribe();
    await happens('a');
    await webhooks.dispatch(at, 10);
    const [delivery] = await webhooks.due(at, [], 10);
    expect(delivery).toMatchObject({ tries: 0, nextTryAt: at, subscription: { id }, event: { subject: 'a' } });
    const claims = await Promise.all(Array.from({ length: 5 }, () => webhooks.claim(delivery!, later(60_000))));
    expect(claims.filter((isOurs) => isOurs)).toHaveLength(1);
    expect(await dueSubjects(later(59_000))).toEqual([]);
    // Its sender went away.
    expect(await dueSubjects(later(60_000))).toEqual(['a']);
  });

  it('leaves out what is busy, and what is not due yet', async () => {
    const { id } = await subscribe();
    await happens('a');
    await webhooks.dispatch(at, 10);
    expect(await dueSubjects(later(-1))).toEqual([]);
    expect(await dueSubjects(at, [id])).toEqual([]);
    expect(await dueSubjects(at, ['another'])).toEqual(['a']);
  });

  it('keeps what became of a delivery, and sends it again where somebody asks', async () => {
    const { id } = await subscribe();
    await happens('a');
    await webhooks.dispatch(at, 10);
    const [delivery] = await webhooks.due(at, [], 10);
    await webhooks.claim(delivery!, later(60_000));
    await webhooks.record(delivery!.id, refused, { state: 'failed', nextTryAt: at }, later(10));
    const filter = { subscriptionId: id, state: null, before: null, limit: 10 };
    const logged = {
      id: delivery!.id,
      eventId: delivery!.event.id,
      type: 'contract.registered',
      subject: 'a',
      state: 'failed',
      tries: 1,
      nextTryAt: at,
      lastTryAt: later(10),
      lastStatus: 503,
      lastError: 'It answered 503.',
      deliveredAt: null,
      createdAt: at,
    };
    expect(await webhooks.deliveries(filter)).toEqual([logged]);
    expect(await dueSubjects(later(100_000))).toEqual([]);
    expect(await webhooks.retry('another', delivery!.id, at)).toBe(false);
    expect(await webhooks.retry(id, delivery!.id, later(200))).toBe(true);
    expect(await dueSubjects(later(200))).toEqual(['a']);
    const taken = { status: 204, error: null, retryAfterMs: 0 };
    await webhooks.record(delivery!.id, taken, { state: 'delivered', nextTryAt: at }, later(300));
    expect(await webhooks.deliveries({ ...filter, state: 'delivered' })).toMatchObject([
      { lastStatus: 204, lastError: null, deliveredAt: later(300) },
    ]);
    expect(await webhooks.deliveries({ ...filter, state: 'failed' })).toEqual([]);
  });

  it('tells in the log what happened last first, whenever it was dispatched', async () => {
    const { id } = await subscribe();
    for (const [i, subject] of ['a', 'b', 'c', 'd', 'e'].entries()) await happens(subject, later(i));
    await webhooks.dispatch(later(500), 10);
    const log = await webhooks.deliveries({ subscriptionId: id, state: null, before: null, limit: 10 });
    expect(log.map(({ subject }) => subject)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('pages through the log, newest first, also within one moment', async () => {
    const { id } = await subscribe();
    for (const [subject, ms] of [
      ['a', 0],
      ['b', 0],
      ['c', 5],
    ] as const) {
      await happens(subject, later(ms));
      await webhooks.dispatch(later(ms), 10);
    }
    const page = (before: { createdAt: Date; id: string } | null) =>
      webhooks.deliveries({ subscriptionId: id, state: null, before, limit: 1 });
    const seen: string[] = [];
    let [last] = await page(null);
    while (last !== undefined) {
      seen.push(last.subject);
      [last] = await page(last);
    }
    expect(seen[0]).toBe('c');
    expect(seen.sort()).toEqual(['a', 'b', 'c']);
  });

  it('forgets what is old, and what goes with a subscription', async () => {
    const { id } = await subscribe();
    await happens('old');
    await webhooks.dispatch(at, 10);
    await happens('new', later(1_000));
    await webhooks.dispatch(at, 10);
    await happens('waiting');
    await webhooks.forget(later(500));
    expect((await database.contractEvent.findMany()).map(({ subject }) => subject).sort()).toEqual(['new', 'waiting']);
    expect(await database.webhookDelivery.count()).toBe(1);
    await webhooks.delete(id, change);
    expect(await database.webhookDelivery.count()).toBe(0);
  });
}
