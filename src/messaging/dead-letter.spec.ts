import { compileDeadLetterPattern, DEFAULT_DEAD_LETTER_PATTERN } from './dead-letter.js';

describe('the default dead-letter pattern', () => {
  const pattern = compileDeadLetterPattern(DEFAULT_DEAD_LETTER_PATTERN);

  it.each([
    'orders.dlq',
    'orders-DLT',
    'dlx',
    'billing.dead-letter',
    'dead_letters',
    'orders_error',
    'orders-dead-letter-queue',
    'Orders.DeadLetter',
    'ordersDLQ',
    'OrdersDlq.fifo',
    'ordersDeadLetterQueue',
    'orders.parking-lot',
  ])('takes %s for a dead-letter destination', (name) => expect(pattern.test(name)).toBe(true));

  it.each([
    'orders',
    'deadlines',
    'order-errors-report',
    'dltx',
    'payments.created',
    'orders.failed',
    'ordersDLQs',
    'carparkinglot',
  ])('leaves %s alone', (name) => expect(pattern.test(name)).toBe(false));
});
