import { count, genericFacts, roleOf } from '../generic.js';
import type { MessagingFacts } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';

/** Google Pub/Sub: on the consuming side the destination named is the subscription, which is who shares deliveries. */
export function pubsub(span: SpanView): MessagingFacts | null {
  const facts = genericFacts(span, 'gcp_pubsub', roleOf(span));
  if (facts.role === '' || facts.destination === '') return null;
  if (facts.role !== 'create' && facts.role !== 'send') facts.consumerGroup ||= facts.destination;
  facts.deliveryAttempt ||= count(span.attribute('messaging.gcp_pubsub.message.delivery_attempt'));
  return facts;
}
