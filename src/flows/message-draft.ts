import type { Evidence } from './flow.js';
import { identifyingMessageId, isPublishing, namesMustAgree, type FlowSpan, type SpanFailure } from './flow-span.js';

/** A message while its spans are being gathered. */
export interface MessageDraft {
  id: string;
  /** The outermost publishing span first; empty where the producer was not seen. */
  publishing: FlowSpan[];
  system: string;
  destination: string;
  /** What tells it from the other messages under its publishing span; '' where it is the only one. */
  messageId: string;
  attempts: AttemptDraft[];
  /** The message this one is an unseen copy of: moved by the broker, or by a forwarder that leaves no span. */
  copyOf: MessageDraft | null;
  /** Where the producer was not seen: the trace the consumers say it is in; '' if they do not say. */
  unseenTraceId: string;
  /** A span around several publications, no message unless somebody consumed it. */
  isWrapper: boolean;
}

/** One try of a delivery. One batch span makes an attempt in each of its messages. */
export interface AttemptDraft {
  span: FlowSpan;
  /** The receive span that pulled the message, where there is one. */
  pull: FlowSpan | null;
  evidence: Evidence | null;
  /** The id by which the message can be known again: what the link to its publication names, else the span's own; '' for none. */
  messageId: string;
  /** Nested process spans and settle spans that tell of the same try. */
  within: FlowSpan[];
  failure: SpanFailure | null;
}

/** Starts a message of which `first` is the first span known: a publishing span, or an attempt whose producer is unseen. */
export function newDraft(id: string, first: FlowSpan): MessageDraft {
  return {
    id,
    publishing: isPublishing(first) ? [first] : [],
    system: first.system,
    destination: first.destination,
    messageId: '',
    attempts: [],
    copyOf: null,
    unseenTraceId: '',
    isWrapper: false,
  };
}

/** The ids by which the message can be known again. */
export function messageIdsOf({ publishing, attempts, messageId }: MessageDraft): Set<string> {
  const published = messageId === '' ? publishing.map((span) => identifyingMessageId(span)) : [messageId];
  const ids = new Set([...published, ...attempts.map((attempt) => attempt.messageId)]);
  ids.delete('');
  return ids;
}

/**
 * What people call the place where the message lies. A RabbitMQ dead letter lies in a queue, and spans name the exchange
 * it came through: where all its consumers took it from one queue, that queue is the name, as in the labels of alerts.
 */
export function toldDestination(draft: MessageDraft, isDeadLetterName: (name: string) => boolean): string {
  if (draft.system !== 'rabbitmq' || !isDeadLetterName(draft.destination)) return draft.destination;
  const queues = new Set(draft.attempts.map(({ span }) => span.consumerGroup).filter((queue) => queue !== ''));
  const [queue] = queues;
  return queue !== undefined && queues.size === 1 ? queue : draft.destination;
}

/** Whether a consumer of `span`'s destination can have taken the message from there. */
export function fitsDestination(span: FlowSpan, draft: MessageDraft): boolean {
  if (!namesMustAgree(span.system) || span.destination === '' || draft.destination === '') return true;
  return span.destination === draft.destination;
}
