import { kafkaPoll, kafkaProcess, kafkaSend, messagesOf, storyOf, T0, work } from './flow-spans.spec-support.js';

describe('spans of kafkajs', () => {
  it('tells a message from its producer through the broker to its consumer', () => {
    const messages = messagesOf([
      work({ id: 't/http', service: 'order', correlationId: 'order-7' }),
      kafkaSend({ id: 't/send', parent: 'http', at: 1, for: 4, contractSubject: 'orders-value', contractVersion: '3' }),
      kafkaProcess({ id: 't/process', parent: 'send', at: 25, for: 10, offset: '17' }),
    ]);
    expect(messages).toEqual([
      {
        id: 't-send',
        messageId: null,
        correlationId: 'order-7',
        system: 'kafka',
        destination: 'orders',
        partition: '0',
        offset: '17',
        isDeadLetter: false,
        causedBy: null,
        contract: { subject: 'orders-value', version: '3', schemaId: null },
        publication: {
          service: 'order',
          traceId: 't',
          spanId: 'send',
          startUnixMs: T0 + 1,
          endUnixMs: T0 + 5,
          durationMs: 4,
          error: null,
        },
        deliveries: [
          {
            consumerGroup: 'payment',
            consumerGroupFrom: 'service',
            services: ['payment'],
            outcome: 'processed',
            attempts: [
              {
                number: 1,
                service: 'payment',
                traceId: 't',
                spanId: 'process',
                startUnixMs: T0 + 25,
                endUnixMs: T0 + 35,
                durationMs: 10,
                outcome: 'processed',
                error: null,
                evidence: 'parent',
                brokerTimeMs: 20,
                brokerTimeAdjusted: false,
              },
            ],
            attemptsAtLeast: 1,
            brokerTimeMs: 20,
            brokerTimeAdjusted: false,
            deadLetter: null,
          },
        ],
        outcome: 'processed',
      },
    ]);
  });

  it('delivers once to each of three services, and the worst of them decides', () => {
    expect(
      storyOf([
        kafkaSend({ id: 't/send' }),
        kafkaProcess({ id: 't/pay', parent: 'send', offset: '1' }),
        kafkaProcess({
          id: 't/stock',
          parent: 'send',
          offset: '1',
          service: 'inventory',
          at: 11,
          error: 'out of stock',
        }),
        kafkaProcess({ id: 't/mail', parent: 'send', offset: '1', service: 'email', at: 12 }),
      ]),
    ).toEqual([
      't-send orders: failed | payment: processed [pay:processed:parent]' +
        ' | inventory: failed [stock:failed:parent] | email: processed [mail:processed:parent]',
    ]);
  });

  it('counts the tries of one delivery and calls it processed when the last one succeeds', () => {
    const [message] = messagesOf([
      kafkaSend({ id: 't/send' }),
      kafkaProcess({ id: 't/try3', parent: 'send', offset: '1', at: 30 }),
      kafkaProcess({ id: 't/try1', parent: 'send', offset: '1', at: 10, error: 'no' }),
      kafkaProcess({ id: 't/try2', parent: 'send', offset: '1', at: 20, error: 'no' }),
    ]);
    expect(message?.deliveries[0]?.attempts.map(({ number, spanId, outcome }) => [number, spanId, outcome])).toEqual([
      [1, 'try1', 'failed'],
      [2, 'try2', 'failed'],
      [3, 'try3', 'processed'],
    ]);
    expect(message?.deliveries[0]).toMatchObject({ outcome: 'processed', attemptsAtLeast: 3, brokerTimeMs: 9 });
  });

  it('follows the links of eachBatch, whose poll span ends after the handler and is no attempt', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaSend({ id: 'b/send', at: 1 }),
        kafkaPoll({ id: 'c/poll', for: 50, batchSize: 2 }),
        kafkaProcess({ id: 'c/one', parent: 'poll', links: ['a/send'], offset: '1' }),
        kafkaProcess({ id: 'c/two', parent: 'poll', links: ['b/send'], offset: '2' }),
      ]),
    ).toEqual([
      'a-send orders: processed | payment: processed [one:processed:link]',
      'b-send orders: processed | payment: processed [two:processed:link]',
    ]);
  });

  it('knows which message of a batch caused a publication by its message id or correlation ID, else not', () => {
    const batch = [
      kafkaSend({ id: 'a/send', correlationId: 'A' }),
      kafkaSend({ id: 'b/send', at: 1, correlationId: 'B' }),
      kafkaPoll({ id: 'c/poll', for: 50, batchSize: 2 }),
      kafkaProcess({ id: 'c/one', parent: 'poll', links: ['a/send'], offset: '1' }),
      kafkaProcess({ id: 'c/two', parent: 'poll', links: ['b/send'], offset: '2' }),
      kafkaSend({ id: 'c/paid', parent: 'poll', at: 20, destination: 'paid', service: 'payment', correlationId: 'B' }),
      kafkaSend({ id: 'c/audit', parent: 'poll', at: 21, destination: 'audit', service: 'payment' }),
    ];
    expect(messagesOf(batch).map(({ id, causedBy }) => [id, causedBy])).toEqual([
      ['a-send', null],
      ['b-send', null],
      ['c-paid', 'b-send'],
      ['c-audit', null],
    ]);
  });

  it('takes a dead-letter publication inside an attempt as its failure, though the handler caught the error', () => {
    const messages = messagesOf([
      kafkaSend({ id: 't/send', correlationId: 'order-7' }),
      kafkaProcess({ id: 't/try', parent: 'send', offset: '1', for: 20 }),
      work({ id: 't/catch', parent: 'try', at: 12, service: 'payment' }),
      kafkaSend({ id: 't/dead', parent: 'catch', at: 15, destination: 'orders.dlq', service: 'payment' }),
    ]);
    expect(messages.map(({ id, outcome, causedBy, correlationId }) => [id, outcome, causedBy, correlationId])).toEqual([
      ['t-send', 'dead-lettered', null, 'order-7'],
      ['t-dead', 'dead-lettered', 't-send', 'order-7'],
    ]);
    expect(messages[0]?.deliveries[0]).toMatchObject({
      outcome: 'dead-lettered',
      deadLetter: { destination: 'orders.dlq', message: 't-dead' },
      attempts: [
        { outcome: 'failed', error: { type: null, message: 'Published to the dead-letter destination orders.dlq.' } },
      ],
    });
  });

  it('leaves a delivery failed when the publication to the dead-letter topic failed too', () => {
    expect(
      storyOf([
        kafkaSend({ id: 't/send' }),
        kafkaProcess({ id: 't/try', parent: 'send', offset: '1', for: 20, error: 'bad' }),
        kafkaSend({
          id: 't/dead',
          parent: 'try',
          at: 15,
          destination: 'orders.dlq',
          service: 'payment',
          error: 'away',
        }),
      ]),
    ).toEqual([
      't-send orders: failed | payment: failed [try:failed:parent]',
      't-dead orders.dlq: dead-lettered <- t-send',
    ]);
  });

  it('joins a dead letter from a new root trace by its message id, and by a correlation ID never', () => {
    const failing = [
      kafkaSend({ id: 'a/send', messageId: 'm-1', correlationId: 'order-7' }),
      kafkaProcess({ id: 'a/try', parent: 'send', offset: '1', messageId: 'm-1', error: 'bad' }),
    ];
    const dead = { id: 'b/dead', at: 40, destination: 'orders.dlq', service: 'payment', correlationId: 'order-7' };
    expect(storyOf([...failing, kafkaSend({ ...dead, messageId: 'm-1' })])).toEqual([
      'a-send orders: dead-lettered | payment: dead-lettered [try:failed:parent] -> orders.dlq b-dead',
      'b-dead orders.dlq: dead-lettered <- a-send',
    ]);
    expect(storyOf([...failing, kafkaSend(dead)])).toEqual([
      'a-send orders: failed | payment: failed [try:failed:parent]',
      'b-dead orders.dlq: dead-lettered',
    ]);
  });

  it('lets a retry topic carry a delivery on', () => {
    const retried = [
      kafkaSend({ id: 't/send' }),
      kafkaProcess({ id: 't/try', parent: 'send', offset: '1', for: 20, error: 'no' }),
      kafkaSend({ id: 't/again', parent: 'try', at: 15, destination: 'orders-retry-0', service: 'payment' }),
    ];
    expect(storyOf(retried)[0]).toBe('t-send orders: pending | payment: pending [try:failed:parent]');
    const taken = kafkaProcess({ id: 't/try2', parent: 'again', at: 60, offset: '9', destination: 'orders-retry-0' });
    expect(storyOf([...retried, taken])).toEqual([
      't-send orders: processed | payment: processed [try:failed:parent]',
      't-again orders-retry-0: processed <- t-send | payment: processed [try2:processed:parent]',
    ]);
  });

  it('says pending for a message nobody took, and failed for one that was never sent', () => {
    expect(storyOf([kafkaSend({ id: 't/send' }), kafkaSend({ id: 't/lost', at: 5, error: 'no leader' })])).toEqual([
      't-send orders: pending',
      't-lost orders: failed',
    ]);
  });

  it('gathers the consumers of an unseen producer by the parent they name', () => {
    const messages = messagesOf([
      kafkaProcess({ id: 't/pay', parent: 'send', offset: '4' }),
      kafkaProcess({ id: 't/mail', parent: 'send', at: 11, offset: '4', service: 'email' }),
    ]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ publication: null, destination: 'orders', offset: '4', outcome: 'processed' });
    expect(
      messages[0]?.deliveries.map(({ consumerGroup, attempts }) => [consumerGroup, attempts[0]?.evidence]),
    ).toEqual([
      ['payment', null],
      ['email', null],
    ]);
    expect(messages[0]?.deliveries[0]?.brokerTimeMs).toBeNull();
  });

  it('joins a consumer without context by partition and offset where another consumer or the producer names them', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaProcess({ id: 'a/pay', parent: 'send', offset: '4' }),
        kafkaProcess({ id: 'b/mail', at: 11, offset: '4', service: 'email' }),
        kafkaProcess({ id: 'c/other', at: 12, offset: '5', service: 'email' }),
      ]),
    ).toEqual([
      'a-send orders: processed | payment: processed [pay:processed:parent] | email: processed [mail:processed:offset]',
      'c-other (unseen) orders: processed | email: processed [other:processed:none]',
    ]);
  });

  it('does not take the messages of one poll loop, or of one batch send, for retries of one message', () => {
    expect(
      storyOf([
        work({ id: 'a/loop' }),
        kafkaProcess({ id: 'a/one', parent: 'loop', partition: '' }),
        kafkaProcess({ id: 'a/two', parent: 'loop', partition: '', at: 11 }),
      ]),
    ).toHaveLength(2);
    expect(
      storyOf([
        kafkaSend({ id: 't/send' }),
        kafkaProcess({ id: 't/one', parent: 'send', offset: '1' }),
        kafkaProcess({ id: 't/two', parent: 'send', offset: '2', at: 11 }),
      ]),
    ).toEqual([
      't-send orders: processed | payment: processed [one:processed:parent]',
      't-send#0:2 orders: processed | payment: processed [two:processed:parent]',
    ]);
  });

  it('shows a copy that was forwarded with its headers as a message of its own', () => {
    expect(
      storyOf([
        kafkaSend({ id: 't/send' }),
        kafkaProcess({ id: 't/try', parent: 'send', offset: '1', error: 'bad' }),
        kafkaProcess({ id: 't/look', parent: 'send', offset: '8', destination: 'orders.dlq', service: 'desk', at: 90 }),
      ]),
    ).toEqual([
      't-send orders: dead-lettered | payment: dead-lettered [try:failed:parent] -> orders.dlq t-send>orders.dlq',
      't-send>orders.dlq (unseen) orders.dlq: processed <- t-send | desk: processed [look:processed:parent]',
    ]);
  });
});
