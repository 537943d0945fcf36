import type { Message } from './flow.js';
import { correlate, type Correlation } from './correlate.js';
import { spanKey, type FlowSpan } from './flow-span.js';
import { compileDeadLetterPattern, DEFAULT_DEAD_LETTER_PATTERN } from '../messaging/dead-letter.js';

/** Unix time of the first span in these specs: 2026-11-21T12:00:00Z. */
export const T0 = Date.UTC(2026, 10, 21, 12);

const pattern = compileDeadLetterPattern(DEFAULT_DEAD_LETTER_PATTERN);
const isDeadLetterName = (name: string): boolean => pattern.test(name);

/** A span as a spec tells it: `trace/span` ids in one word, times in milliseconds after T0. */
export interface Told extends Partial<Omit<FlowSpan, 'key' | 'links' | 'context' | 'failure'>> {
  /** `trace/span`. */
  id: string;
  /** Span id in the same trace. */
  parent?: string;
  /** `trace/span` each, or `trace/span message-id`. */
  links?: string[];
  at?: number;
  for?: number;
  error?: string;
}

const keyOf = (id: string): string => spanKey(id.split('/')[0] ?? '', id.split('/')[1] ?? '');

/** A span with the creation context that the messaging dialects would have found for it. */
export function span(told: Told): FlowSpan {
  const { id, parent, links = [], at = 0, for: lasting = 1, error, ...facts } = told;
  const [traceId = '', spanId = ''] = id.split('/');
  const key = spanKey(traceId, spanId);
  const parentKey = parent === undefined ? '' : spanKey(traceId, parent);
  const spanLinks = links.map((told) => ({
    key: keyOf(told.split(' ')[0] ?? ''),
    messageId: told.split(' ')[1] ?? '',
  }));
  const consumes = facts.role === 'receive' || facts.role === 'process';
  const single = spanLinks.length === 1 ? (spanLinks[0]?.key ?? '') : '';
  return {
    key,
    traceId,
    spanId,
    parentKey,
    kind: 1,
    service: 'shop',
    host: `host-of-${facts.service ?? 'shop'}`,
    startMs: T0 + at,
    endMs: T0 + at + lasting,
    failure: error === undefined ? null : { type: 'Error', message: error },
    correlationId: '',
    role: '',
    system: '',
    destination: '',
    consumerGroup: '',
    partition: '',
    offset: '',
    messageId: '',
    context: facts.role === undefined ? '' : single || (consumes ? parentKey : key),
    links: spanLinks,
    contractSubject: '',
    contractVersion: '',
    contractSchemaId: '',
    deliveryAttempt: 0,
    batchSize: 0,
    ...facts,
  };
}

const kafka = { system: 'kafka', destination: 'orders' };
const rabbit = { system: 'rabbitmq', destination: 'orders' };

/** kafkajs 0.28: `send` is a PRODUCER span that waits for the acknowledgement. */
export const kafkaSend = (told: Told): FlowSpan => span({ role: 'send', kind: 4, service: 'order', ...kafka, ...told });
/** kafkajs 0.28 eachMessage: a CONSUMER span, child of the producer's; no group. */
export const kafkaProcess = (told: Told): FlowSpan =>
  span({ role: 'process', kind: 5, service: 'payment', partition: '0', at: 10, ...kafka, ...told });
export const kafkaPoll = (told: Told): FlowSpan =>
  span({ role: 'receive', kind: 3, service: 'payment', at: 10, ...kafka, ...told });
/** amqplib 0.66: the destination is the exchange on both sides; the queue is had from the consumer span's name. */
export const rabbitPublish = (told: Told): FlowSpan =>
  span({ role: 'send', kind: 4, service: 'order', ...rabbit, ...told });
export const rabbitProcess = (told: Told): FlowSpan =>
  span({ role: 'process', kind: 5, service: 'email', consumerGroup: 'email-queue', at: 10, ...rabbit, ...told });
/** A span of the application, or of another instrumentation. */
export const work = (told: Told): FlowSpan => span(told);

export const correlateSpans = (spans: Iterable<FlowSpan>): Correlation => correlate(spans, isDeadLetterName);
export const messagesOf = (spans: Iterable<FlowSpan>): Message[] =>
  correlateSpans(spans).messages.map((one) => one.message);

/** What matters of messages, one line each: `destination outcome <- cause | group: outcome #attempts(evidence) -> dead letter`. */
export function storyOf(spans: Iterable<FlowSpan>): string[] {
  return messagesOf(spans).map((message) => {
    const origin = message.publication === null ? ' (unseen)' : '';
    const cause = message.causedBy === null ? '' : ` <- ${message.causedBy}`;
    const deliveries = message.deliveries.map((delivery) => {
      const attempts = delivery.attempts.map(
        (attempt) => `${attempt.spanId}:${attempt.outcome}:${attempt.evidence ?? 'none'}`,
      );
      const moved = delivery.deadLetter ? ` -> ${delivery.deadLetter.destination} ${delivery.deadLetter.message}` : '';
      return ` | ${delivery.consumerGroup}: ${delivery.outcome} [${attempts.join(' ')}]${moved}`;
    });
    return `${message.id}${origin} ${message.destination}: ${message.outcome}${cause}${deliveries.join('')}`;
  });
}
