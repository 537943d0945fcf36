import { Type, type Static } from 'typebox';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });

/** What became of a message, a delivery or a flow, worst news first when they are added up. */
export const Outcome = Type.Enum(['dead-lettered', 'failed', 'pending', 'processed'], {
  description:
    'processed: every group that took it succeeded. failed: the last attempt failed and nothing followed yet. ' +
    'dead-lettered: moved aside after its attempts failed. pending: published, and no attempt seen yet.',
});
export type Outcome = Static<typeof Outcome>;

/** Which fact tied an attempt to its publication, in the order they are trusted. */
export const Evidence = Type.Enum(['parent', 'link', 'message-id', 'offset'], {
  description:
    'parent: the attempt descends from the publishing span. link: it links to it. message-id: both name the same ' +
    'message id on the same destination. offset: both name the same destination, partition and offset.',
});
export type Evidence = Static<typeof Evidence>;

export const SpanError = Type.Object({
  type: nullable(Type.String(), 'error.type or exception.type, where the span has one.'),
  message: nullable(Type.String(), 'The status message or exception.message.'),
});
export type SpanError = Static<typeof SpanError>;

export const ContractVersion = Type.Object({
  subject: nullable(Type.String(), 'Subject of the schema the event was written with.'),
  version: nullable(Type.String(), 'Its version, as the span says it.'),
  schemaId: nullable(Type.String(), 'Its global schema id, as the span says it.'),
});
export type ContractVersion = Static<typeof ContractVersion>;

export const Attempt = Type.Object({
  number: Type.Integer({ description: '1 for the first attempt seen of this delivery.' }),
  service: Type.String(),
  traceId: Type.String(),
  spanId: Type.String(),
  startUnixMs: Type.Number({ description: 'Unix time in milliseconds, with fractions.' }),
  endUnixMs: Type.Number(),
  durationMs: Type.Number(),
  outcome: Type.Enum(['processed', 'failed']),
  error: nullable(SpanError, 'Null where the attempt did not fail.'),
  evidence: nullable(Evidence, 'What tied this attempt to the publication; null where no publication was seen.'),
  brokerTimeMs: nullable(
    Type.Number(),
    'Attempt start (receive end for a pull) minus publication end; null if unknown.',
  ),
  brokerTimeAdjusted: Type.Boolean({
    description: 'True where the clocks of the two hosts disagreed and were shifted.',
  }),
});
export type Attempt = Static<typeof Attempt>;

export const Delivery = Type.Object({
  consumerGroup: Type.String({ description: 'The group; where the spans name none, the queue or the service.' }),
  consumerGroupFrom: Type.Enum(['span', 'queue', 'service'], { description: 'Where the name was found.' }),
  services: Type.Array(Type.String()),
  outcome: Outcome,
  attempts: Type.Array(Attempt),
  attemptsAtLeast: Type.Integer({
    description: 'Attempts known to have happened: spans are a lower bound, the broker’s own count may be higher.',
  }),
  brokerTimeMs: nullable(Type.Number(), 'Of the first attempt.'),
  brokerTimeAdjusted: Type.Boolean(),
  deadLetter: nullable(
    Type.Object({
      destination: Type.String(),
      message: nullable(
        Type.String(),
        'Id of the dead-lettered copy among the messages of this flow, where it has its own.',
      ),
    }),
    'Where the message was moved after its attempts failed: the topic, or the queue where a span names one.',
  ),
});
export type Delivery = Static<typeof Delivery>;

export const Publication = Type.Object({
  service: Type.String(),
  traceId: Type.String(),
  spanId: Type.String(),
  startUnixMs: Type.Number(),
  endUnixMs: Type.Number(),
  durationMs: Type.Number(),
  error: nullable(SpanError, 'Null where the publication did not fail.'),
});
export type Publication = Static<typeof Publication>;

export const Message = Type.Object({
  id: Type.String({ description: 'Names this message within its flow.' }),
  messageId: nullable(Type.String(), 'The id the application or broker gave it.'),
  correlationId: nullable(Type.String(), 'Its own, or inherited from what caused it.'),
  system: Type.String(),
  destination: Type.String(),
  partition: nullable(Type.String(), 'Null where no span says.'),
  offset: nullable(Type.String(), 'In decimal; null where no span says.'),
  isDeadLetter: Type.Boolean({ description: 'It was sent to a dead-letter destination.' }),
  causedBy: nullable(Type.String(), 'Id of the message whose attempt published this one.'),
  contract: nullable(ContractVersion, 'The contract version the spans name; null where they name none.'),
  publication: nullable(Publication, 'Null where the producer’s span was not seen.'),
  deliveries: Type.Array(Delivery),
  outcome: Outcome,
});
export type Message = Static<typeof Message>;

/** A span under OTLP's JSON field names (opentelemetry-proto 1.11), with its resource and scope beside it. */
export const RawSpan = Type.Object(
  {
    traceId: Type.String(),
    spanId: Type.String(),
    name: Type.String(),
    kind: Type.Integer(),
    startTimeUnixNano: Type.String(),
    endTimeUnixNano: Type.String(),
  },
  { additionalProperties: true, description: 'OTLP JSON Span, plus its `resource` and `scope`.' },
);
export type RawSpan = Static<typeof RawSpan> & Record<string, unknown>;

export const Flow = Type.Object({
  id: Type.String({ description: 'The correlation ID; the trace ID in hex where the flow has none.' }),
  correlationId: nullable(Type.String(), 'Null where no span names one.'),
  traceIds: Type.Array(Type.String()),
  startUnixMs: Type.Number(),
  endUnixMs: Type.Number(),
  durationMs: Type.Number(),
  outcome: nullable(Outcome, 'Null for a trace without one messaging span.'),
  services: Type.Array(Type.String()),
  contractVersions: Type.Array(ContractVersion),
  messages: Type.Array(Message),
  spans: Type.Array(RawSpan),
  truncated: Type.Boolean({ description: 'True where the flow holds more spans than one answer shows.' }),
});
export type Flow = Static<typeof Flow>;

export const FlowSummary = Type.Object({
  id: Type.String(),
  correlationId: nullable(Type.String(), 'Null where no span names one.'),
  startUnixMs: Type.Number(),
  endUnixMs: Type.Number(),
  durationMs: Type.Number(),
  outcome: nullable(Outcome, 'Null for a trace without one messaging span.'),
  services: Type.Array(Type.String()),
  destinations: Type.Array(Type.String(), {
    description: 'Topics and exchanges, each followed by the queues it led to.',
  }),
  messageCount: Type.Integer(),
  attemptCount: Type.Integer(),
});
export type FlowSummary = Static<typeof FlowSummary>;

export const FlowPage = Type.Object({
  flows: Type.Array(FlowSummary, { description: 'Newest first.' }),
  nextCursor: nullable(Type.String(), 'Pass as `cursor` for the next page; null at the end.'),
});
export type FlowPage = Static<typeof FlowPage>;
