import type { CorrelatedMessage, Correlation } from './correlate.js';
import type { FlowSpan } from './flow-span.js';
import { inOrder } from './span-index.js';

/** What makes a flow: a correlation ID, or the traces it was asked for by where no single correlation ID covers them. */
export type FlowSelection =
  { kind: 'correlation'; correlationId: string } | { kind: 'traces'; traceIds: readonly [string, ...string[]] };

export interface SelectedFlow {
  selection: FlowSelection;
  messages: readonly CorrelatedMessage[];
  /** All spans of the flow, in order: its messages' and what lies around them. */
  spans: readonly FlowSpan[];
}

/**
 * Takes flows out of correlated traces, which may hold many: a batch's trace touches the flow of each of its messages.
 * Indexes once; each selection then costs what its own traces hold.
 */
export class FlowSelector {
  private readonly names = new Map<string, Set<string>>();
  private readonly spans = new Map<string, FlowSpan[]>();
  private readonly touching = new Map<string, CorrelatedMessage[]>();
  private readonly named = new Map<string, CorrelatedMessage[]>();
  private readonly byId = new Map<string, CorrelatedMessage>();
  private readonly caused = new Map<string, CorrelatedMessage[]>();
  private readonly tracesNaming = new Map<string, Set<string>>();

  constructor(private readonly correlation: Correlation) {
    for (const span of correlation.index.spans) {
      add(this.spans, span.traceId, span);
      if (span.correlationId === '') continue;
      addTo(this.names, span.traceId, span.correlationId);
      addTo(this.tracesNaming, span.correlationId, span.traceId);
    }
    for (const one of correlation.messages) {
      this.byId.set(one.message.id, one);
      for (const traceId of new Set(one.spans.map((span) => span.traceId))) add(this.touching, traceId, one);
      if (one.message.correlationId !== null) add(this.named, one.message.correlationId, one);
      if (one.message.causedBy !== null) add(this.caused, one.message.causedBy, one);
    }
  }

  /**
   * The flow of some traces: that of their correlation ID if all their messages and spans agree on one, else what is in
   * the traces themselves.
   */
  selectionOf(traceIds: readonly [string, ...string[]]): FlowSelection {
    const names = new Set<string>();
    for (const traceId of traceIds) {
      for (const name of this.names.get(traceId) ?? []) names.add(name);
      for (const { message } of this.touching.get(traceId) ?? [])
        if (message.correlationId !== null) names.add(message.correlationId);
    }
    const [only, another] = names;
    return only !== undefined && another === undefined
      ? { kind: 'correlation', correlationId: only }
      : { kind: 'traces', traceIds };
  }

  /**
   * By correlation ID: messages that resolve to it, and messages that resolve to none and were published in traces that
   * name this ID and no other. By traces: messages that touch them, with what caused these and what they caused.
   * Spans that belong to no message are the flow's where nothing else is in their trace; in a shared trace, where they
   * stand below or above a span of the flow.
   */
  select(selection: FlowSelection): SelectedFlow {
    const members =
      selection.kind === 'correlation'
        ? this.byCorrelation(selection.correlationId)
        : this.byTraces(selection.traceIds);
    const traceIds = new Set(
      selection.kind === 'correlation' ? this.tracesNaming.get(selection.correlationId) : selection.traceIds,
    );
    for (const { spans } of members) for (const span of spans) traceIds.add(span.traceId);
    const messages = this.correlation.messages.length === members.size ? this.correlation.messages : inOrderOf(members);
    const name = selection.kind === 'correlation' ? selection.correlationId : '';
    return { selection, messages, spans: this.selectSpans(members, traceIds, name) };
  }

  private byCorrelation(correlationId: string): Set<CorrelatedMessage> {
    const members = new Set(this.named.get(correlationId));
    for (const traceId of this.tracesNaming.get(correlationId) ?? []) {
      if (this.names.get(traceId)?.size !== 1) continue;
      for (const one of this.touching.get(traceId) ?? []) {
        const home = one.message.publication?.traceId ?? one.spans[0]?.traceId;
        const isAtHome = home === traceId && (one.unseenTraceId === '' || one.unseenTraceId === traceId);
        if (one.message.correlationId === null && isAtHome) members.add(one);
      }
    }
    return members;
  }

  private byTraces(traceIds: readonly string[]): Set<CorrelatedMessage> {
    const members = new Set(traceIds.flatMap((traceId) => this.touching.get(traceId) ?? []));
    for (const { message } of members) {
      const cause = this.byId.get(message.causedBy ?? '');
      if (cause) members.add(cause);
      for (const caused of this.caused.get(message.id) ?? []) members.add(caused);
    }
    return members;
  }

  private selectSpans(
    members: ReadonlySet<CorrelatedMessage>,
    traceIds: ReadonlySet<string>,
    correlationId: string,
  ): FlowSpan[] {
    const { index } = this.correlation;
    const own = new Set([...members].flatMap(({ spans }) => spans));
    const others = this.spansOfOthers(members, own, traceIds);
    const shared = new Set([...others].map((span) => span.traceId));
    const names = (span: FlowSpan) => correlationId !== '' && span.correlationId === correlationId && !others.has(span);
    const ours = (span: FlowSpan) => own.has(span) || names(span);
    const claimedAbove = index.findAbove((span) => ours(span) || others.has(span));
    const spans = [...traceIds].flatMap((traceId) => this.spans.get(traceId) ?? []);
    const around = new Set<FlowSpan>();
    for (const span of spans.filter(ours))
      for (let here = index.parent(span); here && !around.has(here) && !others.has(here); here = index.parent(here))
        around.add(here);
    const isOfFlow = (span: FlowSpan): boolean => {
      if (ours(span) || around.has(span)) return true;
      if (others.has(span)) return false;
      const above = shared.has(span.traceId) ? claimedAbove(span) : null;
      return !shared.has(span.traceId) || (above !== null && ours(above));
    };
    return spans.filter(isOfFlow).sort(inOrder);
  }

  private spansOfOthers(
    members: ReadonlySet<CorrelatedMessage>,
    own: ReadonlySet<FlowSpan>,
    traceIds: ReadonlySet<string>,
  ): Set<FlowSpan> {
    const others = new Set<FlowSpan>();
    for (const traceId of traceIds)
      for (const one of this.touching.get(traceId) ?? [])
        if (!members.has(one)) for (const span of one.spans) if (!own.has(span)) others.add(span);
    return others;
  }
}

function inOrderOf(messages: Iterable<CorrelatedMessage>): CorrelatedMessage[] {
  return [...messages].sort((a, b) => a.place - b.place);
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
