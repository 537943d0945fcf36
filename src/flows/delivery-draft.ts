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

/** Groups a message's attempts, which are in order, into one delivery a consumer group, the earliest first. */
export function groupDeliveries(message: MessageDraft): DeliveryDraft[] {
  const byGroup = new Map<string, DeliveryDraft>();
  for (const attempt of message.attempts) {
    const { consumerGroup, consumerGroupFrom } = groupOf(attempt);
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
