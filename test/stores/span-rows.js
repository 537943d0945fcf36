const STAGE = `CREATE TABLE IF NOT EXISTS staged_spans (
  request UInt64, row UInt32, received Int64, started Int64, ended Int64, trace String, span String, parent String,
  service String, role String, system String, destination String, consumer_group String, partition String,
  offset String, message_id String, correlation_id String, context_trace String, context_span String,
  link_traces Array(String), link_spans Array(String), attributes Map(String, String), status_code UInt8,
  status_message String, error_type String, link_messages Array(String), name String, batch_size UInt32) ENGINE = Memory`;
const MOVE = `INSERT INTO spans (request, row, received_at, started_at, ended_at, trace_id, span_id, parent_span_id,
    service, role, system, destination, consumer_group, partition, offset, message_id, correlation_id,
    context_trace_id, context_span_id, link_trace_ids, link_span_ids, attributes, status_code, status_message, error_type,
    link_message_ids, name, batch_size)
  SELECT request, row, fromUnixTimestamp64Milli(received), fromUnixTimestamp64Milli(started), fromUnixTimestamp64Milli(ended),
    unhex(trace), unhex(span), unhex(parent), service, role, system, destination, consumer_group, partition, offset,
    message_id, correlation_id, unhex(context_trace), unhex(context_span), arrayMap(x -> unhex(x), link_traces),
    arrayMap(x -> unhex(x), link_spans), attributes, status_code, status_message, error_type,
    link_messages, name, batch_size
  FROM staged_spans`;
let request = 0;
/** Stores spans as the collector would have, one request a call. */
export async function insertSpans(store, spans) {
    request += 1;
    await store.command(STAGE);
    await store.command('TRUNCATE TABLE staged_spans');
    await store.insert('staged_spans', spans.map((span, row) => ({
        request,
        row,
        received: span.receivedAtMs,
        started: span.startedAtMs ?? span.receivedAtMs,
        ended: span.endedAtMs ?? span.startedAtMs ?? span.receivedAtMs,
        trace: span.traceId,
        span: span.spanId,
        parent: span.parentSpanId ?? '',
        service: span.service ?? '',
        role: span.role ?? '',
        system: span.system ?? '',
        destination: span.destination ?? '',
        consumer_group: span.consumerGroup ?? '',
        partition: span.partition ?? '',
        offset: span.offset ?? '',
        message_id: span.messageId ?? '',
        correlation_id: span.correlationId ?? '',
        context_trace: span.context?.[0] ?? '',
        context_span: span.context?.[1] ?? '',
        link_traces: span.links?.map((link) => link[0]) ?? [],
        link_spans: span.links?.map((link) => link[1]) ?? [],
        attributes: span.attributes ?? {},
        status_code: span.statusCode ?? 0,
        status_message: span.statusMessage ?? '',
        error_type: span.errorType ?? '',
        link_messages: span.linkMessageIds ?? span.links?.map(() => '') ?? [],
        name: span.name ?? '',
        batch_size: span.batchSize ?? 0,
    })));
    await store.command(MOVE);
}
/** The n-th trace id and span id, in hex. */
export const traceId = (n) => n.toString(16).padStart(32, '0');
export const spanId = (n) => n.toString(16).padStart(16, '0');
//# sourceMappingURL=span-rows.js.map