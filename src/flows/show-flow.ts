import { roundToMicros } from './broker-time.js';
import type { ContractVersion, Flow, FlowSummary, Message } from './flow.js';
import type { SelectedFlow } from './flow-selector.js';
import { flowOutcome } from './outcome.js';

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
    destinations: [...new Set(shown.flatMap(destinationsOf))],
    messageCount: shown.length,
    attemptCount: attempts.length,
  };
}

/** Where a message went: an exchange leads to queues, and people know those by name as well. */
function destinationsOf({ destination, deliveries }: Message): string[] {
  const queues = deliveries.filter(({ consumerGroupFrom }) => consumerGroupFrom === 'queue');
  return [destination, ...queues.map(({ consumerGroup }) => consumerGroup)];
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
