import { toRow } from '../../src/brokers/backlog.service.js';
import type { ClickHouse } from '../../src/storage/click-house.js';
import { spanId, traceId, type SpanRow } from './span-rows.js';

/** The moment at which specs of windows look back. */
export const NOW = Date.parse('2026-11-21T12:34:56.000Z');

let nextId = 1;
export const newSpanId = () => spanId(nextId++);

/** A publication `agoMs` before NOW; its context is itself. */
export function sent(agoMs: number, rest: Partial<SpanRow> = {}): SpanRow {
  const n = nextId++;
  const span = { traceId: traceId(n), spanId: spanId(n) };
  return {
    ...span,
    receivedAtMs: NOW - agoMs,
    role: 'send',
    system: 'kafka',
    destination: 'orders',
    service: 'checkout',
    context: [span.traceId, span.spanId],
    ...rest,
  };
}

/** An attempt at `of`, parented to it as stock JavaScript instrumentations do. */
export function taken(of: SpanRow, agoMs: number, rest: Partial<SpanRow> = {}): SpanRow {
  return {
    traceId: of.traceId,
    spanId: newSpanId(),
    parentSpanId: of.spanId,
    receivedAtMs: NOW - agoMs,
    role: 'process',
    system: of.system ?? '',
    destination: of.destination ?? '',
    service: 'billing',
    context: [of.traceId, of.spanId],
    ...rest,
  };
}

/** What a broker said `agoMs` before NOW; what is left out is unknown. */
export interface Sample {
  agoMs: number;
  system?: string;
  destination: string;
  group?: string;
  partition?: string;
  lag?: number | null;
  seconds?: number | null;
  depth?: number | null;
  arrived?: number | null;
  isDeadLetter?: boolean;
}

/** Stores readings of a broker. */
export const storeSamples = (store: ClickHouse, samples: readonly Sample[]) =>
  store.insert(
    'backlog_samples',
    samples.map((of) =>
      toRow({
        sampledAtMs: NOW - of.agoMs,
        system: of.system ?? 'kafka',
        destination: of.destination,
        partition: of.partition ?? '0',
        consumerGroup: of.group ?? '',
        lagMessages: of.lag ?? null,
        lagSeconds: of.seconds ?? null,
        depth: of.depth ?? null,
        arrivedTotal: of.arrived ?? null,
        oldestAgeSeconds: null,
        isDeadLetter: of.isDeadLetter === true,
      }),
    ),
  );
