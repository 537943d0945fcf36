/** What a messaging span does: the operation types of OpenTelemetry's messaging conventions. */
export type MessagingRole = 'create' | 'send' | 'receive' | 'process' | 'settle';

/** The messaging facts of one span, whatever instrumentation made it. '' means: the span does not say. */
export interface MessagingFacts {
  /** '' where neither the operation nor the kind says. */
  role: MessagingRole | '';
  /** kafka, rabbitmq, aws_sqs, aws.sns, ... as the conventions spell it. */
  system: string;
  /** Topic, queue, exchange, stream: where the message was sent to or came from. */
  destination: string;
  /** Group, subscription, durable, as an attribute names it. */
  consumerGroup: string;
  /** The queue a consumer took it from, where consumers of one queue share its deliveries (RabbitMQ, SQS). */
  queue: string;
  partition: string;
  /** Kafka's offset or another broker's position in the partition, in decimal. */
  offset: string;
  messageId: string;
  /** The schema the event was written with, as far as the span says. */
  contractSubject: string;
  contractVersion: string;
  contractSchemaId: string;
  errorType: string;
  /** 1 for the first delivery where the broker counts; 0 when it does not say. */
  deliveryAttempt: number;
  /** How many messages the span stands for; 0 when it does not say. */
  batchSize: number;
}
