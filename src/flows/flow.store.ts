import { Injectable } from '@nestjs/common';
import { ClickHouse, type QueryParams } from '../storage/click-house.js';
import type { FlowSpan } from './flow-span.js';
import type { RawSpanRow } from './raw-span.js';
import {
  FLOW_CANDIDATES,
  FLOW_SPANS,
  RAW_SPANS,
  TRACES_BY_CORRELATION,
  TRACES_BY_LINK,
  TRACES_BY_MESSAGE,
  TRACES_BY_OFFSET,
} from './span-queries.js';
import { flowSpanReader, type FlowSpanRow } from './span-row.js';

/** A flow that a search may show: its id, and its newest span in the window in Unix nanoseconds, which orders the list. */
export interface FlowCandidate {
  id: string;
  newestNano: string;
}

export interface CandidateQuery {
  fromMs: number;
  toMs: number;
  /** '' for all. */
  service: string;
  destination: string;
  /** The candidate after which to go on; null for the newest. */
  after: FlowCandidate | null;
  limit: number;
}

/** Ids bound in one statement: enough for most flows in one, and far below a server's limit on a request. */
const IDS_A_STATEMENT = 1000;

/** Reads spans. Every answer is bounded by its `limit`; asking for one more than is needed tells whether there is more. */
@Injectable()
export class FlowStore {
  constructor(private readonly store: ClickHouse) {}

  /** Spans of some traces, the first `limit` by time (of each thousand traces); trace ids in lower-case hex. */
  async spansOf(traceIds: readonly string[], limit: number): Promise<FlowSpan[]> {
    const rows: FlowSpanRow[] = [];
    for (const ids of chunks(traceIds)) {
      if (rows.length < limit)
        rows.push(...(await this.store.query<FlowSpanRow>(FLOW_SPANS, { traceIds: ids, limit: limit - rows.length })));
    }
    return rows.map(flowSpanReader());
  }

  /** The same spans as they were received. */
  async rawSpansOf(traceIds: readonly string[], limit: number): Promise<RawSpanRow[]> {
    const rows: RawSpanRow[] = [];
    for (const ids of chunks(traceIds)) {
      if (rows.length < limit)
        rows.push(...(await this.store.query<RawSpanRow>(RAW_SPANS, { traceIds: ids, limit: limit - rows.length })));
    }
    return rows;
  }

  tracesNaming(correlationIds: readonly string[], limit: number): Promise<string[]> {
    return this.traces(TRACES_BY_CORRELATION, correlationIds, (ids) => ({ ids, limit }));
  }

  tracesWithMessages(messageIds: readonly string[], limit: number): Promise<string[]> {
    return this.traces(TRACES_BY_MESSAGE, messageIds, (ids) => ({ ids, limit }));
  }

  /** Traces with spans that link to any of these. */
  tracesLinkingTo(spans: readonly FlowSpan[], limit: number): Promise<string[]> {
    return this.traces(TRACES_BY_LINK, spans, (part) => ({
      traceIds: [...new Set(part.map((span) => span.traceId))],
      spanIds: part.map((span) => span.spanId),
      limit,
    }));
  }

  /** Traces with spans at the same place of the log within an hour of this one. */
  tracesAtOffsetOf(span: FlowSpan, limit: number): Promise<string[]> {
    return this.traces(TRACES_BY_OFFSET, [span], () => ({
      destination: span.destination,
      partition: span.partition,
      offset: span.offset,
      from: Math.floor(span.startMs) - 3_600_000,
      to: Math.ceil(span.endMs) + 3_600_000,
      limit,
    }));
  }

  candidates({ fromMs, toMs, service, destination, after, limit }: CandidateQuery): Promise<FlowCandidate[]> {
    return this.store.query<FlowCandidate>(FLOW_CANDIDATES, {
      from: Math.floor(fromMs),
      to: Math.ceil(toMs),
      service,
      destination,
      beforeId: after?.id ?? '',
      beforeNano: after?.newestNano ?? '0',
      limit,
    });
  }

  private async traces<T>(
    sql: string,
    values: readonly T[],
    bind: (part: readonly T[]) => QueryParams,
  ): Promise<string[]> {
    const found = new Set<string>();
    for (const part of chunks(values))
      for (const { traceId } of await this.store.query<{ traceId: string }>(sql, bind(part))) found.add(traceId);
    return [...found];
  }
}

function* chunks<T>(values: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < values.length; at += IDS_A_STATEMENT) yield values.slice(at, at + IDS_A_STATEMENT);
}
