import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { compileDeadLetterPattern } from '../messaging/dead-letter.js';
import { correlate, type Correlation } from './correlate.js';
import type { Flow, FlowPage, FlowSummary } from './flow.js';
import { flowsOfCandidates, isNew, matches } from './flow-candidates.js';
import { FlowSelector, type FlowSelection, type SelectedFlow } from './flow-selector.js';
import { showFlow, summarise } from './show-flow.js';
import { showCursor, type FlowSearch } from './flow-search.js';
import { identifyingMessageId, isConsuming, isPublishing, type FlowSpan } from './flow-span.js';
import { FlowStore, type FlowCandidate } from './flow.store.js';
import { showRawSpan } from './raw-span.js';

/** How far one flow is followed, and how much one answer may cost. */
const LIMITS = { rounds: 4, traces: 200, spans: 10_000, searchSpans: 20_000, candidatesAPage: 50, searchPages: 6 };

const TRACE_ID = /^[0-9a-f]{32}$/i;

type TraceIds = readonly [string, ...string[]];
const isSome = (ids: readonly string[]): ids is TraceIds => ids.length > 0;

/** Spans gathered for a flow so far. */
interface Gathered {
  correlation: Correlation;
  traceIds: Set<string>;
  truncated: boolean;
}

/** Finds flows: fetches spans, lets `correlate` decide, follows what it could not see, and shows the result. */
@Injectable()
export class FlowService {
  private readonly isDeadLetterName: (name: string) => boolean;

  constructor(
    private readonly store: FlowStore,
    @Inject(CONFIG) config: Config,
  ) {
    const pattern = compileDeadLetterPattern(config.deadLetter.pattern);
    this.isDeadLetterName = (name) => pattern.test(name);
  }

  /** The flow of a trace ID (32 hex digits of any case), else of a correlation ID, else of a message ID; null if none. */
  async find(id: string): Promise<Flow | null> {
    const found = await this.locate(id);
    if (found === null) return null;
    const { flow, gathered } = found;
    const rows = await this.store.rawSpansOf([...new Set(flow.spans.map((span) => span.traceId))], 2 * LIMITS.spans);
    const own = new Set(flow.spans.map((span) => span.key));
    const raw = rows.filter((row) => own.has(`${row.traceId}-${row.spanId}`)).map(showRawSpan);
    return showFlow(flow, raw, gathered.truncated);
  }

  /** A page of flows, newest first. Bounded work: a page may hold fewer than asked for and have a next one. */
  async search(search: FlowSearch): Promise<FlowPage> {
    if (search.q !== '') return this.searchById(search);
    const flows: FlowSummary[] = [];
    const shown = new Set<string>();
    let after = search.after;
    for (let page = 0; page < LIMITS.searchPages; page++) {
      const candidates = await this.store.candidates({ ...search, after, limit: LIMITS.candidatesAPage });
      for (const { candidate, found } of await this.selectAll(candidates, search)) {
        after = candidate;
        const fresh = found.filter((flow) => isNew(flow, shown)).map(summarise);
        flows.push(...fresh.filter((flow) => matches(flow, search)));
        if (flows.length >= search.limit) return { flows, nextCursor: showCursor(candidate) };
      }
      if (candidates.length < LIMITS.candidatesAPage) return { flows, nextCursor: null };
    }
    return { flows, nextCursor: after && showCursor(after) };
  }

  private async searchById(search: FlowSearch): Promise<FlowPage> {
    const found = await this.locate(search.q);
    const summary = found && summarise(found.flow);
    return { flows: summary && matches(summary, search) ? [summary] : [], nextCursor: null };
  }

  private async locate(id: string): Promise<{ flow: SelectedFlow; gathered: Gathered } | null> {
    if (TRACE_ID.test(id)) {
      const found = await this.gatherTraces([id.toLowerCase()]);
      if (found) return found;
    }
    const naming = await this.store.tracesNaming([id], LIMITS.traces + 1);
    if (isSome(naming)) return this.gather(naming, { kind: 'correlation', correlationId: id });
    const holding = await this.store.tracesWithMessages([id], LIMITS.traces);
    return isSome(holding) ? this.gatherTraces(holding) : null;
  }

  private async gatherTraces(traceIds: TraceIds): Promise<{ flow: SelectedFlow; gathered: Gathered } | null> {
    const correlation = this.correlate(await this.store.spansOf(traceIds, LIMITS.spans));
    if (correlation.index.spans.length === 0) return null;
    const selection = new FlowSelector(correlation).selectionOf(traceIds);
    if (selection.kind === 'traces') return this.gather(traceIds, selection);
    const naming = await this.store.tracesNaming([selection.correlationId], LIMITS.traces + 1);
    return this.gather([...new Set([...traceIds, ...naming])], selection);
  }

  /** Follows the flow's own messages to other traces, until nothing new is found or a limit is met. */
  private async gather(
    seeds: readonly string[],
    asked: FlowSelection,
  ): Promise<{ flow: SelectedFlow; gathered: Gathered }> {
    const gathered: Gathered = { correlation: this.correlate([]), traceIds: new Set(), truncated: false };
    let selection = asked;
    await this.add(seeds, gathered);
    for (let round = 1; round < LIMITS.rounds && !gathered.truncated; round++) {
      const flow = new FlowSelector(gathered.correlation).select(selection);
      const found = (await this.tracesBeside(flow)).filter((traceId) => !gathered.traceIds.has(traceId));
      if (found.length === 0) break;
      await this.add(found, gathered);
      // A trace without a correlation ID may turn out to belong to a flow that has one, in a trace that links to it.
      if (selection.kind === 'traces') {
        selection = new FlowSelector(gathered.correlation).selectionOf(selection.traceIds);
        if (selection.kind === 'correlation')
          await this.add(await this.store.tracesNaming([selection.correlationId], LIMITS.traces), gathered);
      }
    }
    return { flow: new FlowSelector(gathered.correlation).select(selection), gathered };
  }

  private async add(traceIds: readonly string[], gathered: Gathered): Promise<void> {
    const room = LIMITS.traces - gathered.traceIds.size;
    const spans = gathered.correlation.index.spans;
    const fresh = traceIds.filter((traceId) => !gathered.traceIds.has(traceId));
    const more = await this.store.spansOf(fresh.slice(0, room), LIMITS.spans - spans.length + 1);
    for (const traceId of fresh.slice(0, room)) gathered.traceIds.add(traceId);
    gathered.truncated ||= fresh.length > room || spans.length + more.length > LIMITS.spans;
    gathered.correlation = this.correlate([...spans, ...more].slice(0, LIMITS.spans));
  }

  /** Traces that the messages name but were not fetched, that link to them, or that name the same message elsewhere. */
  private async tracesBeside({ messages }: SelectedFlow): Promise<string[]> {
    const spans = messages.flatMap((one) => one.spans).filter((span) => isPublishing(span) || isConsuming(span));
    const named = messages.map(({ unseenTraceId }) => unseenTraceId).filter((traceId) => traceId !== '');
    const messageIds = new Set(spans.map((span) => identifyingMessageId(span)).filter((id) => id !== ''));
    const placed = messages.filter(({ message }) => message.publication === null || message.deliveries.length === 0);
    const found = [
      ...named,
      ...(await this.store.tracesLinkingTo([...new Set(spans)], LIMITS.traces)),
      ...(await this.store.tracesWithMessages([...messageIds], LIMITS.traces)),
    ];
    for (const span of placed
      .flatMap((one) => one.spans)
      .filter(hasPlace)
      .slice(0, 10))
      found.push(...(await this.store.tracesAtOffsetOf(span, LIMITS.traces)));
    return [...new Set(found)];
  }

  /** Correlates the traces of a page of candidates together, in halves where they are too many for one go. */
  private async selectAll(
    candidates: readonly FlowCandidate[],
    search: FlowSearch,
  ): Promise<{ candidate: FlowCandidate; found: SelectedFlow[] }[]> {
    if (candidates.length === 0) return [];
    const ids = candidates.map(({ id }) => id);
    const traceIds = new Set(await this.store.tracesNaming(ids, LIMITS.traces * 4));
    for (const id of ids) if (TRACE_ID.test(id)) traceIds.add(id);
    const spans = await this.store.spansOf([...traceIds], LIMITS.searchSpans + 1);
    if (spans.length > LIMITS.searchSpans && candidates.length > 1) {
      const half = Math.ceil(candidates.length / 2);
      const first = await this.selectAll(candidates.slice(0, half), search);
      return [...first, ...(await this.selectAll(candidates.slice(half), search))];
    }
    const correlation = await this.withNeighbours(spans, traceIds);
    const select = flowsOfCandidates(correlation, search);
    return candidates.map((candidate) => ({ candidate, found: select(candidate) }));
  }

  /** One round of links both ways is enough for a line in a list; the flow's own page follows further. */
  private async withNeighbours(spans: readonly FlowSpan[], traceIds: ReadonlySet<string>): Promise<Correlation> {
    const correlation = this.correlate(spans);
    const all: SelectedFlow = { selection: { kind: 'traces', traceIds: [''] }, messages: correlation.messages, spans };
    const room = LIMITS.searchSpans - spans.length;
    const found = (await this.tracesBeside(all)).filter((traceId) => !traceIds.has(traceId)).slice(0, LIMITS.traces);
    if (found.length === 0 || room <= 0) return correlation;
    return this.correlate([...spans, ...(await this.store.spansOf(found, room))]);
  }

  private correlate(spans: readonly FlowSpan[]): Correlation {
    return correlate(spans, this.isDeadLetterName);
  }
}

const hasPlace = (span: FlowSpan): boolean => span.offset !== '' && span.partition !== '' && span.destination !== '';
