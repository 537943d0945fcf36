// Publishes orders to Kafka. POST /orders takes an array of orders and sends them in one request:
//   { id, partition?, payment?: { failTimes }, email?: { requeueTimes, deadLetter } }
// The order itself tells the services behind what to do with it.
import { connectProducer, ORDERS } from './kafka.js';
import { runService } from './service.js';

const producer = await connectProducer();

await runService({
  routes: {
    'POST /orders': (orders) => producer.send({ topic: ORDERS, messages: orders.map(toMessage) }),
  },
  close: () => producer.disconnect(),
});

function toMessage(order) {
  return {
    key: order.id,
    value: JSON.stringify(order),
    ...(order.partition === undefined ? {} : { partition: order.partition }),
    headers: { 'correlation-id': order.id, 'schema-subject': `${ORDERS}-value`, 'schema-version': '1' },
  };
}
