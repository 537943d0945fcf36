import type { Attributes, SentSpan } from './stored-flows.js';

/** When the first order was placed: ten minutes ago. */
export const START = Date.now() - 600_000;

export const traceId = (n: number): string => n.toString(16).padStart(32, '0');
export const spanId = (n: number): string => n.toString(16).padStart(16, '0');

export const kafka = (operation: string, topic: string, more: Attributes = {}): Attributes => ({
  'messaging.system': 'kafka',
  'messaging.destination.name': topic,
  'messaging.operation.type': operation,
  ...more,
});

export const rabbitmq = (exchange: string): Attributes => ({
  'messaging.system': 'rabbitmq',
  'messaging.destination.name': exchange,
});

export const sqs = (operation: string): Attributes => ({
  'messaging.system': 'aws_sqs',
  'messaging.destination.name': 'mails',
  'messaging.operation.type': operation,
});

export function send(
  trace: number,
  id: number,
  at: number,
  attributes: Attributes,
  more: Partial<SentSpan> = {},
): SentSpan {
  const topic = String(attributes['messaging.destination.name']);
  return {
    service: 'order',
    traceId: traceId(trace),
    spanId: spanId(id),
    name: `send ${topic}`,
    kind: 4,
    startMs: START + at,
    endMs: START + at + 5,
    attributes,
    ...more,
  };
}

export function take(
  trace: number,
  id: number,
  parent: number,
  at: number,
  attributes: Attributes,
  more: Partial<SentSpan> = {},
): SentSpan {
  return {
    ...send(trace, id, at, attributes),
    service: 'payment',
    parentSpanId: spanId(parent),
    name: `process ${String(attributes['messaging.destination.name'])}`,
    kind: 5,
    ...more,
  };
}

/** One order that reaches payment at the second try and dies in email, over Kafka; the HTTP request knows its ID. */
export function order(n: number, at: number): SentSpan[] {
  const t = n * 100;
  return [
    {
      service: 'order',
      traceId: traceId(t),
      spanId: spanId(t + 1),
      name: 'POST /orders',
      kind: 2,
      startMs: START + at,
      endMs: START + at + 30,
      attributes: { 'correlation.id': `order/${n}`, 'http.request.size': 12, 'sampled.fraction': 0.5, retried: false },
    },
    send(t, t + 2, at + 2, kafka('send', 'orders'), { parentSpanId: spanId(t + 1) }),
    take(
      t,
      t + 3,
      t + 2,
      at + 20,
      kafka('process', 'orders', { 'messaging.destination.partition.id': '0', 'messaging.kafka.offset': String(n) }),
      {
        error: 'card declined',
        events: [{ name: 'exception', attributes: { 'exception.type': 'CardError', 'exception.message': 'declined' } }],
      },
    ),
    take(
      t,
      t + 4,
      t + 2,
      at + 40,
      kafka('process', 'orders', { 'messaging.destination.partition.id': '0', 'messaging.kafka.offset': String(n) }),
    ),
    take(
      t,
      t + 5,
      t + 2,
      at + 21,
      kafka('process', 'orders', { 'messaging.destination.partition.id': '0', 'messaging.kafka.offset': String(n) }),
      {
        service: 'email',
      },
    ),
    send(t, t + 6, at + 24, kafka('send', 'orders.dlq'), { service: 'email', parentSpanId: spanId(t + 5) }),
  ];
}
