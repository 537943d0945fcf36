// Takes what email refused from the dead-letter queue.
import { connectRabbitMq, EMAIL_DEAD_LETTERS } from './rabbitmq.js';
import { runService } from './service.js';

const { connection, channel } = await connectRabbitMq();
await channel.consume(EMAIL_DEAD_LETTERS, (message) => channel.ack(message));

await runService({ close: () => connection.close() });
