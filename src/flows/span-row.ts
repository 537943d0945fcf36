import { MalformedPayload } from '../collector/protobuf-reader.js';
import type { MessagingRole } from '../messaging/messaging-span.js';
import { spanKey, type FlowSpan, type SpanFailure } from './flow-span.js';
import { decodeRemainder } from './span-remainder.js';

/** The columns of a stored span that correlation reads; see `FLOW_COLUMNS` in span-queries.ts. Ids are lower-case hex. */
export interface FlowSpanRow {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  kind: number;
  startNano: string;
  endNano: string;
  statusCode: number;
  statusMessage: string;
  service: string;
  resource: string;
  correlationId: string;
  role: string;
  system: string;
  destination: string;
  consumerGroup: string;
  partitionId: string;
  offsetText: string;
  messageId: string;
  contextTraceId: string;
  contextSpanId: string;
  linkTraceIds: readonly string[];
  linkSpanIds: readonly string[];
  linkMessageIds: readonly string[];
  contractSubject: string;
  contractVersion: string;
  contractSchemaId: string;
  errorType: string;
  deliveryAttempt: number;
  batchSize: number;
  /** Base64; only of spans that failed, for their exception event. */
  failureRest: string;
}

const STATUS_ERROR = 2;
const ROLES: ReadonlySet<string> = new Set<MessagingRole>(['create', 'send', 'receive', 'process', 'settle']);

/** Builds a reader of rows; it parses each distinct resource once. */
export function flowSpanReader(): (row: FlowSpanRow) => FlowSpan {
  const hosts = new Map<string, string>();
  const hostOf = (row: FlowSpanRow): string => {
    const known = hosts.get(row.resource);
    if (known !== undefined) return known || `service ${row.service}`;
    hosts.set(row.resource, readHostName(row.resource));
    return hostOf(row);
  };
  return (row) => ({
    key: spanKey(row.traceId, row.spanId),
    traceId: row.traceId,
    spanId: row.spanId,
    parentKey: spanKey(row.traceId, row.parentSpanId),
    kind: row.kind,
    service: row.service,
    host: hostOf(row),
    startMs: nanoToMs(row.startNano),
    endMs: nanoToMs(row.endNano),
    failure: readFailure(row),
    correlationId: row.correlationId,
    role: ROLES.has(row.role) ? (row.role as MessagingRole) : '',
    system: row.system,
    destination: row.destination,
    consumerGroup: row.consumerGroup,
    partition: row.partitionId,
    offset: row.offsetText,
    messageId: row.messageId,
    context: spanKey(row.contextTraceId, row.contextSpanId),
    links: row.linkTraceIds
      .map((traceId, at) => ({
        key: spanKey(traceId, row.linkSpanIds[at] ?? ''),
        messageId: row.linkMessageIds[at] ?? '',
      }))
      .filter(({ key }) => key !== ''),
    contractSubject: row.contractSubject,
    contractVersion: row.contractVersion,
    contractSchemaId: row.contractSchemaId,
    deliveryAttempt: row.deliveryAttempt,
    batchSize: row.batchSize,
  });
}

/** Nanoseconds in decimal to milliseconds with microseconds in the fraction, as fine as a double holds Unix time. */
function nanoToMs(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1000n) / 1000;
}

function readHostName(resource: string): string {
  try {
    const parsed = JSON.parse(resource) as { attributes?: { key?: string; value?: { stringValue?: unknown } }[] };
    const name = parsed.attributes?.find((attribute) => attribute.key === 'host.name')?.value?.stringValue;
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}

/** A span failed if its status says so or it names an error type; its exception event fills what they leave open. */
function readFailure(row: FlowSpanRow): SpanFailure | null {
  if (row.statusCode !== STATUS_ERROR && row.errorType === '') return null;
  const exception = readException(row.failureRest);
  return {
    type: row.errorType || exception.type || null,
    message: row.statusMessage || exception.message || null,
  };
}

/** The last exception event; '' where there is none or the bytes are no protobuf (the raw span then says so). */
function readException(rest: string): { type: string; message: string } {
  const found = { type: '', message: '' };
  try {
    const events = decodeRemainder(Buffer.from(rest, 'base64')).events ?? [];
    for (const { key, value } of events.findLast((event) => event.name === 'exception')?.attributes ?? []) {
      if (key === 'exception.type') found.type = String(value['stringValue'] ?? '');
      if (key === 'exception.message') found.message = String(value['stringValue'] ?? '');
    }
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error;
  }
  return found;
}
