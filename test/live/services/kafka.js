import { Kafka, logLevel } from 'kafkajs';

/** The topics of the shop; whoever starts it creates them. */
export const ORDERS = 'orders.created';
export const ORDERS_DEAD_LETTERS = 'orders.created.dlq';

/** A client for the brokers in KAFKA_BROKERS that tries a failed message again after 20 to 100 ms. */
export function kafka() {
  return new Kafka({
    clientId: process.env.OTEL_SERVICE_NAME,
    brokers: process.env.KAFKA_BROKERS.split(','),
    logLevel: logLevel.ERROR,
    retry: { initialRetryTime: 20, maxRetryTime: 100, retries: 20 },
  });
}

/** Starts a consumer on the orders and resolves when it has joined its group. */
export async function consumeOrders(groupId, run) {
  const consumer = kafka().consumer({ groupId, retry: { initialRetryTime: 20, maxRetryTime: 100, retries: 20 } });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topic: ORDERS, fromBeginning: true });
  await consumer.run(run);
  await joined;
  return consumer;
}
