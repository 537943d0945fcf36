import type { Attempt, Delivery, Flow, Message } from '../../api/types.js';
import { isolated } from '../../components/isolated.js';
import { formatDuration } from '../../time/duration.js';
import { orderMessages } from './message-order.js';
import { buildTimeScale, positionOf, type Interval, type TimeScale } from './time-scale.js';

/** A bar in a lane; `left` and `width` are fractions of the picture's width. */
export interface Bar {
  left: number;
  width: number;
}

export interface DeliveryLane {
  /** Names the delivery within the picture and its URL: "0.1" is the second delivery of the first message. */
  key: string;
  delivery: Delivery;
  /** The time in the broker; null where one of its ends was not seen. */
  wait: Bar | null;
  /** True where no attempt has ended the wait yet. */
  isWaiting: boolean;
  waitLabel: string;
  attempts: { attempt: Attempt; bar: Bar }[];
  /** "×5", and "at least ×5" where not all of them left a span; null for a single attempt. */
  retryLabel: string | null;
}

export interface MessageLane {
  message: Message;
  depth: number;
  cause: Message | null;
  publication: Bar | null;
  deliveries: DeliveryLane[];
}

export interface FlowPicture {
  scale: TimeScale;
  lanes: MessageLane[];
}

/** The picture of a flow: producer, broker and consumer lanes of every message on one axis. */
export function layOutFlow(flow: Pick<Flow, 'startUnixMs' | 'endUnixMs' | 'messages'>): FlowPicture {
  const busy = flow.messages.flatMap(busyIntervals);
  const scale = buildTimeScale(busy, {
    startMs: busy.reduce((least, one) => Math.min(least, one.startMs), flow.startUnixMs),
    endMs: busy.reduce((most, one) => Math.max(most, one.endMs), flow.endUnixMs),
  });
  const lanes = orderMessages(flow.messages).map(({ message, depth, cause }, index) => ({
    message,
    depth,
    cause,
    publication:
      message.publication === null
        ? null
        : barBetween(scale, message.publication.startUnixMs, message.publication.endUnixMs),
    deliveries: message.deliveries.map((delivery, nth) => layOutDelivery(scale, message, delivery, `${index}.${nth}`)),
  }));
  return { scale, lanes };
}

function layOutDelivery(scale: TimeScale, message: Message, delivery: Delivery, key: string): DeliveryLane {
  const first = delivery.attempts[0];
  const publishedMs = message.publication?.endUnixMs;
  const isWaiting = first === undefined && delivery.outcome === 'pending';
  const waitEndMs = first?.startUnixMs ?? (isWaiting ? scale.endMs : undefined);
  return {
    key,
    delivery,
    wait: publishedMs === undefined || waitEndMs === undefined ? null : barBetween(scale, publishedMs, waitEndMs),
    isWaiting,
    waitLabel: waitLabel(message, delivery),
    attempts: delivery.attempts.map((attempt) => ({
      attempt,
      bar: barBetween(scale, attempt.startUnixMs, attempt.endUnixMs),
    })),
    retryLabel: retryLabel(delivery),
  };
}

/** "1 h 44 min in orders.v1 p3": how long the first attempt was waited for, and where. */
export function waitLabel(message: Pick<Message, 'destination' | 'partition'>, delivery: Delivery): string {
  const place = placeOf(message);
  if (delivery.attempts.length === 0) return delivery.outcome === 'pending' ? `still in ${place}` : `in ${place}`;
  if (delivery.brokerTimeMs === null) return `unknown time in ${place}`;
  const adjusted = delivery.brokerTimeAdjusted ? ' (clocks adjusted)' : '';
  return `${formatDuration(delivery.brokerTimeMs)} in ${place}${adjusted}`;
}

/** "orders.v1 p3"; a partition that is no number stands as it is. */
export function placeOf({ destination, partition }: Pick<Message, 'destination' | 'partition'>): string {
  const name = isolated(destination);
  if (partition === null || partition === '') return name;
  return /^\d+$/.test(partition) ? `${name} p${partition}` : `${name} ${isolated(partition)}`;
}

function retryLabel(delivery: Delivery): string | null {
  const seen = delivery.attempts.length;
  if (delivery.attemptsAtLeast > seen) return `at least ×${delivery.attemptsAtLeast}`;
  return seen > 1 ? `×${seen}` : null;
}

function barBetween(scale: TimeScale, startMs: number, endMs: number): Bar {
  const left = positionOf(scale, startMs);
  return { left, width: Math.max(0, positionOf(scale, endMs) - left) };
}

function busyIntervals(message: Message): Interval[] {
  const runs = message.deliveries.flatMap((delivery) => delivery.attempts);
  return [...(message.publication ? [message.publication] : []), ...runs].map((run) => ({
    startMs: run.startUnixMs,
    endMs: run.endUnixMs,
  }));
}
