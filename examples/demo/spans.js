import { SpanKind } from '@opentelemetry/api';

export const ORDERS = 'orders.created';
export const PAYMENTS = 'payments';

/**
 * Spans with the names and attributes of the instrumentations of kafkajs 0.28 and amqplib 0.66, with what the hook in
 * examples/shop/telemetry.js adds. An order is `{ id, contractVersion, partition, offset }`; `attempt` is
 * `{ startMs, lastsMs, failure? }`, a failure `{ type?, message }`.
 */
export function openSpans({ record }) {
  const kafka = (operation, topic, order) => ({
    'messaging.system': 'kafka',
    'messaging.destination.name': topic,
    'messaging.kafka.message.key': order.id,
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.message.conversation_id': order.id,
    ...(topic === ORDERS
      ? { 'messaging.schema.subject': `${ORDERS}-value`, 'messaging.schema.version': order.contractVersion }
      : {}),
  });
  const rabbitmq = (exchange, order) => ({
    'messaging.protocol_version': '0.9.1',
    'messaging.protocol': 'AMQP',
    'messaging.system': 'rabbitmq',
    'messaging.destination': exchange,
    'messaging.destination_kind': 'topic',
    'messaging.rabbitmq.routing_key': 'payment.taken',
    'messaging.message_id': `payment-${order.id}`,
    'messaging.conversation_id': order.id,
  });
  return {
    sendToKafka: (service, topic, order, startMs, parent) =>
      record(service, {
        name: `send ${topic}`,
        kind: SpanKind.PRODUCER,
        parent,
        startMs,
        lastsMs: 6,
        attributes: kafka('send', topic, order),
      }),
    processFromKafka: (service, order, sent, { startMs, lastsMs, failure }) =>
      record(service, {
        name: `process ${ORDERS}`,
        kind: SpanKind.CONSUMER,
        parent: sent,
        startMs,
        lastsMs,
        failure: failure?.message,
        attributes: {
          ...kafka('process', ORDERS, order),
          'messaging.destination.partition.id': order.partition,
          'messaging.kafka.offset': order.offset,
          ...(failure ? { 'error.type': failure.type } : {}),
        },
      }),
    publishToRabbitMq: (service, order, startMs, parent) =>
      record(service, {
        name: `publish ${PAYMENTS}`,
        kind: SpanKind.PRODUCER,
        parent,
        startMs,
        lastsMs: 4,
        attributes: rabbitmq(PAYMENTS, order),
      }),
    processFromRabbitMq: (service, { queue, exchange = PAYMENTS }, order, published, { startMs, lastsMs, failure }) =>
      record(service, {
        name: `${queue} process`,
        kind: SpanKind.CONSUMER,
        parent: published,
        startMs,
        lastsMs,
        failure: failure?.message,
        attributes: { ...rabbitmq(exchange, order), 'messaging.operation': 'process' },
      }),
  };
}
