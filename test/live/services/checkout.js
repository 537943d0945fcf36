// Publishes orders to Kafka. POST /orders takes an array of orders and sends them in one request:
//   { id, partition?, billing?: { failTimes }, mail?: { requeueTimes, deadLetter } }
// The order itself tells the services behind what to do with it.
import { kafka, ORDERS } from './kafka.js';
import { runService } from './service.js';

const producer = kafka().producer({ idempotent: true });
await producer.connect();

await runService({
  routes: {
    'POST /orders': (orders) =>
      producer.send({
        topic: ORDERS,
        messages: orders.map((order) => ({
          key: order.id,
          value: JSON.stringify(order),
          ...(order.partition === undefined ? {} : { partition: order.partition }),
          headers: {
            'correlation-id': order.id,
            'schema-subject': `${ORDERS}-value`,
            'schema-version': '1',
          },
        })),
      }),
  },
  close: () => producer.disconnect(),
});
