import type { MessagingRole } from '../messaging/messaging-span.js';

/** What went wrong in a span, as far as it says; both parts may be unknown. */
export interface SpanFailure {
  type: string | null;
  message: string | null;
}

/** A link to another span by its key; `messageId` is '' where it does not say which message of that span it means. */
export interface SpanLink {
  key: string;
  messageId: string;
}

/**
 * One stored span as correlation reads it. '' means: the span does not say. Times are Unix milliseconds with
 * microseconds in the fraction. `context` is a span key (see `spanKey`).
 */
export interface FlowSpan {
  key: string;
  traceId: string;
  spanId: string;
  /** Key of the parent within the same trace; '' for a root. */
  parentKey: string;
  kind: number;
  service: string;
  /** Whose clock it carries: `host.name`, or the service where the resource names no host. */
  host: string;
  startMs: number;
  endMs: number;
  /** Null where the span did not fail. */
  failure: SpanFailure | null;
  correlationId: string;
  role: MessagingRole | '';
  system: string;
  destination: string;
  consumerGroup: string;
  partition: string;
  offset: string;
  messageId: string;
  /** The creation context as the span itself shows it. */
  context: string;
  links: readonly SpanLink[];
  contractSubject: string;
  contractVersion: string;
  contractSchemaId: string;
  deliveryAttempt: number;
  batchSize: number;
}

const ZERO_ID = /^0*$/;

/** Names a span in all traces; '' where an id is missing or all zeros. */
export function spanKey(traceId: string, spanId: string): string {
  return ZERO_ID.test(traceId) || ZERO_ID.test(spanId) ? '' : `${traceId}-${spanId}`;
}

/** The trace a span key belongs to; '' for the empty key. */
export function traceOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf('-')));
}

export const isPublishing = (span: FlowSpan): boolean => span.role === 'create' || span.role === 'send';
export const isConsuming = (span: FlowSpan): boolean => span.role === 'process' || span.role === 'receive';

/**
 * Brokers whose producers and consumers call a destination by the same name. Elsewhere an exchange becomes a queue and
 * an SNS topic an SQS queue, so a difference of names proves nothing.
 */
export function namesMustAgree(system: string): boolean {
  return system === 'kafka';
}

/**
 * The id by which a message can be known again, '' for none: the span's own, or `id` that one of its links names. Kafka instrumentations that call the bare offset a message
 * id (otelsarama) are not believed: offset 17 exists in every partition of every topic.
 */
export function identifyingMessageId(span: FlowSpan, id = span.messageId): string {
  return span.system === 'kafka' && /^\d+$/.test(id) ? '' : id;
}

/** (system, destination, message id) as one key, '' where a part is unknown. */
export function messageIdKey(span: FlowSpan, id = identifyingMessageId(span)): string {
  return id === '' || span.destination === '' ? '' : JSON.stringify([span.system, span.destination, id]);
}

/** (system, destination, partition, offset) as one key, '' where a part is unknown. The cluster is not known yet. */
export function offsetKey(span: FlowSpan): string {
  if (span.offset === '' || span.partition === '' || span.destination === '') return '';
  return JSON.stringify([span.system, span.destination, span.partition, span.offset]);
}
