import { toRow } from '../../src/brokers/backlog.service.js';
import { spanId, traceId } from './span-rows.js';
/** The moment at which specs of windows look back. */
export const NOW = Date.parse('2026-11-21T12:34:56.000Z');
let nextId = 1;
export const newSpanId = () => spanId(nextId++);
/** A publication `agoMs` before NOW; its context is itself. */
export function sent(agoMs, rest = {}) {
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
export function taken(of, agoMs, rest = {}) {
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
/** Stores readings of a broker. */
export const storeSamples = (store, samples) => store.insert('backlog_samples', samples.map((of) => toRow({
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
})));
//# sourceMappingURL=messages.js.map