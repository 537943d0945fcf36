import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.js';

/**
 * Structured logs: one JSON object a line on standard output with `level` by name, `time` in ISO 8601, `msg`, and
 * `trace_id` and `span_id` (OpenTelemetry's names for logs) where a span is active.
 */
export function createLog(level: Config['logLevel'], destination: DestinationStream = standardOutput()): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: activeSpanIds,
  };
  return pino(options, destination);
}

/**
 * As Node writes it. What pino would write by itself is held back a moment, and where nobody reads any more it is tried for ever when
 * the process leaves (sonic-boom 4.2, `flushSync`): a server would never end.
 */
function standardOutput(): DestinationStream {
  // Who read the logs has gone, and there is nobody to tell of it.
  process.stdout.on('error', () => {});
  return process.stdout;
}

function activeSpanIds(): object {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context)
    ? { trace_id: context.traceId, span_id: context.spanId }
    : {};
}
