import { isPublishing, type FlowSpan } from './flow-span.js';
import { newDraft, type MessageDraft } from './message-draft.js';
import { inOrder, type SpanIndex } from './span-index.js';

const PRODUCER = 4;

/** The messages that were published, and for each publishing span the message it belongs to. */
export interface Publications {
  drafts: MessageDraft[];
  bySpan: Map<string, MessageDraft>;
}

/**
 * Tells the publishing spans of one message from those of many.
 *
 * Same message: a send that links to its create span (or names it as its context); a send inside a create or send span
 * of the same service, system and destination (a CLIENT send under a PRODUCER create; pika nests two PRODUCER spans).
 * Not the same: several PRODUCER spans inside one publishing span, which is then only a wrapper around them.
 * A send of a batch that links to N create spans belongs to all N; consumers that point at the send itself find the first.
 */
export function findPublications(index: SpanIndex): Publications {
  const spans = index.spans.filter(isPublishing);
  const owner = ownersOf(spans, index);
  const publications: Publications = { drafts: [], bySpan: new Map() };
  for (const span of spans) if (!owner.has(span)) startMessage(span, publications);
  for (const [span, roots] of owner) {
    for (const root of roots) publications.bySpan.get(root.key)?.publishing.push(span);
    const first = roots[0] && publications.bySpan.get(roots[0].key);
    if (first) publications.bySpan.set(span.key, first);
  }
  for (const draft of publications.drafts) completeNames(draft);
  markWrappers(spans, owner, index, publications);
  return publications;
}

function startMessage(span: FlowSpan, { drafts, bySpan }: Publications): void {
  const draft = newDraft(span.key, span);
  drafts.push(draft);
  bySpan.set(span.key, draft);
}

/** For each span that is part of an earlier span's message: the outermost spans of those messages. */
function ownersOf(spans: readonly FlowSpan[], index: SpanIndex): Map<FlowSpan, FlowSpan[]> {
  const direct = new Map<FlowSpan, FlowSpan[]>();
  const enclosing = enclosingPublications(spans, index);
  for (const span of spans) {
    const named = [...new Set([...span.links.map((link) => link.key), span.context])]
      .map((key) => index.get(key))
      .filter((target) => target !== undefined && target !== span && target.role === 'create' && span.role === 'send');
    const outer = enclosing.get(span);
    if (named.length > 0) direct.set(span, named as FlowSpan[]);
    else if (outer) direct.set(span, [outer]);
  }
  const roots = new Map<FlowSpan, FlowSpan[]>();
  for (const span of direct.keys()) {
    const found = rootsOf(span, direct);
    if (!found.includes(span)) roots.set(span, found);
  }
  return roots;
}

/** No instrumentation nests deeper; forged chains may, and stop here. */
const MAX_NESTING = 8;

/** Follows owners to spans that have none. What has none within reach (a forged cycle) ends at its first span by order. */
function rootsOf(span: FlowSpan, direct: ReadonlyMap<FlowSpan, FlowSpan[]>): FlowSpan[] {
  const seen = new Set([span]);
  let level = [span];
  for (let depth = 0; depth < MAX_NESTING && level.some((one) => direct.has(one)); depth++) {
    level = [...new Set(level.flatMap((one) => direct.get(one) ?? [one]))];
    for (const one of level) seen.add(one);
  }
  const roots = level.filter((one) => !direct.has(one));
  return roots.length > 0 ? roots : [...seen].sort(inOrder).slice(0, 1);
}

function enclosingPublications(spans: readonly FlowSpan[], index: SpanIndex): Map<FlowSpan, FlowSpan> {
  const above = index.findAbove((span) => span.role !== '');
  const enclosing = new Map<FlowSpan, FlowSpan>();
  const producersInside = new Map<FlowSpan, number>();
  for (const span of spans) {
    const outer = above(span);
    if (outer === null || !isSamePublication(outer, span)) continue;
    enclosing.set(span, outer);
    if (span.kind === PRODUCER) producersInside.set(outer, (producersInside.get(outer) ?? 0) + 1);
  }
  for (const [span, outer] of enclosing)
    if (span.kind === PRODUCER && (producersInside.get(outer) ?? 0) > 1) enclosing.delete(span);
  return enclosing;
}

function isSamePublication(outer: FlowSpan, inner: FlowSpan): boolean {
  if (!isPublishing(outer) || outer.service !== inner.service || outer.system !== inner.system) return false;
  return outer.destination === inner.destination || outer.destination === '' || inner.destination === '';
}

function completeNames(draft: MessageDraft): void {
  draft.destination ||= draft.publishing.find((span) => span.destination !== '')?.destination ?? '';
}

function markWrappers(
  spans: readonly FlowSpan[],
  owner: ReadonlyMap<FlowSpan, FlowSpan[]>,
  index: SpanIndex,
  { bySpan }: Publications,
): void {
  const above = index.findAbove((span) => span.role !== '');
  for (const span of spans) {
    const outer = owner.has(span) ? null : above(span);
    if (outer === null || !isSamePublication(outer, span)) continue;
    const wrapper = bySpan.get(outer.key);
    if (wrapper && wrapper !== bySpan.get(span.key)) wrapper.isWrapper = true;
  }
}
