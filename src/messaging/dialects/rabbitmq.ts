import { firstOf, genericFacts, roleOf } from '../generic.js';
import type { MessagingFacts } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';

/** How instrumentations write the exchange without a name; a message sent to it goes to the queue in its routing key. */
const DEFAULT_EXCHANGE: ReadonlySet<string> = new Set(['', '<default>', 'amq.default']);
/** amqplib, pika and the Java agent name a consumer's span "<queue> process". */
const QUEUE_IN_NAME = /^(.+) (?:process|receive|deliver|consume)$/;

/**
 * RabbitMQ: amqplib, pika, aio-pika, the Java agent, .NET. The destination is the exchange, or the queue when the
 * default exchange was used; the queue, most instrumentations tell only in the span's name.
 * Null for spans about nothing that flows: replies to a temporary queue, an empty fetch.
 */
export function rabbitmq(span: SpanView): MessagingFacts | null {
  if (span.attribute('messaging.operation.name').includes('(empty)')) return null;
  const facts = genericFacts(span, 'rabbitmq', roleOf(span));
  const routingKey = firstOf(span, 'messaging.rabbitmq.destination.routing_key', 'messaging.rabbitmq.routing_key');
  const consumes = facts.role === 'receive' || facts.role === 'process' || facts.role === 'settle';
  const composed = consumes ? composedQueue(span, facts.destination) : '';
  facts.destination = composed || exchangeOrQueue(facts.destination, routingKey, consumes);
  if (isTemporary(facts.destination)) return null;
  if (consumes) facts.queue = composed || queueInName(span.name, facts.destination);
  return facts;
}

/**
 * The queue in the Java agent's `exchange:key:queue` (`exchange:queue` where key and queue are one): only with the new
 * operation types, and never .NET's, whose exchange names may hold colons of their own (MassTransit).
 */
function composedQueue(span: SpanView, destination: string): string {
  if (span.attribute('messaging.operation.type') === '') return '';
  if (span.attribute('messaging.rabbitmq.delivery_tag') !== '') return '';
  const colon = destination.lastIndexOf(':');
  return colon < 0 ? '' : destination.slice(colon + 1);
}

function exchangeOrQueue(destination: string, routingKey: string, consumes: boolean): string {
  // aio-pika: "exchange,routing key".
  const comma = destination.indexOf(',');
  const exchange = comma < 0 ? destination : destination.slice(0, comma);
  const key = comma < 0 ? routingKey : destination.slice(comma + 1);
  if (DEFAULT_EXCHANGE.has(exchange)) return key;
  // The Java agent's opt-in publishes to "exchange:routing key".
  if (!consumes && key !== '' && exchange.endsWith(`:${key}`)) return exchange.slice(0, -key.length - 1);
  return exchange;
}

function queueInName(name: string, exchange: string): string {
  const queue = QUEUE_IN_NAME.exec(name)?.[1] ?? '';
  return DEFAULT_EXCHANGE.has(queue) || (queue === exchange && queue.includes(',')) ? '' : queue;
}

function isTemporary(destination: string): boolean {
  return destination.startsWith('amq.gen-') || destination.startsWith('amq.rabbitmq.reply-to');
}
