import type { Change } from '../../registry/subject-version.js';
import type { StoredEvent } from './cloud-event.js';
import type { AfterAttempt, Attempt } from './delivery-schedule.js';
import type { DeliveryState, Subscription } from './webhook.js';

export type NewSubscription = Pick<Subscription, 'url' | 'events' | 'subjectPrefix' | 'secret' | 'isActive'>;

/** An event that is to be sent to a subscription. */
export interface DueDelivery {
  id: string;
  /** Of the tries before. */
  tries: number;
  /** By which another that takes it at the same time is known. */
  nextTryAt: Date;
  subscription: Subscription;
  event: StoredEvent;
}

/** A delivery as its log shows it. */
export interface LoggedDelivery {
  id: string;
  eventId: string;
  type: string;
  subject: string;
  state: DeliveryState;
  tries: number;
  nextTryAt: Date;
  lastTryAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
  createdAt: Date;
}

export interface DeliveryFilter {
  subscriptionId: string;
  state: DeliveryState | null;
  /** Only those older than this one, by moment and id; null for the newest. */
  before: { createdAt: Date; id: string } | null;
  limit: number;
}

/**
 * The port to subscriptions, the outbox and the deliveries. Changes of subscriptions and their audit entries are one
 * transaction. Several instances may dispatch and send at the same time: each event is dispatched once, and each due
 * delivery is claimed by one of them. `webhooks.conformance.ts` runs against every database.
 */
export abstract class WebhooksRepository {
  /** Null where there are `MAX_WEBHOOKS` already. */
  abstract create(subscription: NewSubscription, change: Change): Promise<Subscription | null>;
  /** Null where there is none. */
  abstract update(id: string, subscription: NewSubscription, change: Change): Promise<Subscription | null>;
  /** With its deliveries; whether it was there. */
  abstract delete(id: string, change: Change): Promise<boolean>;
  abstract find(id: string): Promise<Subscription | null>;
  /** Those after the id `after` (null for all), in the order of their ids. */
  abstract list(after: string | null, limit: number): Promise<Subscription[]>;

  /**
   * Writes the deliveries of the oldest events of the outbox, at most `limit` events, due at once; answers
   * how many events that were. */
  abstract dispatch(now: Date, limit: number): Promise<number>;
  /** What is to be sent by now, the longest due first, but not to the subscriptions `busy`. */
  abstract due(now: Date, busy: readonly string[], limit: number): Promise<DueDelivery[]>;
  /** Whether it is ours: nobody else takes it before `until`, also where this process ends meanwhile. */
  abstract claim(delivery: DueDelivery, until: Date): Promise<boolean>;
  abstract record(id: string, attempt: Attempt, after: AfterAttempt, at: Date): Promise<void>;

  abstract deliveries(filter: DeliveryFilter): Promise<LoggedDelivery[]>;
  /** Makes a delivery due at once, as if never tried; whether the subscription has it. */
  abstract retry(subscriptionId: string, id: string, now: Date): Promise<boolean>;
  /** Deletes events before `before` with their deliveries; at most some thousands at once. */
  abstract forget(before: Date): Promise<void>;
}
