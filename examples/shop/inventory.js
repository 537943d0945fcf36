// Takes orders from Kafka and needs INVENTORY_DELAY_MS for each: with a delay it is the slow consumer. Message by message
// or, with INVENTORY_BATCH=1, batch by batch. POST /pause makes it stand still with its group joined, POST /resume lets
// it go on.
import { setTimeout as delay } from 'node:timers/promises';
import { consumeOrders, ORDERS } from './kafka.js';
import { runService } from './service.js';

const reserve = () => delay(Number(process.env.INVENTORY_DELAY_MS ?? 0));

const consumer = await consumeOrders(
  'inventory',
  process.env.INVENTORY_BATCH === '1' ? { eachBatch: reserve } : { eachMessage: reserve },
);

await runService({
  routes: {
    'POST /pause': () => consumer.pause([{ topic: ORDERS }]),
    'POST /resume': () => consumer.resume([{ topic: ORDERS }]),
  },
  close: () => consumer.disconnect(),
});
