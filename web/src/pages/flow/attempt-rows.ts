import type { Attempt, Delivery, Message } from '../../api/types.js';
import { orderMessages } from './message-order.js';

export interface AttemptTableRow {
  message: Message;
  /** Null where no consumer was seen. */
  delivery: Delivery | null;
  /** Null where the group's spans show no attempt. */
  attempt: Attempt | null;
}

/** One row an attempt, in the picture's order; a delivery without attempts and a message without deliveries keep one. */
export function attemptRows(messages: readonly Message[]): AttemptTableRow[] {
  return orderMessages(messages).flatMap(({ message }) => {
    if (message.deliveries.length === 0) return [{ message, delivery: null, attempt: null }];
    return message.deliveries.flatMap((delivery): AttemptTableRow[] =>
      delivery.attempts.length === 0
        ? [{ message, delivery, attempt: null }]
        : delivery.attempts.map((attempt) => ({ message, delivery, attempt })),
    );
  });
}
