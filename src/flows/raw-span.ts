import { jsonDouble, type JsonAttribute } from '../collector/any-value.js';
import type { RawSpan } from './flow.js';
import { decodeRemainder } from './span-remainder.js';

/** The columns of a stored span from which OTLP JSON is told again; see `RAW_COLUMNS` in span-queries.ts. */
export interface RawSpanRow {
  traceId: string;
  spanId: string;
  /** '' for a root. */
  parentSpanId: string;
  flags: number;
  kind: number;
  name: string;
  startNano: string;
  endNano: string;
  statusCode: number;
  statusMessage: string;
  /** OTLP JSON objects. */
  resource: string;
  scope: string;
  attributeKeys: readonly string[];
  attributeValues: readonly string[];
  attributeTypes: readonly number[];
  /** Base64 of the span's remaining protobuf fields. */
  rest: string;
}

/**
 * A stored span as an OTLP JSON Span (opentelemetry-proto 1.11: lowerCamelCase, hex ids, 64-bit integers and nanoseconds
 * as decimal strings), with its `resource` and `scope` beside it. Where the remaining fields cannot be decoded the span
 * is shown without them and `undecodedRemainder` says why.
 */
export function showRawSpan(row: RawSpanRow): RawSpan {
  return {
    traceId: row.traceId,
    spanId: row.spanId,
    ...(row.parentSpanId === '' ? {} : { parentSpanId: row.parentSpanId }),
    flags: row.flags,
    name: row.name,
    kind: row.kind,
    startTimeUnixNano: row.startNano,
    endTimeUnixNano: row.endNano,
    attributes: showAttributes(row),
    status: { code: row.statusCode, ...(row.statusMessage === '' ? {} : { message: row.statusMessage }) },
    ...showRemainder(row.rest),
    resource: parseObject(row.resource),
    scope: parseObject(row.scope),
  };
}

function showRemainder(rest: string): object {
  if (rest === '') return {};
  try {
    return decodeRemainder(Buffer.from(rest, 'base64'));
  } catch (error) {
    return { undecodedRemainder: error instanceof Error ? error.message : String(error) };
  }
}

function showAttributes({ attributeKeys, attributeValues, attributeTypes }: RawSpanRow): JsonAttribute[] {
  return attributeKeys.map((key, at) => ({
    key,
    value: showValue(attributeValues[at] ?? '', attributeTypes[at] ?? 1),
  }));
}

/** `type` is the field number of OTLP's AnyValue. */
function showValue(stored: string, type: number): JsonAttribute['value'] {
  if (type === 0) return {};
  if (type === 2) return { boolValue: stored === 'true' || stored === '1' };
  if (type === 3) return { intValue: stored };
  if (type === 4) return { doubleValue: jsonDouble(toNumber(stored)) };
  if (type === 5) return nested('arrayValue', stored);
  if (type === 6) return nested('kvlistValue', stored);
  if (type === 7) return nested('bytesValue', stored);
  return { stringValue: stored };
}

/** ClickHouse and C write "nan" and "inf" where JavaScript writes "NaN" and "Infinity". */
function toNumber(stored: string): number {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(stored);
  return infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : Number(stored);
}

/** Nested values are stored as OTLP JSON, with or without the name of their kind around them. */
function nested(kind: string, stored: string): JsonAttribute['value'] {
  const parsed = parse(stored);
  if (typeof parsed === 'object' && parsed !== null && kind in parsed) return parsed as JsonAttribute['value'];
  return { [kind]: parsed === undefined ? stored : parsed };
}

function parseObject(stored: string): object {
  const parsed = parse(stored);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

/** Undefined for what is no JSON. */
function parse(stored: string): unknown {
  try {
    return JSON.parse(stored) as unknown;
  } catch {
    return undefined;
  }
}
