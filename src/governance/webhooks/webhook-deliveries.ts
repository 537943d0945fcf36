import { BadRequestException } from '@nestjs/common';
import type { WebhookDelivery } from './webhook.js';
import type { LoggedDelivery } from './webhooks.repository.js';

/** What the next page of the log begins after. */
export const deliveryKey = ({ createdAt, id }: LoggedDelivery): string => `${createdAt.toISOString()} ${id}`;

/** @throws BadRequestException for what `deliveryKey` did not write. */
export function readDeliveryKey(key: string): { createdAt: Date; id: string } {
  const [moment = '', id = ''] = key.split(' ', 2);
  const createdAt = new Date(moment);
  if (!Number.isNaN(createdAt.getTime()) && id !== '') return { createdAt, id };
  throw new BadRequestException('cursor must be the nextCursor of an earlier answer.');
}

const text = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export const shownDelivery = (delivery: LoggedDelivery): WebhookDelivery => ({
  ...delivery,
  nextTryAt: delivery.state === 'pending' ? text(delivery.nextTryAt) : null,
  lastTryAt: text(delivery.lastTryAt),
  deliveredAt: text(delivery.deliveredAt),
  createdAt: delivery.createdAt.toISOString(),
});
