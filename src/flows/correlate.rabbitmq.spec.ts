import { messagesOf, rabbitProcess, rabbitPublish, span, storyOf, work } from './flow-spans.spec-support.js';

describe('spans of RabbitMQ clients', () => {
  it('delivers to each queue, by parent or by link', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/mail', parent: 'pub' }),
        rabbitProcess({ id: 'u/stock', links: ['t/pub'], service: 'inventory', consumerGroup: 'stock-queue', at: 12 }),
      ]),
    ).toEqual([
      't-pub orders: processed | email-queue: processed [mail:processed:parent] | stock-queue: processed [stock:processed:link]',
    ]);
    const [message] = messagesOf([rabbitPublish({ id: 't/pub' }), rabbitProcess({ id: 't/mail', parent: 'pub' })]);
    expect(message?.deliveries[0]).toMatchObject({ consumerGroup: 'email-queue', consumerGroupFrom: 'queue' });
  });

  it('counts a requeued nack and the success after it as one delivery', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/try1', parent: 'pub', error: 'nack called on message with requeue' }),
        rabbitProcess({ id: 't/try2', parent: 'pub', at: 20, service: 'email-2' }),
      ]),
    ).toEqual(['t-pub orders: processed | email-queue: processed [try1:failed:parent try2:processed:parent]']);
  });

  it('takes a redelivery for a retry where no queue is named, though a nack left no error in the span before it', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/try1', parent: 'pub', consumerGroup: '', for: 5 }),
        rabbitProcess({ id: 't/try2', parent: 'pub', consumerGroup: '', at: 20 }),
      ]),
    ).toEqual(['t-pub orders: processed | email: processed [try1:processed:parent try2:processed:parent]']);
  });

  it('says failed for a rejected message whose dead letter nobody took: no span tells where it went', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/try', parent: 'pub', error: 'nack called on message without requeue' }),
      ]),
    ).toEqual(['t-pub orders: failed | email-queue: failed [try:failed:parent]']);
  });

  it('tells a dead letter the broker moved from a delivery to one more queue', () => {
    const messages = messagesOf([
      rabbitPublish({ id: 't/pub', correlationId: 'order-7' }),
      rabbitProcess({ id: 't/ok', parent: 'pub', service: 'inventory', consumerGroup: 'stock-queue', at: 9 }),
      rabbitProcess({ id: 't/try', parent: 'pub', error: 'nack called on message without requeue' }),
      rabbitProcess({
        id: 't/desk',
        parent: 'pub',
        at: 500,
        destination: 'orders.dlx',
        consumerGroup: 'dead-mail',
        service: 'desk',
      }),
    ]);
    expect(
      messages.map(({ id, destination, causedBy, outcome, correlationId, isDeadLetter }) => ({
        id,
        destination,
        causedBy,
        outcome,
        correlationId,
        isDeadLetter,
      })),
    ).toEqual([
      {
        id: 't-pub',
        destination: 'orders',
        causedBy: null,
        outcome: 'dead-lettered',
        correlationId: 'order-7',
        isDeadLetter: false,
      },
      {
        id: 't-pub>orders.dlx',
        destination: 'dead-mail',
        causedBy: 't-pub',
        outcome: 'processed',
        correlationId: 'order-7',
        isDeadLetter: true,
      },
    ]);
    expect(
      messages[0]?.deliveries.map(({ consumerGroup, outcome, deadLetter }) => [consumerGroup, outcome, deadLetter]),
    ).toEqual([
      ['stock-queue', 'processed', null],
      ['email-queue', 'dead-lettered', { destination: 'dead-mail', message: 't-pub>orders.dlx' }],
    ]);
    expect(messages[1]).toMatchObject({
      publication: null,
      deliveries: [
        { consumerGroup: 'dead-mail', brokerTimeMs: null, attempts: [{ spanId: 'desk', evidence: 'parent' }] },
      ],
    });
  });

  it('knows a dead letter by its queue where the exchange keeps its name, and whose it is by the name in it', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/mail', parent: 'pub', error: 'bad' }),
        rabbitProcess({
          id: 't/stock',
          parent: 'pub',
          error: 'bad',
          consumerGroup: 'stock',
          service: 'inventory',
          at: 11,
        }),
        rabbitProcess({ id: 't/desk', parent: 'pub', at: 90, consumerGroup: 'stock.dlq', service: 'desk' }),
      ]),
    ).toEqual([
      't-pub orders: dead-lettered | email-queue: failed [mail:failed:parent]' +
        ' | stock: dead-lettered [stock:failed:parent] -> stock.dlq t-pub>stock.dlq',
      't-pub>stock.dlq (unseen) stock.dlq: processed <- t-pub | stock.dlq: processed [desk:processed:parent]',
    ]);
  });

  it('calls a dead letter by its queue, and by the exchange where its consumers are on several', () => {
    const moved = (id: string, at: number, consumerGroup: string) =>
      rabbitProcess({ id, parent: 'pub', at, destination: 'orders.dlx', consumerGroup, service: 'desk' });
    const refused = [rabbitPublish({ id: 't/pub' }), rabbitProcess({ id: 't/try', parent: 'pub', error: 'bad' })];
    const publishedThere = rabbitPublish({ id: 'u/pub', destination: 'orders.dlx' });
    expect(storyOf([...refused, moved('t/desk', 90, 'email.dlq')])).toEqual([
      't-pub orders: dead-lettered | email-queue: dead-lettered [try:failed:parent] -> email.dlq t-pub>orders.dlx',
      't-pub>orders.dlx (unseen) email.dlq: processed <- t-pub | email.dlq: processed [desk:processed:parent]',
    ]);
    expect(storyOf([...refused, moved('t/desk', 90, 'email.dlq'), moved('t/audit', 91, 'audit')])).toEqual([
      't-pub orders: dead-lettered | email-queue: dead-lettered [try:failed:parent] -> orders.dlx t-pub>orders.dlx',
      't-pub>orders.dlx (unseen) orders.dlx: processed <- t-pub' +
        ' | email.dlq: processed [desk:processed:parent] | audit: processed [audit:processed:parent]',
    ]);
    expect(storyOf([publishedThere, moved('u/desk', 90, 'email.dlq')])).toEqual([
      'u-pub email.dlq: processed | email.dlq: processed [desk:processed:parent]',
    ]);
    expect(storyOf([publishedThere])).toEqual(['u-pub orders.dlx: dead-lettered']);
  });

  it('calls a message dead-lettered that expired before anybody took it', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/desk', parent: 'pub', at: 90, destination: 'dlx', consumerGroup: 'dead' }),
      ])[0],
    ).toBe('t-pub orders: dead-lettered');
  });

  it('keeps a delayed retry through a dead-letter exchange as a try of the same delivery', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/try1', parent: 'pub', error: 'nack called on message without requeue' }),
        rabbitProcess({ id: 't/try2', parent: 'pub', at: 5000, destination: 'retry.dlx', deliveryAttempt: 4 }),
      ]),
    ).toEqual(['t-pub orders: processed | email-queue: processed [try1:failed:parent try2:processed:parent]']);
  });

  it('tells one message of the two nested PRODUCER spans of pika, whichever of them the consumer names', () => {
    for (const parent of ['outer', 'inner'])
      expect(
        storyOf([
          rabbitPublish({ id: 't/outer', for: 5 }),
          rabbitPublish({ id: 't/inner', parent: 'outer', at: 1, for: 2 }),
          rabbitProcess({ id: 't/mail', parent }),
        ]),
      ).toEqual(['t-outer orders: processed | email-queue: processed [mail:processed:parent]']);
  });

  it('does not merge several publications made inside one PRODUCER span', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/all', for: 9 }),
        rabbitPublish({ id: 't/one', parent: 'all', at: 1 }),
        rabbitPublish({ id: 't/two', parent: 'all', at: 2 }),
      ]),
    ).toEqual(['t-one orders: pending', 't-two orders: pending']);
  });

  it('lets a failed settlement fail the attempt around it, and counts no settlement as an attempt', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub' }),
        rabbitProcess({ id: 't/try', parent: 'pub', for: 9 }),
        work({ id: 't/inside', parent: 'try', at: 11 }),
        span({
          id: 't/ack',
          parent: 'inside',
          role: 'settle',
          kind: 3,
          system: 'rabbitmq',
          at: 12,
          error: 'channel closed',
        }),
      ]),
    ).toEqual(['t-pub orders: failed | email-queue: failed [try:failed:parent]']);
  });

  it('believes the broker that counted more deliveries than spans were seen', () => {
    const [message] = messagesOf([
      rabbitPublish({ id: 't/pub' }),
      rabbitProcess({ id: 't/try', parent: 'pub', deliveryAttempt: 5 }),
    ]);
    expect(message?.deliveries[0]).toMatchObject({ attemptsAtLeast: 5, attempts: [{ number: 1 }] });
  });

  it('joins the two sides of aio-pika, which name the destination differently, by the parent', () => {
    expect(
      storyOf([
        rabbitPublish({ id: 't/pub', destination: 'orders,created' }),
        rabbitProcess({ id: 't/mail', parent: 'pub', destination: 'email-queue' }),
      ]),
    ).toEqual(['t-pub orders,created: processed | email-queue: processed [mail:processed:parent]']);
  });
});
