import type { Evidence } from './flow.js';
import { identifyingMessageId, isConsuming, isPublishing, type FlowSpan, type SpanLink } from './flow-span.js';
import { fitsDestination, type MessageDraft } from './message-draft.js';
import type { Publications } from './publications.js';
import type { FindAbove, SpanIndex } from './span-index.js';

/** What the trace itself says of a consuming span: the messages it took, or which unseen publications it names. */
export interface TracedHop {
  messages: Map<MessageDraft, Evidence>;
  pull: FlowSpan | null;
  /** The process span this one is nested in. */
  nestedIn: FlowSpan | null;
  /** Keys of publishing spans that were not stored. */
  unseen: Set<string>;
  /** Message ids by which links tell the messages of one publishing span apart, by what it is above: draft or key. */
  names: Map<MessageDraft | string, Set<string>>;
}

/** Chains of links longer than this are forged; three traces is what instrumentations make. */
const MAX_LINK_DEPTH = 8;

/** Follows parents, then links, from consuming spans to the messages they took. */
export class HopTracer {
  private readonly known = new Map<FlowSpan, TracedHop>();
  private readonly above: FindAbove;
  private readonly processesUnder = new Map<FlowSpan, number>();

  constructor(
    private readonly index: SpanIndex,
    private readonly publications: Publications,
  ) {
    this.above = index.findAbove((span) => span.role !== '' && span.role !== 'settle');
    for (const span of index.spans) {
      const outer = span.role === 'process' ? this.above(span) : null;
      if (outer) this.processesUnder.set(outer, (this.processesUnder.get(outer) ?? 0) + 1);
    }
  }

  /**
   * Order of trust: the parent chain (through receive spans), then links, then the creation context the span names. A
   * parent whose destination cannot be the message's gives way to a link that fits. Links add to a parent only where the
   * span says that it stands for several messages.
   */
  trace(span: FlowSpan, depth = 0): TracedHop {
    const remembered = this.known.get(span);
    if (remembered) return remembered;
    const hop: TracedHop = { messages: new Map(), pull: null, nestedIn: null, unseen: new Set(), names: new Map() };
    if (depth > MAX_LINK_DEPTH) return hop;
    this.known.set(span, hop);
    this.followParents(span, hop, depth);
    const fits = [...hop.messages.keys()].some((draft) => fitsDestination(span, draft));
    if (!fits || span.batchSize > 1) this.followLinks(span, hop, depth);
    if (hop.messages.size === 0 && hop.unseen.size === 0) this.followContext(span, hop);
    this.nameByLinks(span, hop, depth);
    return hop;
  }

  private followParents(span: FlowSpan, hop: TracedHop, depth: number): void {
    const outer = this.above(span);
    if (outer === null) return;
    const published = isPublishing(outer) ? this.publications.bySpan.get(outer.key) : undefined;
    if (published) hop.messages.set(published, 'parent');
    else if (outer.role === 'process') hop.nestedIn = outer;
    else if (outer.role === 'receive') {
      hop.pull = outer;
      this.takeFromPull(span, hop, outer, depth);
    }
  }

  /** A pull of one message says which; a pull of many says it only for a single process span that took them all. */
  private takeFromPull(span: FlowSpan, hop: TracedHop, pull: FlowSpan, depth: number): void {
    const pulled = this.trace(pull, depth + 1);
    const ofOne = pulled.messages.size + pulled.unseen.size === 1 && pull.batchSize <= 1 && !namesSeveral(pulled);
    if (!ofOne && this.processesUnder.get(pull) !== 1) return;
    for (const [draft, evidence] of pulled.messages) hop.messages.set(draft, evidence);
    for (const key of pulled.unseen) hop.unseen.add(key);
    for (const [told, names] of pulled.names) if (ofOne || span.role === 'process') hop.names.set(told, names);
  }

  private followLinks(span: FlowSpan, hop: TracedHop, depth: number): void {
    const linked = new Map<MessageDraft, Evidence>();
    const unseen = new Set<string>();
    for (const key of new Set(span.links.map((link) => link.key))) {
      const target = this.index.get(key);
      if (target === undefined) unseen.add(key);
      else this.followLink(target, hop, linked, unseen, depth);
    }
    if (linked.size + unseen.size === 0) return;
    const someFit = (drafts: Iterable<MessageDraft>) => [...drafts].some((draft) => fitsDestination(span, draft));
    if (!someFit(hop.messages.keys())) {
      if (hop.messages.size > 0 && !someFit(linked.keys())) return;
      hop.messages.clear();
      hop.unseen.clear();
    }
    for (const [draft, evidence] of linked) if (!hop.messages.has(draft)) hop.messages.set(draft, evidence);
    for (const key of unseen) hop.unseen.add(key);
  }

  private followLink(
    target: FlowSpan,
    hop: TracedHop,
    linked: Map<MessageDraft, Evidence>,
    unseen: Set<string>,
    depth: number,
  ): void {
    const published = isPublishing(target) ? this.publications.bySpan.get(target.key) : undefined;
    if (published) linked.set(published, 'link');
    if (!isConsuming(target)) return;
    if (target.role === 'receive') hop.pull ??= target;
    const further = this.trace(target, depth + 1);
    for (const draft of further.messages.keys()) linked.set(draft, 'link');
    for (const key of further.unseen) unseen.add(key);
  }

  /** Links to the send of a batch differ in nothing but the message id. The span's own links know better than its pull's. */
  private nameByLinks(span: FlowSpan, hop: TracedHop, depth: number): void {
    const own: TracedHop['names'] = new Map();
    for (const link of span.links)
      for (const [told, names] of this.namesOf(link, span, depth))
        if (typeof told === 'string' ? hop.unseen.has(told) : hop.messages.has(told))
          for (const name of names) own.set(told, (own.get(told) ?? new Set()).add(name));
    for (const [told, names] of own) hop.names.set(told, names);
  }

  private namesOf({ key, messageId }: SpanLink, span: FlowSpan, depth: number): TracedHop['names'] {
    const target = this.index.get(key);
    const further = target && isConsuming(target) ? this.trace(target, depth + 1) : null;
    const id = identifyingMessageId(span, messageId);
    if (id === '') return further === null || namesSeveral(further) ? new Map() : further.names;
    const told = further ? [...further.messages.keys(), ...further.unseen] : [this.publications.bySpan.get(key) ?? key];
    const [only, another] = told;
    return only === undefined || another !== undefined ? new Map() : new Map([[only, new Set([id])]]);
  }

  /**
   * The context is the last resort. One that was not stored is an unseen publication's; one that was stored and publishes
   * nothing (a poll loop around many messages) says nothing. A pull with an unseen parent may be any client call.
   */
  private followContext(span: FlowSpan, hop: TracedHop): void {
    if (span.context === '' || span.context === span.key) return;
    const target = this.index.get(span.context);
    const published = target && isPublishing(target) ? this.publications.bySpan.get(target.key) : undefined;
    if (published) hop.messages.set(published, 'link');
    else if (target === undefined && span.role === 'process') hop.unseen.add(span.context);
  }
}

function namesSeveral({ names }: TracedHop): boolean {
  return [...names.values()].some((ids) => ids.size > 1);
}
