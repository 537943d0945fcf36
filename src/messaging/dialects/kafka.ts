import { firstOf, genericFacts, roleOf } from '../generic.js';
import type { MessagingFacts } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';

/** confluent-kafka-python's message id: topic.partition.offset; a topic may hold dots itself. */
const TOPIC_PARTITION_OFFSET = /^(.+)\.(\d+)\.(\d+)$/;
const DIGITS = /^\d+$/;

/**
 * Kafka: kafkajs, the Java agent (default, opt-in and duplicate names), confluent's clients, aiokafka, franz-go, sarama.
 * Some put the offset, or topic, partition and offset, into the message id: they are taken apart here, since an id that
 * only names a position joins by position.
 */
export function kafka(span: SpanView): MessagingFacts {
  const facts = genericFacts(span, 'kafka', roleOf(span));
  facts.consumerGroup ||= firstOf(span, 'messaging.kafka.consumer.group', 'messaging.kafka.consumer_group');
  facts.partition ||= firstOf(span, 'messaging.kafka.destination.partition', 'messaging.kafka.partition');
  facts.offset = firstOf(span, 'messaging.kafka.offset', 'messaging.kafka.message.offset');
  if (facts.messageId !== '') takePositionFromId(facts);
  return facts;
}

function takePositionFromId(facts: MessagingFacts): void {
  const parts = TOPIC_PARTITION_OFFSET.exec(facts.messageId);
  if (parts !== null && parts[1] === facts.destination) {
    facts.partition ||= parts[2]!;
    facts.offset ||= parts[3]!;
    facts.messageId = '';
  } else if (
    DIGITS.test(facts.messageId) &&
    facts.partition !== '' &&
    facts.role !== 'send' &&
    facts.role !== 'create'
  ) {
    // otelsarama: the bare offset.
    facts.offset ||= facts.messageId;
    facts.messageId = '';
  }
}
