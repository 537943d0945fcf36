/**
 * SQL expressions over a row of `spans`, shared by the windows. They read columns only; nothing here takes a value from
 * outside (those are bound as parameters).
 */

/** No id: sixteen or eight zero bytes. */
const NO_TRACE = `toFixedString('', 16)`;
const NO_SPAN = `toFixedString('', 8)`;

/**
 * The destination as it is told: for RabbitMQ the queue where a consumer's span names it (the spans' destination is the
 * exchange, the broker's figures are the queue's, and both are the same trouble), else the span's destination.
 */
export const TOLD_DESTINATION = `if(system = 'rabbitmq' AND consumer_group != '', toString(consumer_group), toString(destination))`;

/** The group, or the service where the spans name no group. */
export const TOLD_GROUP = `if(consumer_group != '', toString(consumer_group), toString(service))`;

/** A flow's id as the flows API takes it. */
export const FLOW_ID = `if(correlation_id != '', correlation_id, lower(hex(trace_id)))`;

/**
 * The creation contexts a consumer's span names, as numbers: its own context, else those of its links (a batch stands
 * for as many messages as it has links). Empty where it names none.
 */
export const CONSUMED_CONTEXTS = `multiIf(
    context_span_id != ${NO_SPAN}, [cityHash64(context_trace_id, context_span_id)],
    notEmpty(link_span_ids), arrayMap((t, s) -> cityHash64(t, s), link_trace_ids, link_span_ids),
    [])`;

/** All that may tie a consumer's span to a publication, context, links and parent, each as (hash of its trace, key). */
export const CONSUMED_KEYS = `arrayDistinct(arrayConcat(
    arrayMap((t, s) -> (cityHash64(t), cityHash64(t, s)), link_trace_ids, link_span_ids),
    [(cityHash64(context_trace_id), cityHash64(context_trace_id, context_span_id)),
     (cityHash64(trace_id), cityHash64(trace_id, parent_span_id))]))`;

/** The trace in which consumers know a publication. */
export const PUBLISHED_TRACE = `cityHash64(if(context_trace_id = ${NO_TRACE}, trace_id, context_trace_id))`;

/** The context under which consumers name a publication: the span's own where it names no other. */
export const PUBLISHED_CONTEXT = `if(context_span_id = ${NO_SPAN} OR context_trace_id = ${NO_TRACE},
    cityHash64(trace_id, span_id), cityHash64(context_trace_id, context_span_id))`;

/** The span itself. */
export const SPAN_KEY = `cityHash64(trace_id, span_id)`;

/** What each link names, parallel to the links. */
const LINKED_MESSAGE_IDS = `arrayResize(link_message_ids, length(link_span_ids), '')`;

/**
 * What names one message among the attempts of a group, best first, as (is a creation context, key): partition and
 * offset (a batch's messages share a context but not an offset), the message ids of a batch's links, the span's or the
 * only link's message id, creation context, and at last the span itself (then a retry can't be seen). A context may be
 * any span that was current where the message was published, so it names one message only where NAMING_CONTEXT says so.
 */
export const DELIVERY_KEYS = `multiIf(
    offset != '', [(0, cityHash64('offset', partition, offset))],
    length(${CONSUMED_CONTEXTS}) > 1, arrayMap((context, id) -> if(id != '', (0, cityHash64('id', id)), (1, context)),
      ${CONSUMED_CONTEXTS}, ${LINKED_MESSAGE_IDS}),
    message_id != '', [(0, cityHash64('id', message_id))],
    length(link_span_ids) = 1 AND ${LINKED_MESSAGE_IDS}[1] != '', [(0, cityHash64('id', ${LINKED_MESSAGE_IDS}[1]))],
    notEmpty(${CONSUMED_CONTEXTS}), arrayMap(context -> (1, context), ${CONSUMED_CONTEXTS}),
    [(0, ${SPAN_KEY})])`;

/** A publication of one message: its context is that message's name. aws-sdk tells no size of its batches. */
export const PUBLISHES_ONE = `(role IN ('create', 'send') AND batch_size <= 1 AND NOT match(name, '(SendMessage|Publish)Batch'))`;

/** A receive span that names a message; a poll that names none is no evidence of one. */
export const NAMES_A_MESSAGE = `(offset != '' OR message_id != '' OR notEmpty(${CONSUMED_CONTEXTS}))`;

/**
 * Bounds of every statement. Detection shares one engine, its two threads and its memory with the loads of what is
 * received and with the reads of the dashboard: a second spent here each round is a second that ingest waits for, and a
 * statement that goes beyond the bounds fails, which makes its detector's round unknown. Each statement's docstring says
 * what it reads.
 */
export const BOUNDS = `SETTINGS max_execution_time = 10, max_memory_usage = 1500000000, max_threads = 2`;

/** Bounds a timestamp parameter, in Unix milliseconds, to the column's type. */
export const momentOf = (parameter: string) => `fromUnixTimestamp64Milli({${parameter}:Int64}, 'UTC')`;
