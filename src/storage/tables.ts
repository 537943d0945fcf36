/**
 * The telemetry tables. One row a span, in the order it was received; a span's messaging facts stand beside its raw
 * attributes, so that correlation and detection read columns and never parse.
 *
 * Conventions: '' and zero ids mean "the span does not say". `attributes` keeps strings as they are, other values as
 * text; `attribute_types` holds, in the same order, the OTLP AnyValue field number (1 string, 2 bool, 3 int, 4 double,
 * 5 array, 6 key-value list, 7 bytes; 0 none) so that the raw span can be told exactly. Values of types 5 to 7 are
 * OTLP JSON. `rest` holds the span's remaining protobuf fields (events, links, trace state, dropped counts) verbatim.
 * `resource` and `scope` are OTLP JSON objects, each with the `schemaUrl` that stands beside it there. `link_message_ids`
 * are the message ids that links name in their attributes (SQS), '' for a link that names none.
 *
 * (request, row) names a row for ever: the hash of the request's body and the span's place in it. Loading is
 * idempotent on it, and an exporter's retry of the same bytes is known by it.
 *
 * Ordered by arrival, which is the order rows come in: sorting a load by trace id costs four times what all the rest of
 * an insert does, since every column is permuted. A trace, a correlation or message id and a link are found by a bloom
 * filter each; what belongs together arrives together, so few granules are read.
 *
 * Partitioned by the day of arrival, not the span's own clock: a client with a wild clock could otherwise open a
 * thousand partitions in one insert.
 */
export const SPANS_TABLE = 'spans';

export const TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS spans (
    request UInt64,
    row UInt32,
    received_at DateTime64(3, 'UTC'),
    trace_id FixedString(16),
    span_id FixedString(8),
    parent_span_id FixedString(8),
    flags UInt32,
    kind UInt8,
    name LowCardinality(String),
    started_at DateTime64(9, 'UTC'),
    ended_at DateTime64(9, 'UTC'),
    status_code UInt8,
    status_message String,
    service LowCardinality(String),
    resource LowCardinality(String),
    scope LowCardinality(String),
    attributes Map(LowCardinality(String), String),
    attribute_types Array(UInt8),
    rest String,
    link_trace_ids Array(FixedString(16)),
    link_span_ids Array(FixedString(8)),
    link_message_ids Array(String),
    correlation_id String,
    role LowCardinality(String),
    system LowCardinality(String),
    destination LowCardinality(String),
    consumer_group LowCardinality(String),
    partition LowCardinality(String),
    offset String,
    message_id String,
    context_trace_id FixedString(16),
    context_span_id FixedString(8),
    contract_subject LowCardinality(String),
    contract_version LowCardinality(String),
    contract_schema_id LowCardinality(String),
    error_type LowCardinality(String),
    delivery_attempt UInt32,
    batch_size UInt32,
    INDEX by_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 4,
    INDEX by_correlation correlation_id TYPE bloom_filter(0.01) GRANULARITY 4,
    INDEX by_message message_id TYPE bloom_filter(0.01) GRANULARITY 4,
    INDEX by_link link_trace_ids TYPE bloom_filter(0.01) GRANULARITY 4,
    INDEX by_start started_at TYPE minmax GRANULARITY 1
  )
  ENGINE = MergeTree
  PARTITION BY toDate(received_at)
  ORDER BY received_at
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, ttl_only_drop_parts = 1`,
  `CREATE TABLE IF NOT EXISTS backlog_samples (
    sampled_at DateTime64(3, 'UTC'),
    system LowCardinality(String),
    destination LowCardinality(String),
    partition LowCardinality(String),
    consumer_group LowCardinality(String),
    lag_messages Nullable(Int64),
    lag_seconds Nullable(Float64),
    depth Nullable(Int64),
    arrived_total Nullable(Int64),
    oldest_age_seconds Nullable(Float64),
    is_dead_letter UInt8
  )
  ENGINE = MergeTree
  PARTITION BY toDate(sampled_at)
  ORDER BY (system, destination, consumer_group, partition, sampled_at)
  SETTINGS ttl_only_drop_parts = 1`,
];

/** Statements that make rows older than `days` go, a whole day's part at a time; nothing is rewritten when it changes. */
export function retention(days: number): readonly string[] {
  return [
    ['spans', 'received_at'],
    ['backlog_samples', 'sampled_at'],
  ].map(
    ([table, time]) =>
      `ALTER TABLE ${table} MODIFY TTL toDateTime(${time}) + INTERVAL ${days} DAY SETTINGS materialize_ttl_after_modify = 0`,
  );
}
