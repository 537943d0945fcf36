import type { Cause } from './causes.js';
import type { FlowSpan } from './flow-span.js';
import type { MessageDraft } from './message-draft.js';
import type { SpanIndex } from './span-index.js';

/**
 * The correlation ID of each message, '' where nothing names one: its publication's; else its attempts' (of spans that
 * stand for this message alone); else that of the message it is a copy of or was published from; else that of the nearest
 * span above its publication, or above an attempt whose producer was not seen, that has one.
 */
export function resolveCorrelationIds(
  index: SpanIndex,
  drafts: readonly MessageDraft[],
  causes: ReadonlyMap<MessageDraft, Cause>,
): (draft: MessageDraft) => string {
  const shared = findSharedSpans(drafts);
  const above = index.findAbove((span) => span.correlationId !== '');
  const known = new Map<MessageDraft, string>();
  const ofItself = (draft: MessageDraft) =>
    firstNamed(draft.publishing) ||
    firstNamed(
      draft.attempts.flatMap((attempt) => [attempt.span, ...attempt.within]).filter((span) => !shared.has(span)),
    );
  const ofSurroundings = (draft: MessageDraft) => {
    const spans = draft.publishing.length > 0 ? draft.publishing : draft.attempts.map((attempt) => attempt.span);
    return spans.map((span) => above(span)).find((span) => span !== null && !shared.has(span))?.correlationId ?? '';
  };
  return (draft) => {
    const path = new Set<MessageDraft>();
    let here: MessageDraft | undefined = draft;
    while (here !== undefined && !known.has(here) && !path.has(here)) {
      path.add(here);
      here = here.copyOf ?? causes.get(here)?.message;
    }
    let inherited = (here && known.get(here)) ?? '';
    for (const passed of [...path].reverse()) {
      inherited = ofItself(passed) || inherited || ofSurroundings(passed);
      known.set(passed, inherited);
    }
    return inherited;
  };
}

function firstNamed(spans: readonly FlowSpan[]): string {
  return spans.find((span) => span.correlationId !== '')?.correlationId ?? '';
}

function findSharedSpans(drafts: readonly MessageDraft[]): Set<FlowSpan> {
  const once = new Set<FlowSpan>();
  const shared = new Set<FlowSpan>();
  for (const draft of drafts) {
    const own = new Set([...draft.publishing, ...draft.attempts.flatMap((one) => [one.span, ...one.within])]);
    for (const span of own) (once.has(span) ? shared : once).add(span);
  }
  return shared;
}
