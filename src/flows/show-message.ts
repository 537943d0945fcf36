import type { BrokerTime } from './broker-time.js';
import { roundToMicros } from './broker-time.js';
import { attemptsAtLeast, type DeliveryDraft } from './delivery-draft.js';
import type { Attempt, ContractVersion, Delivery, Message, Outcome, Publication } from './flow.js';
import type { FlowSpan } from './flow-span.js';
import type { AttemptDraft, MessageDraft } from './message-draft.js';

/** What was decided about a message, beside what its spans say. */
export interface MessageFindings {
  deliveries: readonly DeliveryDraft[];
  correlationId: string;
  causedBy: MessageDraft | null;
  /** What people call the place where it lies. */
  destination: string;
  isDeadLetter: boolean;
  outcomes: { ofDelivery(delivery: DeliveryDraft): Outcome; ofMessage(message: MessageDraft): Outcome };
  brokerTimeOf(draft: MessageDraft, attempt: AttemptDraft): BrokerTime;
}

/** A draft and the findings about it in the shape of the API; '' becomes null. */
export function showMessage(draft: MessageDraft, findings: MessageFindings): Message {
  const spans = [...draft.publishing, ...draft.attempts.map((attempt) => attempt.span)];
  return {
    id: draft.id,
    messageId: orNull(draft.messageId) ?? firstOf(spans, (span) => span.messageId) ?? linkedMessageId(draft),
    correlationId: orNull(findings.correlationId),
    system: draft.system,
    destination: findings.destination,
    partition: firstOf(placed(draft), (span) => span.partition),
    offset: firstOf(placed(draft), (span) => span.offset),
    isDeadLetter: findings.isDeadLetter,
    causedBy: findings.causedBy?.id ?? null,
    contract: contractOf(spans),
    publication: showPublication(draft.publishing),
    deliveries: findings.deliveries.map((delivery) => showDelivery(delivery, findings)),
    outcome: findings.outcomes.ofMessage(draft),
  };
}

/** The id that only the links of its consumers name. */
function linkedMessageId({ attempts }: MessageDraft): string | null {
  return orNull(attempts.find(({ messageId }) => messageId !== '')?.messageId ?? '');
}

/** Attempts first: the producer of a batch may name the partition of another message. */
function placed(draft: MessageDraft): FlowSpan[] {
  return [...draft.attempts.map((attempt) => attempt.span), ...draft.publishing];
}

function showPublication(publishing: readonly FlowSpan[]): Publication | null {
  const [outermost] = publishing;
  if (outermost === undefined) return null;
  return {
    service: outermost.service,
    traceId: outermost.traceId,
    spanId: outermost.spanId,
    ...timesOf(
      publishing.reduce((least, span) => Math.min(least, span.startMs), Infinity),
      publishing.reduce((most, span) => Math.max(most, span.endMs), -Infinity),
    ),
    error: publishing.at(-1)?.failure ?? outermost.failure,
  };
}

function showDelivery(delivery: DeliveryDraft, { outcomes, brokerTimeOf }: MessageFindings): Delivery {
  const attempts = delivery.attempts.map((attempt, at) =>
    showAttempt(attempt, at + 1, brokerTimeOf(delivery.message, attempt)),
  );
  return {
    consumerGroup: delivery.consumerGroup,
    consumerGroupFrom: delivery.consumerGroupFrom,
    services: [...new Set(delivery.attempts.map((attempt) => attempt.span.service))],
    outcome: outcomes.ofDelivery(delivery),
    attempts,
    attemptsAtLeast: attemptsAtLeast(delivery.attempts),
    brokerTimeMs: attempts[0]?.brokerTimeMs ?? null,
    brokerTimeAdjusted: attempts[0]?.brokerTimeAdjusted ?? false,
    deadLetter: delivery.deadLetter,
  };
}

function showAttempt({ span, evidence, failure }: AttemptDraft, number: number, brokerTime: BrokerTime): Attempt {
  return {
    number,
    service: span.service,
    traceId: span.traceId,
    spanId: span.spanId,
    ...timesOf(span.startMs, span.endMs),
    outcome: failure ? 'failed' : 'processed',
    error: failure,
    evidence,
    brokerTimeMs: brokerTime.milliseconds,
    brokerTimeAdjusted: brokerTime.adjusted,
  };
}

/** A span that says it ended before it began (a clock stepped back) lasted no time. */
function timesOf(startUnixMs: number, endUnixMs: number) {
  return { startUnixMs, endUnixMs, durationMs: roundToMicros(Math.max(0, endUnixMs - startUnixMs)) };
}

/** The first span that names any of the contract, the producer's before the consumers'. */
function contractOf(spans: readonly FlowSpan[]): ContractVersion | null {
  const named = spans.find((span) => span.contractSubject || span.contractVersion || span.contractSchemaId);
  if (named === undefined) return null;
  return {
    subject: orNull(named.contractSubject),
    version: orNull(named.contractVersion),
    schemaId: orNull(named.contractSchemaId),
  };
}

function firstOf(spans: readonly FlowSpan[], read: (span: FlowSpan) => string): string | null {
  return orNull(spans.map(read).find((value) => value !== '') ?? '');
}

const orNull = (value: string): string | null => (value === '' ? null : value);
