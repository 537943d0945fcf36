import type { Evidence } from './flow.js';
import { isConsuming, messageIdKey, namesMustAgree, offsetKey, traceOf, type FlowSpan } from './flow-span.js';
import { HopTracer, type TracedHop } from './hop-evidence.js';
import { newDraft, type MessageDraft } from './message-draft.js';
import type { Publications } from './publications.js';
import type { SpanIndex } from './span-index.js';

/**
 * A consuming span took this message; `evidence` is null where the producer was not seen. `messageId` is the id that the
 * span's link names, '' for none: a span joins the publication of a batch once for each message it took of it.
 */
export interface Join {
  span: FlowSpan;
  draft: MessageDraft;
  evidence: Evidence | null;
  pull: FlowSpan | null;
  messageId: string;
}

export interface Joins {
  joins: Join[];
  /** Process spans inside another one that name no message of their own. */
  nested: Set<FlowSpan>;
  /** Every message: published, or known only by its consumers. */
  drafts: MessageDraft[];
}

/**
 * Ties each consuming span to its messages, most trusted evidence first: parent chain, links, message id with
 * destination, partition with offset. What is left is gathered into messages without a publication by what the attempts
 * share: offset, message id, or the creation context they name. A correlation ID never makes a hop.
 */
export function joinConsumers(index: SpanIndex, publications: Publications): Joins {
  const gatherer = new JoinGatherer(index, publications);
  const consumers = index.spans.filter(isConsuming);
  const left = consumers.filter((span) => !gatherer.joinByTrace(span));
  const unknown = left.filter((span) => !gatherer.joinByName(span));
  // Offsets before message ids before contexts: the strongest name a message has must be known before weaker ones join it.
  for (const span of unknown.filter((span) => offsetKey(span) !== '')) gatherer.joinUnpublished(span);
  for (const span of unknown.filter((span) => offsetKey(span) === '' && messageIdKey(span) !== ''))
    gatherer.joinUnpublished(span);
  for (const span of unknown.filter((span) => offsetKey(span) === '' && messageIdKey(span) === ''))
    gatherer.joinUnpublished(span);
  return gatherer.result;
}

class JoinGatherer {
  readonly result: Joins;
  private readonly tracer: HopTracer;
  private readonly byMessageId = new Map<string, MessageDraft>();
  private readonly byOffset = new Map<string, MessageDraft>();
  private readonly byUnseen = new Map<string, MessageDraft>();

  constructor(index: SpanIndex, publications: Publications) {
    this.tracer = new HopTracer(index, publications);
    this.result = { joins: [], nested: new Set(), drafts: [...publications.drafts] };
    for (const draft of publications.drafts) for (const span of draft.publishing) this.remember(span, draft);
  }

  /** True where nothing is left to find out about the span. */
  joinByTrace(span: FlowSpan): boolean {
    const hop = this.tracer.trace(span);
    if (isOnlyNested(span, hop)) {
      this.result.nested.add(span);
      return true;
    }
    for (const [draft, evidence] of hop.messages) this.join(span, draft, evidence, hop, draft);
    if (hop.messages.size === 1) for (const draft of hop.messages.keys()) this.remember(span, draft);
    if (hop.messages.size > 0) for (const key of hop.unseen) this.joinUnseen(span, key, hop);
    return hop.messages.size > 0 || (span.role === 'receive' && namesNothing(span, hop));
  }

  joinByName(span: FlowSpan): boolean {
    const byId = this.byMessageId.get(messageIdKey(span));
    const draft = byId ?? this.byOffset.get(offsetKey(span));
    if (draft === undefined) return false;
    const evidence = byId ? 'message-id' : 'offset';
    const hop = this.tracer.trace(span);
    this.join(span, draft, evidence, hop, [...hop.unseen][0] ?? draft);
    this.remember(span, draft);
    return true;
  }

  /** Finds or starts the message that this span and others like it took from an unseen producer. */
  joinUnpublished(span: FlowSpan): void {
    const hop = this.tracer.trace(span);
    if (hop.unseen.size > 1) {
      for (const key of hop.unseen) this.joinUnseen(span, key, hop);
      return;
    }
    const [unseen = ''] = hop.unseen;
    const named = this.byOffset.get(offsetKey(span)) ?? this.byMessageId.get(messageIdKey(span));
    const draft = named ?? this.unseenDraft(span, unseen) ?? this.startDraft(span.key, span, unseen);
    this.remember(span, draft);
    if (unseen !== '' && !this.byUnseen.has(unseenKey(span, unseen))) this.byUnseen.set(unseenKey(span, unseen), draft);
    this.join(span, draft, null, hop, unseen);
  }

  /** Attempts that name different offsets took different messages, even if one unseen span sent them all. */
  private unseenDraft(span: FlowSpan, unseen: string): MessageDraft | undefined {
    return offsetKey(span) === '' ? this.byUnseen.get(unseenKey(span, unseen)) : undefined;
  }

  private joinUnseen(span: FlowSpan, unseen: string, hop: TracedHop): void {
    const key = unseenKey(span, unseen);
    const draft = this.byUnseen.get(key) ?? this.startDraft(key, span, unseen);
    this.byUnseen.set(key, draft);
    this.join(span, draft, null, hop, unseen);
  }

  /** `named` is what the links' message ids stand under. */
  private join(
    span: FlowSpan,
    draft: MessageDraft,
    evidence: Evidence | null,
    { names, pull }: TracedHop,
    named: MessageDraft | string,
  ): void {
    for (const messageId of names.get(named) ?? ['']) {
      this.result.joins.push({ span, draft, evidence, pull, messageId });
      if (messageId !== '') this.rememberId(messageIdKey(span, messageId), draft);
    }
  }

  private startDraft(id: string, span: FlowSpan, unseen: string): MessageDraft {
    const draft = newDraft(id, span);
    draft.unseenTraceId = traceOf(unseen);
    this.result.drafts.push(draft);
    return draft;
  }

  private remember(span: FlowSpan, draft: MessageDraft): void {
    const offset = offsetKey(span);
    this.rememberId(messageIdKey(span), draft);
    if (offset !== '' && !this.byOffset.has(offset)) this.byOffset.set(offset, draft);
  }

  private rememberId(key: string, draft: MessageDraft): void {
    if (key !== '' && !this.byMessageId.has(key)) this.byMessageId.set(key, draft);
  }
}

/** A process span inside another that names no other message tells of the same try. */
function isOnlyNested(span: FlowSpan, hop: TracedHop): boolean {
  const outer = hop.nestedIn;
  if (outer === null || span.role !== 'process' || hop.messages.size > 0 || hop.unseen.size > 0) return false;
  const differs = (mine: string, its: string) => mine !== '' && its !== '' && mine !== its;
  if (differs(span.offset, outer.offset) || differs(span.messageId, outer.messageId)) return false;
  return span.service === outer.service && span.destination === outer.destination;
}

/** A pull that names no message: an empty poll, or one whose messages tell of themselves. */
function namesNothing(span: FlowSpan, hop: TracedHop): boolean {
  return hop.unseen.size === 0 && messageIdKey(span) === '' && offsetKey(span) === '';
}

function unseenKey(span: FlowSpan, unseen: string): string {
  return namesMustAgree(span.system) && span.destination !== '' ? `${unseen}@${span.destination}` : unseen;
}
