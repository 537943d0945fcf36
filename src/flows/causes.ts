import { identifyingMessageId, isConsuming, type FlowSpan } from './flow-span.js';
import type { AttemptDraft, MessageDraft } from './message-draft.js';
import type { SpanIndex } from './span-index.js';

/** The attempt that published a message. */
export interface Cause {
  message: MessageDraft;
  attempt: AttemptDraft;
}

/** What was being handled in one consuming span, by what the messages can be known by. */
interface Handled {
  all: Cause[];
  byMessageId: Map<string, Cause[]>;
  byCorrelationId: Map<string, Cause[]>;
}

/**
 * Finds for each publication the attempt it was made in: the nearest consuming span above it. kafkajs' eachBatch and
 * other batches publish from the span around many messages; then the message with the same message id or, failing that,
 * the same correlation ID is the cause, and where that leaves more than one or none the cause is unknown.
 */
export function findCauses(index: SpanIndex, drafts: readonly MessageDraft[]): Map<MessageDraft, Cause> {
  const handled = handledBySpan(drafts);
  const above = index.findAbove((span) => isConsuming(span) && handled.has(span));
  const causes = new Map<MessageDraft, Cause>();
  for (const draft of drafts) {
    const span = draft.publishing[0];
    const around = span && above(span);
    const cause = around ? chooseCause(draft, handled.get(around)) : undefined;
    if (cause) causes.set(draft, cause);
  }
  cutCycles(drafts, causes);
  return causes;
}

function handledBySpan(drafts: readonly MessageDraft[]): Map<FlowSpan, Handled> {
  const bySpan = new Map<FlowSpan, Handled>();
  for (const message of drafts)
    for (const attempt of message.attempts) {
      const around = [attempt.span, ...attempt.within, ...(attempt.pull ? [attempt.pull] : [])];
      for (const span of new Set(around)) {
        const handled = bySpan.get(span) ?? { all: [], byMessageId: new Map(), byCorrelationId: new Map() };
        bySpan.set(span, handled);
        note(handled, { message, attempt });
      }
    }
  return bySpan;
}

function note(handled: Handled, cause: Cause): void {
  handled.all.push(cause);
  const { message, attempt } = cause;
  const spans = [...message.publishing, attempt.span];
  const published = message.messageId === '' ? message.publishing.map((span) => identifyingMessageId(span)) : [];
  for (const id of new Set([...published, message.messageId, attempt.messageId])) push(handled.byMessageId, id, cause);
  for (const id of new Set(spans.map((span) => span.correlationId))) push(handled.byCorrelationId, id, cause);
}

function push(map: Map<string, Cause[]>, key: string, cause: Cause): void {
  if (key === '') return;
  const causes = map.get(key);
  if (causes) causes.push(cause);
  else map.set(key, [cause]);
}

function chooseCause(draft: MessageDraft, handled: Handled | undefined): Cause | undefined {
  if (handled === undefined) return undefined;
  if (handled.all.length === 1) return handled.all[0];
  const named = (name: (span: FlowSpan) => string, map: Map<string, Cause[]>) =>
    map.get(draft.publishing.map(name).find((value) => value !== '') ?? '');
  const found =
    named((span) => identifyingMessageId(span), handled.byMessageId) ??
    named((span) => span.correlationId, handled.byCorrelationId);
  return theOne(draft, found ?? handled.all);
}

/** One attempt, or of several attempts of one message the last that began before the publication. */
function theOne(draft: MessageDraft, found: readonly Cause[]): Cause | undefined {
  const [first] = found;
  if (first === undefined || found.some((cause) => cause.message !== first.message)) return undefined;
  const startMs = draft.publishing[0]?.startMs ?? 0;
  return found.findLast((cause) => cause.attempt.span.startMs <= startMs) ?? first;
}

/** A message cannot descend from itself, though forged links can say so: each such cycle loses one cause. */
function cutCycles(drafts: readonly MessageDraft[], causes: Map<MessageDraft, Cause>): void {
  const walkOf = new Map<MessageDraft, MessageDraft>();
  for (const start of drafts) {
    let here: MessageDraft | undefined = start;
    let previous = start;
    while (here !== undefined && !walkOf.has(here)) {
      walkOf.set(here, start);
      previous = here;
      here = causes.get(here)?.message ?? here.copyOf ?? undefined;
    }
    if (here !== undefined && walkOf.get(here) === start) {
      causes.delete(previous);
      if (previous.copyOf !== null) causes.delete(here);
    }
  }
}
