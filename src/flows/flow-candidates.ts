import type { Correlation } from './correlate.js';
import type { FlowSummary } from './flow.js';
import { FlowSelector, type SelectedFlow } from './flow-selector.js';
import type { FlowSearch } from './flow-search.js';
import type { FlowCandidate } from './flow.store.js';

/**
 * Builds the decision which flows stand in a list for one candidate, given the correlated traces of a page of them.
 *
 * A correlation ID stands for its flow. A trace that names none, such as a batch consumer's, may hold messages of flows
 * that have one. Where such a flow is named by a span in the window it is a candidate of its own and is left to it; where
 * it is not (published before the window), or where filters may have passed over that candidate, it is shown here.
 */
export function flowsOfCandidates(
  correlation: Correlation,
  search: Pick<FlowSearch, 'fromMs' | 'toMs' | 'service' | 'destination'>,
): (candidate: FlowCandidate) => SelectedFlow[] {
  const flows = new FlowSelector(correlation);
  const present = new Set<string>();
  const ownCandidates = new Set<string>();
  const isFiltered = search.service !== '' || search.destination !== '';
  for (const span of correlation.index.spans) {
    present.add(span.traceId);
    if (!isFiltered && span.startMs >= search.fromMs && span.startMs < search.toMs)
      ownCandidates.add(span.correlationId);
  }
  const byCorrelation = (correlationId: string) => flows.select({ kind: 'correlation', correlationId });
  return ({ id }) => {
    if (!present.has(id)) return withMessages([byCorrelation(id)]);
    const selection = flows.selectionOf([id]);
    if (selection.kind === 'correlation')
      return ownCandidates.has(selection.correlationId) ? [] : withMessages([byCorrelation(selection.correlationId)]);
    const flow = flows.select(selection);
    const named = new Set(flow.messages.map(({ message }) => message.correlationId));
    const isFlow = named.delete(null);
    const others = [...named].filter((name) => name !== null && !ownCandidates.has(name)) as string[];
    return withMessages([...(isFlow ? [flow] : []), ...others.map(byCorrelation)]);
  };
}

const withMessages = (flows: SelectedFlow[]): SelectedFlow[] => flows.filter((flow) => flow.messages.length > 0);

/** Two traces without a correlation ID that link to each other are two candidates and one flow: it is shown once. */
export function isNew(flow: SelectedFlow, shown: Set<string>): boolean {
  const before = shown.size;
  for (const { message } of flow.messages) shown.add(message.id);
  return shown.size > before;
}

/** Whether a flow is what was searched for. */
export function matches(flow: FlowSummary, search: FlowSearch): boolean {
  if (search.outcome !== null && flow.outcome !== search.outcome) return false;
  if (search.service !== '' && !flow.services.includes(search.service)) return false;
  if (search.destination !== '' && !flow.destinations.includes(search.destination)) return false;
  return flow.endUnixMs >= search.fromMs && flow.startUnixMs < search.toMs;
}
