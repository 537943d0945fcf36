import type { Cause } from './causes.js';
import { isFailing, type DeliveryDraft } from './delivery-draft.js';
import type { SpanFailure } from './flow-span.js';
import { messageIdsOf, toldDestination, type MessageDraft } from './message-draft.js';

export interface DeadLetterInput {
  drafts: readonly MessageDraft[];
  deliveries: ReadonlyMap<MessageDraft, readonly DeliveryDraft[]>;
  /** Gains the causes that message ids reveal. */
  causes: Map<MessageDraft, Cause>;
  isDeadLetterName: (name: string) => boolean;
}

/** A retry destination of Spring, Kafka guides and many house rules: orders-retry, orders-retry-0, orders.retry.5s. */
const RETRY_NAME = /(^|[._:/-])retry($|[._:/-])/iu;

/**
 * Marks the deliveries that were dead-lettered, and answers the messages that were dead-lettered without a delivery to
 * say so (expired before anybody took them, or the failing attempt was not stored).
 *
 * | what was seen | what it means |
 * |---|---|
 * | an attempt published to a dead-letter destination | its delivery is dead-lettered, and the attempt failed even if its span says it did not: handlers catch |
 * | an attempt published to a retry destination | its delivery shares the fate of that message |
 * | an attempt on a dead-letter queue descends from the first publication (RabbitMQ, header copies) | the delivery that was failing by then is dead-lettered; of several, the one whose group the queue's name contains, else all |
 * | a message id is published again to a dead-letter destination, from a trace of its own | the deliveries of that message that fail, or whose service published the copy, are dead-lettered |
 * | the publication to the dead-letter destination failed | nothing was moved: the delivery is failed |
 * | only the correlation ID is shared | nothing: it groups, it never joins |
 */
export function markDeadLetters(input: DeadLetterInput): Set<MessageDraft> {
  const unexplained = new Set<MessageDraft>();
  const byMessageId = ordinaryByMessageId(input);
  for (const draft of input.drafts) {
    if (draft.copyOf) {
      if (input.isDeadLetterName(draft.destination) && !markCopied(draft, draft.copyOf, input))
        unexplained.add(draft.copyOf);
      continue;
    }
    const cause = input.causes.get(draft);
    if (draft.publishing.at(-1)?.failure) continue;
    if (!input.isDeadLetterName(draft.destination)) markRetried(draft, cause, input);
    else if (cause) markPublished(draft, cause, input);
    else markByMessageId(draft, byMessageId, input);
  }
  return unexplained;
}

function markPublished(draft: MessageDraft, { message, attempt }: Cause, input: DeadLetterInput): void {
  const delivery = input.deliveries.get(message)?.find((one) => one.attempts.includes(attempt));
  const destination = toldDestination(draft, input.isDeadLetterName);
  if (delivery) delivery.deadLetter = { destination, message: draft.id };
  attempt.failure ??= movedTo(destination);
}

function markRetried(draft: MessageDraft, cause: Cause | undefined, { deliveries }: DeadLetterInput): void {
  if (!cause || !RETRY_NAME.test(draft.destination)) return;
  const delivery = deliveries.get(cause.message)?.find((one) => one.attempts.at(-1) === cause.attempt);
  if (delivery) delivery.retriedAs = draft;
}

function markCopied(
  copy: MessageDraft,
  origin: MessageDraft,
  { deliveries, isDeadLetterName }: DeadLetterInput,
): boolean {
  const takenMs = copy.attempts[0]?.span.startMs ?? Infinity;
  const failing = (deliveries.get(origin) ?? []).filter(
    (delivery) => isFailing(delivery) && (delivery.attempts[0]?.span.startMs ?? 0) <= takenMs,
  );
  const names = copy.attempts.map((attempt) => attempt.span.consumerGroup).concat(copy.destination);
  const named = failing.filter((delivery) => names.some((name) => name.includes(delivery.consumerGroup)));
  const marked = named.length > 0 ? named : failing;
  const deadLetter = { destination: toldDestination(copy, isDeadLetterName), message: copy.id };
  for (const delivery of marked) delivery.deadLetter = deadLetter;
  return marked.length > 0;
}

function markByMessageId(
  draft: MessageDraft,
  byMessageId: ReadonlyMap<string, MessageDraft[]>,
  { deliveries, causes, isDeadLetterName }: DeadLetterInput,
): void {
  const destination = toldDestination(draft, isDeadLetterName);
  const [id = ''] = messageIdsOf(draft);
  const service = draft.publishing[0]?.service;
  for (const message of byMessageId.get(id) ?? []) {
    if (message.system !== draft.system || descendsFrom(message, draft, causes)) continue;
    for (const delivery of deliveries.get(message) ?? []) {
      const attempt = delivery.attempts.at(-1);
      if (!attempt || !(isFailing(delivery) || attempt.span.service === service)) continue;
      delivery.deadLetter = { destination, message: draft.id };
      causes.set(draft, { message, attempt });
      attempt.failure ??= movedTo(destination);
    }
  }
}

/** A redriven message carries its dead letter's id on; it did not cause it. */
function descendsFrom(
  message: MessageDraft,
  ancestor: MessageDraft,
  causes: ReadonlyMap<MessageDraft, Cause>,
): boolean {
  let here: MessageDraft | undefined = message;
  while (here !== undefined && here !== ancestor) here = causes.get(here)?.message ?? here.copyOf ?? undefined;
  return here === ancestor;
}

function movedTo(destination: string): SpanFailure {
  return { type: null, message: `Published to the dead-letter destination ${destination}.` };
}

function ordinaryByMessageId({ drafts, isDeadLetterName }: DeadLetterInput): Map<string, MessageDraft[]> {
  const byMessageId = new Map<string, MessageDraft[]>();
  for (const draft of drafts) {
    if (draft.copyOf !== null || isDeadLetterName(draft.destination)) continue;
    for (const id of messageIdsOf(draft)) byMessageId.set(id, [...(byMessageId.get(id) ?? []), draft]);
  }
  return byMessageId;
}
