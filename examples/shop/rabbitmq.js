import { connect } from 'amqplib';

export const PAYMENTS = 'payments';
export const EMAIL_QUEUE = 'email';
export const EMAIL_DEAD_LETTERS = 'email.dlq';
const DEAD_LETTER_EXCHANGE = 'email.dlx';

/** Connects to AMQP_URL and makes sure that exchanges, queues and bindings are there. */
export async function connectRabbitMq() {
  const connection = await connect(process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672');
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(PAYMENTS, 'topic');
  await channel.assertExchange(DEAD_LETTER_EXCHANGE, 'topic');
  await channel.assertQueue(EMAIL_QUEUE, { deadLetterExchange: DEAD_LETTER_EXCHANGE });
  await channel.bindQueue(EMAIL_QUEUE, PAYMENTS, 'payment.#');
  await channel.assertQueue(EMAIL_DEAD_LETTERS);
  await channel.bindQueue(EMAIL_DEAD_LETTERS, DEAD_LETTER_EXCHANGE, '#');
  return { connection, channel };
}
