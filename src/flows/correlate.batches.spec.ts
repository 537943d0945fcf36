import { kafkaProcess, kafkaSend, messagesOf, span, storyOf, type Told } from './flow-spans.spec-support.js';
import type { FlowSpan } from './flow-span.js';

const queue = { system: 'aws_sqs', destination: 'orders' };
/** SendMessageBatch of aws-sdk: one span for all entries, which all carry its context. */
const sendBatch = (told: Told): FlowSpan =>
  span({ role: 'send', kind: 4, service: 'order', for: 5, ...queue, ...told });
/** ReceiveMessage of aws-sdk: a link with the message id for each message it returned. */
const receive = (told: Told): FlowSpan =>
  span({ role: 'receive', kind: 5, service: 'mail', consumerGroup: 'orders', at: 20, for: 2, ...queue, ...told });
const process = (told: Told): FlowSpan => receive({ role: 'process', ...told });
const idsOf = (spans: FlowSpan[]) => messagesOf(spans).map(({ id, messageId }) => [id, messageId]);

describe('several messages under one publishing span', () => {
  it('tells the messages of a batch by the ids that the links of one receive span name', () => {
    const spans = [
      sendBatch({ id: 'a/send' }),
      receive({ id: 'b/pull', links: ['a/send m-1', 'a/send m-2', 'a/send m-3'] }),
    ];
    expect(storyOf(spans)).toEqual([
      'a-send orders: processed | orders: processed [pull:processed:link]',
      'a-send#m-2 orders: processed | orders: processed [pull:processed:link]',
      'a-send#m-3 orders: processed | orders: processed [pull:processed:link]',
    ]);
    expect(idsOf(spans)).toEqual([
      ['a-send', 'm-1'],
      ['a-send#m-2', 'm-2'],
      ['a-send#m-3', 'm-3'],
    ]);
  });

  it.each([
    ['receive', receive],
    ['process', process],
  ])('tells them by the one link of each %s span, and a redelivery by the id seen again', (_, take) => {
    expect(
      storyOf([
        sendBatch({ id: 'a/send' }),
        take({ id: 'b/one', links: ['a/send m-1'] }),
        take({ id: 'c/two', links: ['a/send m-2'], at: 30, error: 'bad' }),
        take({ id: 'd/three', links: ['a/send m-3'], at: 40 }),
        take({ id: 'e/again', links: ['a/send m-2'], at: 60 }),
      ]),
    ).toEqual([
      'a-send orders: processed | orders: processed [one:processed:link]',
      'a-send#m-2 orders: processed | orders: processed [two:failed:link again:processed:link]',
      'a-send#m-3 orders: processed | orders: processed [three:processed:link]',
    ]);
  });

  it('counts no pull for a message that has a process span, and counts it for one that has none', () => {
    expect(
      storyOf([
        sendBatch({ id: 'a/send' }),
        receive({ id: 'b/pull', links: ['a/send m-1', 'a/send m-2'] }),
        process({ id: 'b/one', parent: 'pull', links: ['a/send m-1'], at: 23 }),
      ]),
    ).toEqual([
      'a-send orders: processed | orders: processed [pull:processed:link]',
      'a-send#m-1 orders: processed | orders: processed [one:processed:link]',
    ]);
  });

  it('tells them apart where the producer was not seen', () => {
    expect(
      storyOf([
        receive({ id: 'b/pull', links: ['a/send m-1', 'a/send m-2'] }),
        receive({ id: 'c/pull', links: ['a/send m-3'], at: 30 }),
      ]),
    ).toEqual([
      'b-pull (unseen) orders: processed | orders: processed [pull:processed:none]',
      'b-pull#m-2 (unseen) orders: processed | orders: processed [pull:processed:none]',
      'b-pull#m-3 (unseen) orders: processed | orders: processed [pull:processed:none]',
    ]);
  });

  it('lets the dead letters of a batch each be that of its own message', () => {
    const dead = { destination: 'orders-dlq', consumerGroup: 'orders-dlq', service: 'desk' };
    expect(
      storyOf([
        sendBatch({ id: 'a/send' }),
        process({ id: 'b/one', links: ['a/send m-1'] }),
        process({ id: 'b/two', links: ['a/send m-2'], at: 21, error: 'bad' }),
        receive({ id: 'c/pull', links: ['a/send m-2', 'a/send m-3'], at: 90, ...dead }),
      ]),
    ).toEqual(
      [
        'a-send orders: processed | orders: processed [one:processed:link]',
        'a-send#m-2 orders: dead-lettered | orders: dead-lettered [two:failed:link] -> orders-dlq a-send>orders-dlq',
        'a-send#m-3 orders: dead-lettered',
        'a-send>orders-dlq (unseen) orders-dlq: processed <- a-send#m-2 | orders-dlq: processed [pull:processed:link]',
        'a-send>orders-dlq#m-3 (unseen) orders-dlq: processed <- a-send#m-3 | orders-dlq: processed [pull:processed:link]',
      ].sort(),
    );
  });

  it('believes the offset of a Kafka record before ids of links: one span took it once', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaProcess({ id: 'b/one', offset: '1', links: ['a/send m-1', 'a/send m-2'] }),
        kafkaProcess({ id: 'b/two', offset: '2', links: ['a/send m-2'], at: 11 }),
      ]),
    ).toEqual([
      'a-send orders: processed | payment: processed [one:processed:link]',
      'a-send#0:2 orders: processed | payment: processed [two:processed:link]',
    ]);
  });

  it('takes ids that differ from queue to queue for copies of one message: SNS to two SQS queues', () => {
    expect(
      storyOf([
        span({ id: 'a/publish', role: 'send', kind: 4, system: 'aws.sns', destination: 'placed', messageId: 'sns-1' }),
        receive({ id: 'b/pull', links: ['a/publish q-1'] }),
        receive({ id: 'c/pull', links: ['a/publish q-2'], at: 21, destination: 'stock', consumerGroup: 'stock' }),
      ]),
    ).toEqual([
      'a-publish placed: processed | orders: processed [pull:processed:link] | stock: processed [pull:processed:link]',
    ]);
  });
});
