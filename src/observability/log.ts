import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.js';

/**
 * Structured logs: one JSON object a line on standard output with `level` by name, `time` in ISO 8601, `msg`, and
 * `trace_id` and `span_id` (OpenTelemetry's names for logs) where a span is active.
 */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: activeSpanIds,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function activeSpanIds(): object {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context)
    ? { trace_id: context.traceId, span_id: context.spanId }
    : {};
}
