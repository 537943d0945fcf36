// Takes payments from RabbitMQ. One with `email.requeueTimes` is put back that often; one with `email.deadLetter` is then
// refused, so that the broker moves it to the dead-letter exchange.
import { connectRabbitMq, EMAIL_QUEUE } from './rabbitmq.js';
import { runService } from './service.js';

const { connection, channel } = await connectRabbitMq();
const requeued = new Map();

await channel.prefetch(10);
await channel.consume(EMAIL_QUEUE, (message) => {
  const { orderId, email } = JSON.parse(message.content.toString());
  const times = requeued.get(orderId) ?? 0;
  if (times < (email?.requeueTimes ?? 0)) {
    requeued.set(orderId, times + 1);
    channel.nack(message, false, true);
  } else if (email?.deadLetter) {
    channel.nack(message, false, false);
  } else {
    channel.ack(message);
  }
});

await runService({ close: () => connection.close() });
