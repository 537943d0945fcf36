/**
 * Every attribute that a dialect reads. The decoder recognises these while it copies a span's attributes, and keeps
 * where they stand; asking for another is a programming error. The spellings are those of the conventions since 1.0
 * (schema transformations of opentelemetry semantic-conventions, 1.44) and of instrumentations that never followed.
 */
export const KNOWN_ATTRIBUTES = [
  'messaging.system',
  'messaging.operation',
  'messaging.operation.type',
  'messaging.operation.name',
  'messaging.destination',
  'messaging.destination.name',
  'messaging.destination.temporary',
  'messaging.destination.partition.id',
  'messaging.destination.subscription.name',
  'messaging.destination_kind',
  'messaging.batch.message_count',
  'messaging.consumer.group.name',
  'messaging.eventhubs.consumer.group',
  'messaging.rocketmq.client_group',
  'messaging.servicebus.destination.subscription_name',
  'messaging.servicebus.message.delivery_count',
  'messaging.gcp_pubsub.message.delivery_attempt',
  'messaging.kafka.consumer.group',
  'messaging.kafka.consumer_group',
  'messaging.kafka.destination.partition',
  'messaging.kafka.partition',
  'messaging.kafka.message.offset',
  'messaging.kafka.offset',
  'messaging.rabbitmq.destination.routing_key',
  'messaging.rabbitmq.routing_key',
  'messaging.rabbitmq.delivery_tag',
  'messaging.message.id',
  'messaging.message_id',
  'messaging.schema.id',
  'messaging.schema.subject',
  'messaging.schema.version',
  'messaging.url',
  'cloudevents.event_dataschema',
  'error.type',
  'rpc.system',
  'rpc.service',
  'rpc.method',
  'aws.sqs.queue.url',
  'aws.sns.topic.arn',
  'aws.queue_url',
  'gcp.resource.name',
  'server.address',
  'net.peer.name',
  'url.full',
] as const;

/** Attributes whose value is different in nearly every span: not worth remembering once decoded. */
export const UNIQUE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'messaging.message.id',
  'messaging.message_id',
  'messaging.kafka.message.offset',
  'messaging.kafka.offset',
  'messaging.rabbitmq.delivery_tag',
]);

/** Where correlation IDs are found unless configured otherwise: the conventions' two names, then what people write. */
export const DEFAULT_CORRELATION_ATTRIBUTES: readonly string[] = [
  'messaging.message.conversation_id',
  'messaging.conversation_id',
  'correlation.id',
  'correlation_id',
  'correlationId',
];
