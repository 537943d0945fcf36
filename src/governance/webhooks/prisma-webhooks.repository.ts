import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database, type DatabaseTransaction } from '../../registry/database/database.js';
import type { WebhookSubscription as SubscriptionRow } from '../../registry/prisma/sqlite/client.js';
import type { Change } from '../../registry/subject-version.js';
import type { StoredEvent } from './cloud-event.js';
import type { AfterAttempt, Attempt } from './delivery-schedule.js';
import { shownAddress } from './webhook-address.js';
import { MAX_WEBHOOKS, wants, type DeliveryState, type Subscription } from './webhook.js';
import {
  WebhooksRepository,
  type DeliveryFilter,
  type DueDelivery,
  type LoggedDelivery,
  type NewSubscription,
} from './webhooks.repository.js';

const MAX_FORGOTTEN = 5_000;
const ROWS_AT_ONCE = 500;

/** Webhooks in the metadata store, SQLite or PostgreSQL. */
@Injectable()
export class PrismaWebhooksRepository extends WebhooksRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {
    super();
  }

  override create(subscription: NewSubscription, change: Change): Promise<Subscription | null> {
    return this.database.$transaction(async (tx) => {
      if ((await tx.webhookSubscription.count()) >= MAX_WEBHOOKS) return null;
      const { at: createdAt, actor: createdBy } = change;
      const row = await tx.webhookSubscription.create({
        data: { id: randomUUID(), ...columnsOf(subscription), createdAt, createdBy },
      });
      await audit(tx, change, 'webhook.created', row.id, null, row);
      return subscriptionOf(row);
    });
  }

  override update(id: string, subscription: NewSubscription, change: Change): Promise<Subscription | null> {
    return this.database.$transaction(async (tx) => {
      const before = await tx.webhookSubscription.findUnique({ where: { id } });
      if (before === null) return null;
      const row = await tx.webhookSubscription.update({ where: { id }, data: columnsOf(subscription) });
      if (!isDeepStrictEqual(before, row)) await audit(tx, change, 'webhook.changed', id, before, row);
      return subscriptionOf(row);
    });
  }

  override delete(id: string, change: Change): Promise<boolean> {
    return this.database.$transaction(async (tx) => {
      const before = await tx.webhookSubscription.findUnique({ where: { id } });
      const { count } = await tx.webhookSubscription.deleteMany({ where: { id } });
      if (before === null || count === 0) return false;
      await audit(tx, change, 'webhook.deleted', id, before, null);
      return true;
    });
  }

  override async find(id: string): Promise<Subscription | null> {
    const row = await this.database.webhookSubscription.findUnique({ where: { id } });
    return row && subscriptionOf(row);
  }

  override async list(after: string | null, limit: number): Promise<Subscription[]> {
    const rows = await this.database.webhookSubscription.findMany({
      ...(after === null ? {} : { where: { id: { gt: after } } }),
      orderBy: { id: 'asc' },
      take: limit,
    });
    return rows.map(subscriptionOf);
  }

  override async dispatch(now: Date, limit: number): Promise<number> {
    const events = await this.database.contractEvent.findMany({
      where: { isDispatched: false },
      orderBy: { at: 'asc' },
      take: limit,
    });
    if (events.length === 0) return 0;
    const subscriptions = await this.list(null, MAX_WEBHOOKS);
    return this.database
      .$transaction(async (tx) => {
        const where = { id: { in: events.map(({ id }) => id) }, isDispatched: false };
        const { count } = await tx.contractEvent.updateMany({ where, data: { isDispatched: true } });
        // Another instance has some of them: what remains is for the next time.
        if (count !== events.length) throw new Raced();
        await writeDeliveries(tx, events, subscriptions, now);
        return count;
      })
      .catch((error: unknown) => {
        if (error instanceof Raced) return 0;
        throw error;
      });
  }

  override async due(now: Date, busy: readonly string[], limit: number): Promise<DueDelivery[]> {
    const rows = await this.database.webhookDelivery.findMany({
      where: {
        state: 'pending',
        nextTryAt: { lte: now },
        subscriptionId: { notIn: [...busy] },
        subscription: { isActive: true },
      },
      orderBy: [{ nextTryAt: 'asc' }, { event: { at: 'asc' } }],
      take: limit,
      include: { subscription: true, event: true },
    });
    return rows.map(({ id, tries, nextTryAt, subscription, event }) => ({
      id,
      tries,
      nextTryAt,
      subscription: subscriptionOf(subscription),
      event,
    }));
  }

  override async claim({ id, nextTryAt, tries }: DueDelivery, until: Date): Promise<boolean> {
    const { count } = await this.database.webhookDelivery.updateMany({
      where: { id, state: 'pending', nextTryAt, tries },
      data: { nextTryAt: until, tries: tries + 1 },
    });
    return count === 1;
  }

  override async record(
    id: string,
    { status, error }: Attempt,
    { state, nextTryAt }: AfterAttempt,
    at: Date,
  ): Promise<void> {
    const deliveredAt = state === 'delivered' ? at : null;
    await this.database.webhookDelivery.updateMany({
      where: { id },
      data: { state, nextTryAt, lastTryAt: at, lastStatus: status, lastError: error, deliveredAt },
    });
  }

  override async deliveries({ subscriptionId, state, before, limit }: DeliveryFilter): Promise<LoggedDelivery[]> {
    const rows = await this.database.webhookDelivery.findMany({
      where: {
        subscriptionId,
        ...(state === null ? {} : { state }),
        ...(before === null
          ? {}
          : {
              createdAt: { lte: before.createdAt },
              OR: [{ createdAt: { lt: before.createdAt } }, { id: { lt: before.id } }],
            }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      include: { event: { select: { type: true, subject: true } } },
    });
    return rows.map(({ event, subscriptionId: _, ...row }) => ({
      ...row,
      ...event,
      state: row.state as DeliveryState,
    }));
  }

  override async retry(subscriptionId: string, id: string, now: Date): Promise<boolean> {
    const { count } = await this.database.webhookDelivery.updateMany({
      where: { id, subscriptionId },
      data: { state: 'pending', tries: 0, nextTryAt: now, deliveredAt: null },
    });
    return count === 1;
  }

  override async forget(before: Date): Promise<void> {
    const old = await this.database.contractEvent.findMany({
      where: { at: { lt: before }, isDispatched: true },
      orderBy: { at: 'asc' },
      select: { id: true },
      take: MAX_FORGOTTEN,
    });
    for (let start = 0; start < old.length; start += ROWS_AT_ONCE) {
      const ids = old.slice(start, start + ROWS_AT_ONCE).map(({ id }) => id);
      await this.database.contractEvent.deleteMany({ where: { id: { in: ids } } });
    }
  }
}

/** Thrown to leave a transaction with nothing of it kept. */
class Raced extends Error {}

async function writeDeliveries(
  tx: DatabaseTransaction,
  events: readonly StoredEvent[],
  subscriptions: readonly Subscription[],
  now: Date,
): Promise<void> {
  // One that was deleted since would fail all.
  const there = await tx.webhookSubscription.findMany({ select: { id: true } });
  const ids = new Set(there.map(({ id }) => id));
  const data = events.flatMap((event) =>
    subscriptions
      .filter((one) => ids.has(one.id) && wants(one, event))
      .map(({ id: subscriptionId }) => ({
        id: randomUUID(),
        subscriptionId,
        eventId: event.id,
        state: 'pending',
        nextTryAt: now,
        // Several are dispatched at one moment: the log is in the order of what happened.
        createdAt: event.at,
      })),
  );
  // In parts: SQLite takes only so many parameters in one statement.
  for (let start = 0; start < data.length; start += ROWS_AT_ONCE) {
    await tx.webhookDelivery.createMany({ data: data.slice(start, start + ROWS_AT_ONCE) });
  }
}

const columnsOf = ({ url, events, subjectPrefix, secret, isActive }: NewSubscription) => ({
  url,
  events: JSON.stringify(events),
  subjectPrefix,
  secret,
  isActive,
});

const subscriptionOf = (row: SubscriptionRow): Subscription => ({
  ...row,
  events: JSON.parse(row.events) as string[],
});

async function audit(
  tx: DatabaseTransaction,
  { actor, at }: Change,
  action: string,
  target: string,
  from: SubscriptionRow | null,
  to: SubscriptionRow | null,
): Promise<void> {
  const data = { at, actor, action, target, from: from && auditOf(from), to: to && auditOf(to) };
  await tx.auditEntry.create({ data });
}

/** Neither the secret nor what an address may carry of one. */
const auditOf = ({ url, events, subjectPrefix, secret, isActive }: SubscriptionRow): string =>
  JSON.stringify({
    url: shownAddress(url),
    events: JSON.parse(events) as unknown,
    subjectPrefix,
    isSigned: secret !== null,
    isActive,
  });
