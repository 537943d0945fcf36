import { Kafka, logLevel } from 'kafkajs';

export const ORDERS = 'orders.created';
export const ORDERS_DEAD_LETTERS = 'orders.created.dlq';

/** A failed message is tried again after 20 to 100 ms. */
const RETRY = { initialRetryTime: 20, maxRetryTime: 100, retries: 20 };

const kafka = new Kafka({
  clientId: process.env.OTEL_SERVICE_NAME ?? 'shop',
  brokers: (process.env.KAFKA_BROKERS ?? '127.0.0.1:9092').split(','),
  logLevel: logLevel.ERROR,
  retry: RETRY,
});

/** Creates the topics of the shop; what is there already is left as it is. */
export async function createTopics() {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [
      { topic: ORDERS, numPartitions: 2 },
      { topic: ORDERS_DEAD_LETTERS, numPartitions: 1 },
    ],
    // A producer loses or repeats messages where it writes before a partition has a leader.
    waitForLeaders: true,
  });
  await admin.disconnect();
}

export async function connectProducer() {
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return producer;
}

/** Starts a consumer on the orders and resolves when it has joined its group. */
export async function consumeOrders(groupId, run) {
  const consumer = kafka.consumer({ groupId, retry: RETRY });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topic: ORDERS, fromBeginning: true });
  await consumer.run(run);
  await joined;
  return consumer;
}
