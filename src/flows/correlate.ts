import { gatherAttempts } from './attempts.js';
import { brokerTimes } from './broker-time.js';
import { findCauses } from './causes.js';
import { resolveCorrelationIds } from './correlation-ids.js';
import { markDeadLetters } from './dead-letters.js';
import { groupDeliveries } from './delivery-draft.js';
import type { Message } from './flow.js';
import type { FlowSpan } from './flow-span.js';
import { joinConsumers } from './joins.js';
import { toldDestination, type MessageDraft } from './message-draft.js';
import { splitLegs } from './message-legs.js';
import { decideOutcomes } from './outcome.js';
import { findPublications } from './publications.js';
import { showMessage } from './show-message.js';
import { indexSpans, type SpanIndex } from './span-index.js';

/** A message with the spans that tell of it. */
export interface CorrelatedMessage {
  message: Message;
  /** Publishing spans, attempts, what lies within them, pulls. A batch's span stands under each of its messages. */
  spans: readonly FlowSpan[];
  /** Where the producer was not seen: the trace it must be in; '' if unknown. */
  unseenTraceId: string;
  /** Its place among the messages. */
  place: number;
}

export interface Correlation {
  index: SpanIndex;
  /** By start: of the publication, else of the first attempt. */
  messages: readonly CorrelatedMessage[];
}

/**
 * Joins the spans of some traces into messages, deliveries and attempts. Pure; the order of the spans does not matter;
 * time and memory are linear in spans and links (and their sorting).
 *
 * A dead letter that a broker moved itself (RabbitMQ) has no publication of its own. It is shown as a message of its own
 * on the dead-letter destination, `publication: null`, `causedBy` the message it was, with the dead-letter consumer's
 * attempts as its deliveries; the delivery that failed is `dead-lettered` and names it. So the on-call engineer reads one
 * story for all brokers: this delivery failed, the message went there, and these took it from there.
 */
export function correlate(spans: Iterable<FlowSpan>, isDeadLetterName: (name: string) => boolean): Correlation {
  const index = indexSpans(spans);
  const joins = joinConsumers(index, findPublications(index));
  gatherAttempts(index, joins);
  const drafts = joins.drafts
    .flatMap((draft) => splitLegs(draft, isDeadLetterName))
    .filter((draft) => draft.attempts.length > 0 || (draft.publishing.length > 0 && !draft.isWrapper))
    .sort(byFirstSpan);

  const causes = findCauses(index, drafts);
  const deliveries = new Map(drafts.map((draft) => [draft, groupDeliveries(draft)]));
  const unexplained = markDeadLetters({ drafts, deliveries, causes, isDeadLetterName });
  const correlationIdOf = resolveCorrelationIds(index, drafts, causes);
  const outcomes = decideOutcomes({ drafts, deliveries, unexplained, isDeadLetterName });
  const brokerTimeOf = brokerTimes(drafts);
  const messages = drafts.map((draft, place) => ({
    message: showMessage(draft, {
      deliveries: deliveries.get(draft) ?? [],
      correlationId: correlationIdOf(draft),
      causedBy: draft.copyOf ?? causes.get(draft)?.message ?? null,
      destination: toldDestination(draft, isDeadLetterName),
      isDeadLetter: isDeadLetterName(draft.destination),
      outcomes,
      brokerTimeOf,
    }),
    spans: spansOf(draft),
    unseenTraceId: draft.unseenTraceId,
    place,
  }));
  return { index, messages };
}

function byFirstSpan(a: MessageDraft, b: MessageDraft): number {
  const startMs = (draft: MessageDraft) => (draft.publishing[0] ?? draft.attempts[0]?.span)?.startMs ?? 0;
  return startMs(a) - startMs(b) || (a.id < b.id ? -1 : 1);
}

function spansOf(draft: MessageDraft): FlowSpan[] {
  const attempts = draft.attempts.flatMap(({ span, within, pull }) => [span, ...within, ...(pull ? [pull] : [])]);
  return [...new Set([...draft.publishing, ...attempts])];
}
