// Takes orders from Kafka and publishes an invoice to RabbitMQ for each. An order with `billing.failTimes` fails that
// often; kafkajs tries it again, and the third failure moves it to the dead-letter topic.
import { consumeOrders, kafka, ORDERS_DEAD_LETTERS } from './kafka.js';
import { connectRabbitMq, INVOICES } from './rabbitmq.js';
import { runService } from './service.js';

const MAX_ATTEMPTS = 3;
const failures = new Map();
const rabbit = await connectRabbitMq();
const producer = kafka().producer();
await producer.connect();

class CardDeclined extends Error {}

const consumer = await consumeOrders('billing', {
  eachMessage: async ({ message }) => {
    const order = JSON.parse(message.value.toString());
    try {
      charge(order);
    } catch (error) {
      if (failures.get(order.id) < MAX_ATTEMPTS) throw error;
      await moveAside(message, error);
      return;
    }
    await invoice(order);
  },
});

function charge(order) {
  const failed = failures.get(order.id) ?? 0;
  if (failed >= (order.billing?.failTimes ?? 0)) return;
  failures.set(order.id, failed + 1);
  throw new CardDeclined(`card of order ${order.id} declined`);
}

function moveAside(message, error) {
  return producer.send({
    topic: ORDERS_DEAD_LETTERS,
    messages: [
      {
        key: message.key,
        value: message.value,
        headers: { 'correlation-id': message.headers['correlation-id'], 'x-error': error.message },
      },
    ],
  });
}

function invoice(order) {
  return new Promise((resolve, reject) => {
    const content = Buffer.from(JSON.stringify({ orderId: order.id, mail: order.mail }));
    const properties = { messageId: `invoice-${order.id}`, correlationId: order.id };
    rabbit.channel.publish(INVOICES, 'invoice.created', content, properties, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

await runService({
  close: async () => {
    await consumer.disconnect();
    await producer.disconnect();
    await rabbit.connection.close();
  },
});
