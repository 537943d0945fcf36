import type { MessagingFacts, MessagingRole } from './messaging-span.js';
import { CLIENT, CONSUMER, PRODUCER, type SpanView } from './span-view.js';

const ROLE_OF_OPERATION: Readonly<Record<string, MessagingRole>> = {
  create: 'create',
  publish: 'send',
  send: 'send',
  receive: 'receive',
  poll: 'receive',
  fetch: 'receive',
  process: 'process',
  deliver: 'process',
  consume: 'process',
  settle: 'settle',
  ack: 'settle',
  nack: 'settle',
  reject: 'settle',
  modack: 'settle',
  commit: 'settle',
};

/**
 * What the span does, by its operation in any spelling and its kind; the kind wins where they disagree (confluent's
 * Python instrumentation calls a PRODUCER's operation "receive"). '' where neither says.
 */
export function roleOf(span: SpanView): MessagingRole | '' {
  const operation =
    ROLE_OF_OPERATION[span.attribute('messaging.operation.type')] ??
    ROLE_OF_OPERATION[span.attribute('messaging.operation')] ??
    ROLE_OF_OPERATION[span.attribute('messaging.operation.name')];
  if (span.kind === PRODUCER) return operation === 'create' ? 'create' : 'send';
  if (span.kind === CONSUMER) return operation === 'receive' || operation === 'settle' ? operation : 'process';
  if (span.kind === CLIENT) return operation ?? '';
  return operation === 'process' || operation === 'receive' ? operation : '';
}

/** The first of these attributes that the span has; '' if none. */
export function firstOf(span: SpanView, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = span.attribute(key);
    if (value !== '') return value;
  }
  return '';
}

/** The facts that every system spells alike, old and new; dialects correct what theirs does differently. */
export function genericFacts(span: SpanView, system: string, role: MessagingRole | ''): MessagingFacts {
  return {
    role,
    system,
    destination: firstOf(span, 'messaging.destination.name', 'messaging.destination'),
    consumerGroup: firstOf(
      span,
      'messaging.consumer.group.name',
      'messaging.destination.subscription.name',
      'messaging.eventhubs.consumer.group',
      'messaging.rocketmq.client_group',
      'messaging.servicebus.destination.subscription_name',
    ),
    queue: '',
    partition: span.attribute('messaging.destination.partition.id'),
    offset: '',
    messageId: firstOf(span, 'messaging.message.id', 'messaging.message_id'),
    contractSubject: span.attribute('messaging.schema.subject'),
    contractVersion: span.attribute('messaging.schema.version'),
    contractSchemaId: firstOf(span, 'messaging.schema.id', 'cloudevents.event_dataschema'),
    errorType: span.attribute('error.type'),
    deliveryAttempt: count(span.attribute('messaging.servicebus.message.delivery_count')),
    batchSize: count(span.attribute('messaging.batch.message_count')),
  };
}

/** A count as an attribute tells it; 0 where it does not, or tells no such number. */
export function count(text: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 && value <= 0xffff_ffff ? value : 0;
}
