import { connect } from 'amqplib';

export const INVOICES = 'invoices';
export const MAIL_QUEUE = 'invoices.mail';
export const MAIL_DEAD_LETTERS = 'invoices.mail.dlq';
const DEAD_LETTER_EXCHANGE = 'invoices.dlx';

/** Connects to AMQP_URL and makes sure that exchanges, queues and bindings are there. */
export async function connectRabbitMq() {
  const connection = await connect(process.env.AMQP_URL);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(INVOICES, 'topic');
  await channel.assertExchange(DEAD_LETTER_EXCHANGE, 'topic');
  await channel.assertQueue(MAIL_QUEUE, { deadLetterExchange: DEAD_LETTER_EXCHANGE });
  await channel.bindQueue(MAIL_QUEUE, INVOICES, 'invoice.#');
  await channel.assertQueue(MAIL_DEAD_LETTERS);
  await channel.bindQueue(MAIL_DEAD_LETTERS, DEAD_LETTER_EXCHANGE, '#');
  return { connection, channel };
}
