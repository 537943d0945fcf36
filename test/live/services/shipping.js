// Takes orders from Kafka, message by message or, with SHIPPING_BATCH=1, batch by batch. POST /pause makes it stand
// still with its group joined, POST /resume lets it go on.
import { consumeOrders, ORDERS } from './kafka.js';
import { runService } from './service.js';

const consumer = await consumeOrders(
  'shipping',
  process.env.SHIPPING_BATCH === '1' ? { eachBatch: async () => {} } : { eachMessage: async () => {} },
);

await runService({
  routes: {
    'POST /pause': () => consumer.pause([{ topic: ORDERS }]),
    'POST /resume': () => consumer.resume([{ topic: ORDERS }]),
  },
  close: () => consumer.disconnect(),
});
