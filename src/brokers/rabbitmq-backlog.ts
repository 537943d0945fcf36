import type { BacklogSample } from './broker.probe.js';
import { deadLetterTarget, queueKey, type DeadLetteringQueue } from './rabbitmq-dead-letters.js';

/** A queue as `/api/queues` of the management API tells it. Figures are absent until the broker has gathered them. */
export interface ManagedQueue extends DeadLetteringQueue {
  messages?: number | null;
  messages_ready?: number | null;
  messages_unacknowledged?: number | null;
  consumers?: number | null;
  /** Unix seconds; there where publishers set the message's timestamp. */
  head_message_timestamp?: number | null;
  message_stats?: { publish?: number; ack?: number; deliver_no_ack?: number; get_no_ack?: number } | null;
}

/**
 * Two samples a queue: the queue's own figures, and its lag (ready and unacknowledged) for the group of its consumers,
 * which has the queue's name. The partition holds the virtual host unless that is `/`.
 *
 * RabbitMQ counts publications by clients only: what it dead-letters itself into a queue is in no counter, so arrivals
 * are the higher of `publish` and what the queue holds plus what was taken from it. That is a lower bound, and it falls
 * when messages expire or are purged.
 */
export function rabbitMqBacklog(
  queues: readonly ManagedQueue[],
  deadLetterKeys: ReadonlySet<string>,
  nowMs: number,
): BacklogSample[] {
  return queues.flatMap((queue) => {
    const oldestAgeSeconds = ageOf(queue, nowMs);
    const named = {
      sampledAtMs: nowMs,
      system: 'rabbitmq',
      destination: queue.name,
      partition: queue.vhost === '/' ? '' : queue.vhost,
      isDeadLetter: deadLetterKeys.has(queueKey(queue.vhost, queue.name)),
    };
    const unknown = { lagMessages: null, lagSeconds: null, depth: null, arrivedTotal: null, oldestAgeSeconds: null };
    const depth = queue.messages ?? null;
    const lagMessages = isWaitingRoom(queue) ? null : waiting(queue);
    return [
      { ...named, ...unknown, consumerGroup: '', depth, arrivedTotal: arrivals(queue), oldestAgeSeconds },
      {
        ...named,
        ...unknown,
        consumerGroup: queue.name,
        lagMessages,
        lagSeconds: lagMessages === 0 ? 0 : lagMessages === null ? null : oldestAgeSeconds,
      },
    ];
  });
}

function waiting({ messages_ready: ready, messages_unacknowledged: unacknowledged }: ManagedQueue): number | null {
  return isKnown(ready) && isKnown(unacknowledged) ? ready + unacknowledged : null;
}

/** Nobody consumes it and its messages leave by dead-lettering after a time: a delay, where waiting is the purpose. */
function isWaitingRoom(queue: ManagedQueue): boolean {
  const ttl = queue.arguments['x-message-ttl'] ?? queue.effective_policy_definition?.['message-ttl'];
  return queue.consumers === 0 && ttl !== undefined && deadLetterTarget(queue) !== null;
}

function arrivals({ messages, message_stats: stats }: ManagedQueue): number | null {
  const published = stats?.publish ?? null;
  if (!isKnown(messages)) return published;
  const taken = (stats?.ack ?? 0) + (stats?.deliver_no_ack ?? 0) + (stats?.get_no_ack ?? 0);
  return Math.max(published ?? 0, messages + taken);
}

function ageOf({ head_message_timestamp: head }: ManagedQueue, nowMs: number): number | null {
  return isKnown(head) ? Math.max(0, nowMs / 1000 - head) : null;
}

const isKnown = (figure: number | null | undefined): figure is number => typeof figure === 'number';
