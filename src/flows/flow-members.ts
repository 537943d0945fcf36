import type { CorrelatedMessage, Correlation } from './correlate.js';
import { flowOutcome } from './outcome.js';
import type { ContractVersion, Flow, FlowSummary } from './flow.js';
import type { FlowSpan } from './flow-span.js';
import { roundToMicros } from './broker-time.js';

/** What makes a flow: a correlation ID, or the traces it was asked for by where no single correlation ID covers them. */
export type FlowSelection =
  { kind: 'correlation'; correlationId: string } | { kind: 'traces'; traceIds: readonly [string, ...string[]] };

export interface SelectedFlow {
  selection: FlowSelection;
  messages: readonly CorrelatedMessage[];
  /** All spans of the flow, in order: its messages' and what lies around them. */
  spans: readonly FlowSpan[];
}

/** Which correlation IDs the spans of each trace name. */
export function namesByTrace(correlation: Correlation): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { traceId, correlationId } of correlation.index.spans) {
    if (correlationId === '') continue;
    const known = names.get(traceId);
    if (known) known.add(correlationId);
    else names.set(traceId, new Set([correlationId]));
  }
  return names;
}

/**
 * The flow of some traces: that of their correlation ID if all their messages and spans agree on one, else what is in the
 * traces themselves.
 */
export function selectionOf(correlation: Correlation, traceIds: readonly [string, ...string[]]): FlowSelection {
  const names = new Set<string>();
  const named = namesByTrace(correlation);
  for (const traceId of traceIds) for (const name of named.get(traceId) ?? []) names.add(name);
  for (const { message, spans } of correlation.messages)
    if (message.correlationId !== null && spans.some((span) => traceIds.includes(span.traceId)))
      names.add(message.correlationId);
  const [only, another] = names;
  return only !== undefined && another === undefined
    ? { kind: 'correlation', correlationId: only }
    : { kind: 'traces', traceIds };
}

/**
 * Takes one flow out of correlated traces, which may hold many: a batch's trace touches the flow of each of its messages.
 *
 * By correlation ID: messages that resolve to it, and messages that resolve to none and were published in traces that
 * name this ID and no other. By traces: messages that touch them, with what caused these and what they caused.
 * Spans that belong to no message are the flow's where nothing else is in their trace; in a shared trace, where they stand
 * below or above a span of the flow.
 */
export function selectFlow(correlation: Correlation, selection: FlowSelection): SelectedFlow {
  const names = namesByTrace(correlation);
  const messages =
    selection.kind === 'correlation'
      ? byCorrelation(correlation, selection.correlationId, names)
      : byTraces(correlation, new Set(selection.traceIds));
  const traceIds = new Set(messages.flatMap(({ spans }) => spans.map((span) => span.traceId)));
  if (selection.kind === 'traces') for (const traceId of selection.traceIds) traceIds.add(traceId);
  else for (const [traceId, ids] of names) if (ids.has(selection.correlationId)) traceIds.add(traceId);
  return { selection, messages, spans: selectSpans(correlation, messages, traceIds, selection) };
}

function byCorrelation(
  { messages }: Correlation,
  correlationId: string,
  names: ReadonlyMap<string, ReadonlySet<string>>,
): CorrelatedMessage[] {
  const namesOnlyThis = (traceId: string) => names.get(traceId)?.size === 1 && names.get(traceId)?.has(correlationId);
  return messages.filter(({ message, spans, unseenTraceId }) => {
    if (message.correlationId !== null) return message.correlationId === correlationId;
    const home = message.publication?.traceId ?? spans[0]?.traceId ?? '';
    return namesOnlyThis(home) === true && (unseenTraceId === '' || unseenTraceId === home);
  });
}

function byTraces({ messages }: Correlation, traceIds: ReadonlySet<string>): CorrelatedMessage[] {
  const neighbours = new Map<string, string[]>();
  const connect = (from: string, to: string) => {
    const known = neighbours.get(from);
    if (known) known.push(to);
    else neighbours.set(from, [to]);
  };
  const reached = new Set<string>();
  for (const { message, spans } of messages) {
    if (message.causedBy !== null) {
      connect(message.causedBy, message.id);
      connect(message.id, message.causedBy);
    }
    if (spans.some((span) => traceIds.has(span.traceId))) reached.add(message.id);
  }
  for (const id of reached) for (const neighbour of neighbours.get(id) ?? []) reached.add(neighbour);
  return messages.filter(({ message }) => reached.has(message.id));
}

function selectSpans(
  { index, messages }: Correlation,
  members: readonly CorrelatedMessage[],
  traceIds: ReadonlySet<string>,
  selection: FlowSelection,
): FlowSpan[] {
  const own = new Set(members.flatMap(({ spans }) => spans));
  const isMember = new Set(members);
  const others = new Set(messages.filter((one) => !isMember.has(one)).flatMap(({ spans }) => spans));
  const shared = new Set([...others].filter((span) => !own.has(span)).map((span) => span.traceId));
  const named = (span: FlowSpan) => selection.kind === 'correlation' && span.correlationId === selection.correlationId;
  const claimedAbove = index.findAbove((span) => own.has(span) || others.has(span) || named(span));
  const around = new Set<FlowSpan>();
  for (const span of index.spans) {
    if (!own.has(span) && !(named(span) && !others.has(span))) continue;
    for (let here = index.parent(span); here && !around.has(here) && !others.has(here); here = index.parent(here))
      around.add(here);
  }
  return index.spans.filter((span) => {
    if (own.has(span) || around.has(span)) return true;
    if (others.has(span) || !traceIds.has(span.traceId)) return false;
    if (!shared.has(span.traceId) || named(span)) return true;
    const above = claimedAbove(span);
    return above !== null && (own.has(above) || (named(above) && !others.has(above)));
  });
}

/** The facts that a flow and its line in a list share. */
export function summarise({ selection, messages, spans }: SelectedFlow): FlowSummary {
  const startUnixMs = spans.reduce((least, span) => Math.min(least, span.startMs), Infinity);
  const endUnixMs = spans.reduce((most, span) => Math.max(most, span.endMs), -Infinity);
  const shown = messages.map(({ message }) => message);
  const attempts = shown.flatMap(({ deliveries }) => deliveries.flatMap((delivery) => delivery.attempts));
  return {
    id: selection.kind === 'correlation' ? selection.correlationId : selection.traceIds[0],
    correlationId: selection.kind === 'correlation' ? selection.correlationId : null,
    startUnixMs,
    endUnixMs,
    durationMs: roundToMicros(Math.max(0, endUnixMs - startUnixMs)),
    outcome: flowOutcome(shown),
    services: [...new Set(spans.map((span) => span.service))],
    destinations: [...new Set(shown.map((message) => message.destination))],
    messageCount: shown.length,
    attemptCount: attempts.length,
  };
}

/** The whole flow, its raw spans given beside it. */
export function showFlow(flow: SelectedFlow, rawSpans: Flow['spans'], truncated: boolean): Flow {
  const { id, correlationId, startUnixMs, endUnixMs, durationMs, outcome, services } = summarise(flow);
  const messages = flow.messages.map(({ message }) => message);
  return {
    id,
    correlationId,
    traceIds: [...new Set(flow.spans.map((span) => span.traceId))],
    startUnixMs,
    endUnixMs,
    durationMs,
    outcome,
    services,
    contractVersions: distinctContracts(messages.map((message) => message.contract)),
    messages,
    spans: rawSpans,
    truncated,
  };
}

function distinctContracts(contracts: readonly (ContractVersion | null)[]): ContractVersion[] {
  const distinct = new Map<string, ContractVersion>();
  for (const contract of contracts) if (contract) distinct.set(JSON.stringify(contract), contract);
  return [...distinct.values()];
}
