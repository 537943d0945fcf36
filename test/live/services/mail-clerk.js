// Takes what the mailer refused from the dead-letter queue.
import { connectRabbitMq, MAIL_DEAD_LETTERS } from './rabbitmq.js';
import { runService } from './service.js';

const { connection, channel } = await connectRabbitMq();
await channel.consume(MAIL_DEAD_LETTERS, (message) => channel.ack(message));

await runService({ close: () => connection.close() });
