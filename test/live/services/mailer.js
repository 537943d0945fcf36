// Takes invoices from RabbitMQ. An invoice with `mail.requeueTimes` is put back that often; one with `mail.deadLetter`
// is then refused, so that the broker moves it to the dead-letter exchange.
import { connectRabbitMq, MAIL_QUEUE } from './rabbitmq.js';
import { runService } from './service.js';

const { connection, channel } = await connectRabbitMq();
const requeued = new Map();

await channel.prefetch(10);
await channel.consume(MAIL_QUEUE, (message) => {
  const { orderId, mail } = JSON.parse(message.content.toString());
  const times = requeued.get(orderId) ?? 0;
  if (times < (mail?.requeueTimes ?? 0)) {
    requeued.set(orderId, times + 1);
    channel.nack(message, false, true);
  } else if (mail?.deadLetter) {
    channel.nack(message, false, false);
  } else {
    channel.ack(message);
  }
});

await runService({ close: () => connection.close() });
