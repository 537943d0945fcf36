// Takes orders from Kafka and publishes a payment to RabbitMQ for each. An order with `payment.failTimes` fails that
// often; kafkajs tries it again, and the third failure moves the poison message to the dead-letter topic.
import { connectProducer, consumeOrders, ORDERS_DEAD_LETTERS } from './kafka.js';
import { connectRabbitMq, PAYMENTS } from './rabbitmq.js';
import { runService } from './service.js';

const MAX_ATTEMPTS = 3;
const failures = new Map();
const rabbit = await connectRabbitMq();
const producer = await connectProducer();

class CardDeclined extends Error {}

const consumer = await consumeOrders('payment', {
  eachMessage: async ({ message }) => {
    const order = JSON.parse(message.value.toString());
    try {
      charge(order);
    } catch (error) {
      if (failures.get(order.id) < MAX_ATTEMPTS) throw error;
      await moveAside(message, error);
      return;
    }
    await tellOfPayment(order);
  },
});

function charge(order) {
  const failed = failures.get(order.id) ?? 0;
  if (failed >= (order.payment?.failTimes ?? 0)) return;
  failures.set(order.id, failed + 1);
  throw new CardDeclined(`card of order ${order.id} declined`);
}

function moveAside(message, error) {
  const headers = { 'correlation-id': message.headers['correlation-id'], 'x-error': error.message };
  return producer.send({
    topic: ORDERS_DEAD_LETTERS,
    messages: [{ key: message.key, value: message.value, headers }],
  });
}

function tellOfPayment(order) {
  return new Promise((resolve, reject) => {
    const content = Buffer.from(JSON.stringify({ orderId: order.id, email: order.email }));
    const properties = { messageId: `payment-${order.id}`, correlationId: order.id };
    rabbit.channel.publish(PAYMENTS, 'payment.taken', content, properties, (error) =>
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
