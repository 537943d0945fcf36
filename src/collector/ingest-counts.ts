import type { Metrics } from '../observability/metrics.js';
import { type DecodeResult, ODDITIES, REJECTIONS } from './decode-result.js';

/** How a request ended, as `plumbline_otlp_requests_total` counts it. */
export const REQUEST_OUTCOMES = [
  'stored',
  'repeated',
  'malformed',
  'too_large',
  'unsupported',
  'not_found',
  'overload',
  'failed',
] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

/** What came in and what became of it, since the start of the process. */
export class IngestCounts {
  private stored = 0;
  private readonly rejected = Object.fromEntries(REJECTIONS.map((reason) => [reason, 0])) as Record<
    (typeof REJECTIONS)[number],
    number
  >;
  private readonly odd = Object.fromEntries(ODDITIES.map((oddity) => [oddity, 0])) as Record<
    (typeof ODDITIES)[number],
    number
  >;
  private readonly requests = Object.fromEntries(REQUEST_OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    RequestOutcome,
    number
  >;

  add({ accepted, rejectedFor, oddFor }: DecodeResult): void {
    this.stored += accepted;
    for (const reason of REJECTIONS) this.rejected[reason] += rejectedFor[reason] ?? 0;
    for (const oddity of ODDITIES) this.odd[oddity] += oddFor[oddity] ?? 0;
  }

  /** A request that was refused after all, since it could not be made durable. */
  addUnstored({ accepted, rejected }: DecodeResult): void {
    this.rejected.not_durable += accepted + rejected;
  }

  addRequest(outcome: RequestOutcome): void {
    this.requests[outcome]++;
  }

  /** Shows the counts under `/metrics`. */
  expose(metrics: Metrics): void {
    metrics.observedCounter(
      'plumbline_spans_received_total',
      'Spans of requests that could be read.',
      () => this.stored + sum(this.rejected),
    );
    metrics.observedCounter('plumbline_spans_stored_total', 'Spans that were made durable.', () => this.stored);
    metrics.observedCounter('plumbline_spans_rejected_total', 'Spans that were not stored, by the reason.', () =>
      byLabel('reason', this.rejected),
    );
    metrics.observedCounter(
      'plumbline_spans_odd_total',
      'Spans that are stored although something about them is odd.',
      () => byLabel('oddity', this.odd),
    );
    metrics.observedCounter(
      'plumbline_otlp_requests_total',
      'OTLP requests, by how they ended; repeated ones were stored before and not again.',
      () => byLabel('outcome', this.requests),
    );
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function byLabel(
  label: string,
  counts: Readonly<Record<string, number>>,
): { value: number; labels: Record<string, string> }[] {
  return Object.entries(counts).map(([name, value]) => ({ value, labels: { [label]: name } }));
}
