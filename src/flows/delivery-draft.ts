import type { Delivery } from './flow.js';
import type { FlowSpan } from './flow-span.js';
import type { AttemptDraft, MessageDraft } from './message-draft.js';

/** One message to one consumer group, its attempts in order of their start. */
export interface DeliveryDraft {
  message: MessageDraft;
  consumerGroup: string;
  consumerGroupFrom: Delivery['consumerGroupFrom'];
  attempts: AttemptDraft[];
  deadLetter: Delivery['deadLetter'];
  /** The message that a retry destination carries on with; its fate is this delivery's. */
  retriedAs: MessageDraft | null;
}

/**
 * Groups a message's attempts, which are in order, into one delivery a consumer group, the earliest first. Where spans
 * name no group (kafkajs), a service may be in several: see `numberGroups`; its deliveries are then called `payment`,
 * `payment (2)` and so on, in the order in which they began.
 */
export function groupDeliveries(message: MessageDraft): DeliveryDraft[] {
  const groups = numberGroups(message.attempts.filter(mayBeOfAnyGroup));
  const byGroup = new Map<string, DeliveryDraft>();
  for (const attempt of message.attempts) {
    const { consumerGroup: name, consumerGroupFrom } = groupOf(attempt);
    const nth = groups.get(attempt) ?? 1;
    const consumerGroup = nth > 1 ? `${name} (${nth})` : name;
    const known = byGroup.get(consumerGroup);
    if (known) known.attempts.push(attempt);
    else
      byGroup.set(consumerGroup, {
        message,
        consumerGroup,
        consumerGroupFrom,
        attempts: [attempt],
        deadLetter: null,
        retriedAs: null,
      });
  }
  return [...byGroup.values()];
}

/**
 * Numbers the groups, from 1 in each service, of attempts that name none. No try starts before the one before it ended,
 * and in Kafka none follows a success: an attempt carries on the delivery whose last try may be repeated and ended first,
 * and starts another where there is none.
 *
 * This is a guess, and errs away from telling of a retry that was not: a broker that delivers again after a success (a
 * rebalance before the commit) looks like one more group; so does a try on another host whose clock is behind; and of two
 * groups that both fail, whose retry is whose is told by the order of their failures alone.
 */
function numberGroups(attempts: readonly AttemptDraft[]): Map<AttemptDraft, number> {
  const byService = new Map<string, AttemptDraft[]>();
  for (const attempt of attempts) {
    const own = byService.get(attempt.span.service);
    if (own) own.push(attempt);
    else byService.set(attempt.span.service, [attempt]);
  }
  const groups = new Map<AttemptDraft, number>();
  for (const own of byService.values()) {
    const repeatable = own.filter(mayBeRepeated).sort((a, b) => a.span.endMs - b.span.endMs);
    let next = 0;
    let count = 0;
    for (const attempt of own) {
      const before = repeatable[next];
      const group = before && before.span.endMs <= attempt.span.startMs ? groups.get(before) : undefined;
      if (group !== undefined) next += 1;
      groups.set(attempt, group ?? (count += 1));
    }
  }
  return groups;
}

/** A Kafka handler fails by throwing; elsewhere a message is given back (nack, Celery's RETRY) without an error in the span. */
function mayBeRepeated({ span, failure }: AttemptDraft): boolean {
  return span.system !== 'kafka' || failure !== null;
}

/** Receive spans end before the handler begins and say nothing of it: they stay tries of one delivery. */
function mayBeOfAnyGroup(attempt: AttemptDraft): boolean {
  return attempt.span.role === 'process' && groupOf(attempt).consumerGroupFrom === 'service';
}

/** Systems whose consumers share a queue's deliveries, with no group beside it. */
const QUEUE_SYSTEMS: ReadonlySet<string> = new Set(['rabbitmq', 'aws_sqs']);

/** The span's own group, else that of the pull it came from, else the service's name. */
function groupOf({ span, pull }: AttemptDraft): Pick<DeliveryDraft, 'consumerGroup' | 'consumerGroupFrom'> {
  const consumerGroup = span.consumerGroup || pull?.consumerGroup || '';
  if (consumerGroup === '') return { consumerGroup: span.service, consumerGroupFrom: 'service' };
  return { consumerGroup, consumerGroupFrom: QUEUE_SYSTEMS.has(span.system) ? 'queue' : 'span' };
}

/** Spans are a lower bound: the broker's own count of deliveries may be higher. */
export function attemptsAtLeast(attempts: readonly AttemptDraft[]): number {
  const counted = (span: FlowSpan) => span.deliveryAttempt;
  return attempts.reduce((most, attempt) => Math.max(most, counted(attempt.span)), attempts.length);
}

/** Whether the last attempt failed. */
export function isFailing(delivery: DeliveryDraft): boolean {
  return (delivery.attempts.at(-1)?.failure ?? null) !== null;
}
