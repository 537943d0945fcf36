/**
 * SQL over table `spans`. Values are bound, never written into the text. An exporter's retry may have stored a span
 * twice: `LIMIT 1 BY` takes one of them.
 */
const FLOW_COLUMNS = `
  lower(hex(trace_id)) AS traceId,
  lower(hex(span_id)) AS spanId,
  lower(hex(parent_span_id)) AS parentSpanId,
  kind,
  toString(toUnixTimestamp64Nano(started_at)) AS startNano,
  toString(toUnixTimestamp64Nano(ended_at)) AS endNano,
  status_code AS statusCode,
  status_message AS statusMessage,
  service,
  resource,
  correlation_id AS correlationId,
  role,
  system,
  destination,
  consumer_group AS consumerGroup,
  \`partition\` AS partitionId,
  \`offset\` AS offsetText,
  message_id AS messageId,
  lower(hex(context_trace_id)) AS contextTraceId,
  lower(hex(context_span_id)) AS contextSpanId,
  arrayMap(id -> lower(hex(id)), link_trace_ids) AS linkTraceIds,
  arrayMap(id -> lower(hex(id)), link_span_ids) AS linkSpanIds,
  link_message_ids AS linkMessageIds,
  contract_subject AS contractSubject,
  contract_version AS contractVersion,
  contract_schema_id AS contractSchemaId,
  error_type AS errorType,
  delivery_attempt AS deliveryAttempt,
  batch_size AS batchSize,
  if(status_code = 2 OR error_type != '', base64Encode(rest), '') AS failureRest`;

const RAW_COLUMNS = `
  lower(hex(trace_id)) AS traceId,
  lower(hex(span_id)) AS spanId,
  if(parent_span_id = toFixedString('', 8), '', lower(hex(parent_span_id))) AS parentSpanId,
  flags,
  kind,
  name,
  toString(toUnixTimestamp64Nano(started_at)) AS startNano,
  toString(toUnixTimestamp64Nano(ended_at)) AS endNano,
  status_code AS statusCode,
  status_message AS statusMessage,
  resource,
  scope,
  mapKeys(attributes) AS attributeKeys,
  mapValues(attributes) AS attributeValues,
  attribute_types AS attributeTypes,
  base64Encode(rest) AS rest`;

/**
 * Hex ids bound as {traceIds:Array(String)} as the column's own type. The engine reads the bloom filter for a set from a
 * subquery; for `IN arrayMap(...)` it does not, and reads the whole table.
 */
const TRACE_IDS = '(SELECT toFixedString(unhex(arrayJoin({traceIds:Array(String)})), 16))';

/** Spans of {traceIds}, the first {limit} by time: where there are too many, what is had is the beginning of all of them. */
export const FLOW_SPANS = `SELECT ${FLOW_COLUMNS} FROM spans WHERE trace_id IN ${TRACE_IDS}
  ORDER BY started_at, trace_id, span_id LIMIT 1 BY trace_id, span_id LIMIT {limit:UInt32}`;

export const RAW_SPANS = `SELECT ${RAW_COLUMNS} FROM spans WHERE trace_id IN ${TRACE_IDS}
  ORDER BY started_at, trace_id, span_id LIMIT 1 BY trace_id, span_id LIMIT {limit:UInt32}`;

const NEWEST_TRACES = 'GROUP BY trace_id ORDER BY max(started_at) DESC, trace_id LIMIT {limit:UInt32}';

/** The newest traces that name one of {ids} as their correlation ID. */
export const TRACES_BY_CORRELATION = `SELECT lower(hex(trace_id)) AS traceId FROM spans
  WHERE correlation_id IN {ids:Array(String)} ${NEWEST_TRACES}`;

/** The newest traces in which one of {ids} is a message id. */
export const TRACES_BY_MESSAGE = `SELECT lower(hex(trace_id)) AS traceId FROM spans
  WHERE message_id IN {ids:Array(String)} ${NEWEST_TRACES}`;

/** The newest traces with a span that links to one of {spanIds} in {traceIds}. */
export const TRACES_BY_LINK = `SELECT lower(hex(trace_id)) AS traceId FROM spans
  WHERE hasAny(link_trace_ids, arrayMap(id -> toFixedString(unhex(id), 16), {traceIds:Array(String)}))
    AND hasAny(link_span_ids, arrayMap(id -> toFixedString(unhex(id), 8), {spanIds:Array(String)}))
  ${NEWEST_TRACES}`;

/** The newest traces with a span at {offset} of {partition} of {destination}, started between {from} and {to} (Unix ms). */
export const TRACES_BY_OFFSET = `SELECT lower(hex(trace_id)) AS traceId FROM spans
  WHERE started_at >= fromUnixTimestamp64Milli({from:Int64}) AND started_at < fromUnixTimestamp64Milli({to:Int64})
    AND destination = {destination:String} AND \`partition\` = {partition:String} AND \`offset\` = {offset:String}
  ${NEWEST_TRACES}`;

/**
 * Ids of flows with a message between {from} and {to} (Unix ms), newest first, after the cursor: the correlation IDs that
 * a trace names, or its own id where it names none. Empty filters match all. A trace that only polls is no flow.
 */
export const FLOW_CANDIDATES = `SELECT id, toString(toUnixTimestamp64Nano(max(newest))) AS newestNano FROM (
    SELECT
      arrayJoin(if(empty(names), [lower(hex(trace_id))], names)) AS id, newest, services, destinations
    FROM (
      SELECT
        trace_id,
        groupUniqArrayIf(1000)(correlation_id, correlation_id != '') AS names,
        max(started_at) AS newest,
        groupUniqArray(service) AS services,
        groupUniqArrayArray([destination, if(system = 'rabbitmq', consumer_group, '')]) AS destinations,
        countIf(role IN ('create', 'send', 'process')
          OR (role = 'receive' AND (notEmpty(link_trace_ids) OR message_id != '' OR \`offset\` != ''))) AS hops
      FROM spans
      WHERE started_at >= fromUnixTimestamp64Milli({from:Int64}) AND started_at < fromUnixTimestamp64Milli({to:Int64})
        AND (role != '' OR correlation_id != '')
      GROUP BY trace_id HAVING hops > 0
    )
  )
  GROUP BY id
  HAVING ({service:String} = '' OR has(groupUniqArrayArray(services), {service:String}))
    AND ({destination:String} = '' OR has(groupUniqArrayArray(destinations), {destination:String}))
    AND ({beforeId:String} = '' OR (toUnixTimestamp64Nano(max(newest)), id) < ({beforeNano:Int64}, {beforeId:String}))
  ORDER BY max(newest) DESC, id DESC
  LIMIT {limit:UInt32}`;
