import type { RawSpan } from '../../api/types.js';
import { nanosToMs } from '../../time/instant.js';

/** What the list of spans shows of one. */
export interface SpanFacts {
  service: string | null;
  kind: string;
  startUnixMs: number;
  durationMs: number;
  isError: boolean;
}

/** SpanKind of opentelemetry-proto 1.11, by its number. */
const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUS_ERROR = 2;

export function spanFacts(span: RawSpan): SpanFacts {
  const startUnixMs = nanosToMs(span.startTimeUnixNano);
  const status = span['status'];
  return {
    service: attributesOf(recordOf(span['resource'])).find(([key]) => key === 'service.name')?.[1] ?? null,
    kind: KINDS[span.kind] ?? `kind ${span.kind}`,
    startUnixMs,
    durationMs: nanosToMs(span.endTimeUnixNano) - startUnixMs,
    isError: recordOf(status)['code'] === STATUS_ERROR,
  };
}

/** The attributes of a span or a resource as text, in their order; OTLP's AnyValue is unwrapped. */
export function attributesOf(holder: Readonly<Record<string, unknown>>): [key: string, value: string][] {
  const attributes = holder['attributes'];
  if (!Array.isArray(attributes)) return [];
  return attributes.map((one: unknown) => {
    const { key, value } = recordOf(one);
    return [String(key), anyValueText(value)];
  });
}

function anyValueText(value: unknown): string {
  const [only] = Object.values(recordOf(value));
  if (only === undefined || only === null) return '(none)';
  return typeof only === 'object' ? JSON.stringify(only) : String(only);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
