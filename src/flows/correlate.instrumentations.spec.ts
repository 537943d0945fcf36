import { kafkaPoll, kafkaProcess, kafkaSend, messagesOf, span, storyOf } from './flow-spans.spec-support.js';

describe('spans of other instrumentations', () => {
  it('takes the Java agent with receive telemetry by its link, and the time from the end of the poll', () => {
    const messages = messagesOf([
      kafkaSend({ id: 'a/send', partition: '2', offset: '4711' }),
      kafkaPoll({ id: 'b/poll', at: -50, for: 70, consumerGroup: 'billing', batchSize: 25 }),
      kafkaProcess({ id: 'b/process', parent: 'poll', links: ['a/send'], at: 45, partition: '2', offset: '4711' }),
    ]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ partition: '2', offset: '4711' });
    expect(messages[0]?.deliveries).toMatchObject([
      { consumerGroup: 'billing', consumerGroupFrom: 'span', brokerTimeMs: 19, attempts: [{ evidence: 'link' }] },
    ]);
  });

  it('trusts the parent before the link where the Java opt-in gives both', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaProcess({ id: 'a/process', parent: 'send', links: ['a/send'], consumerGroup: 'billing' }),
      ]),
    ).toEqual(['a-send orders: processed | billing: processed [process:processed:parent]']);
  });

  it('follows a Java redrive: dead letter below the failing attempt, redrive below the dead letter', () => {
    const dlt = { destination: 'orders-dlt', service: 'payment' };
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaProcess({ id: 'a/try', parent: 'send', offset: '1', for: 5 }),
        kafkaSend({ id: 'a/dead', parent: 'try', at: 12, ...dlt }),
        kafkaProcess({ id: 'a/redrive', parent: 'dead', at: 60, offset: '0', ...dlt, service: 'desk' }),
        kafkaSend({ id: 'a/again', parent: 'redrive', at: 61, service: 'desk' }),
        kafkaProcess({ id: 'a/try2', parent: 'again', at: 80, offset: '2' }),
      ]),
    ).toEqual([
      'a-send orders: dead-lettered | payment: dead-lettered [try:failed:parent] -> orders-dlt a-dead',
      'a-dead orders-dlt: processed <- a-send | desk: processed [redrive:processed:parent]',
      'a-again orders: processed <- a-dead | payment: processed [try2:processed:parent]',
    ]);
  });

  it('takes one batch span with N links for one attempt of each of N messages', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaSend({ id: 'b/send', at: 1 }),
        kafkaProcess({ id: 'c/batch', links: ['a/send', 'b/send', 'd/gone'], batchSize: 3, error: 'bad' }),
      ]),
    ).toEqual([
      'a-send orders: failed | payment: failed [batch:failed:link]',
      'b-send orders: failed | payment: failed [batch:failed:link]',
      'd-gone@orders (unseen) orders: failed | payment: failed [batch:failed:none]',
    ]);
  });

  it("does not count franz-go's receive span for each record beside its process span", () => {
    const kotel = { consumerGroup: 'g', offset: '5' };
    expect(
      storyOf([
        kafkaSend({ id: 'a/send', offset: '5', partition: '0' }),
        kafkaPoll({ id: 'a/receive', parent: 'send', partition: '0', ...kotel }),
        kafkaProcess({ id: 'a/process', parent: 'receive', at: 12, ...kotel }),
      ]),
    ).toEqual(['a-send orders: processed | g: processed [process:processed:parent]']);
  });

  it("follows franz-go's links over three traces: process to receive, receive to publish", () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaPoll({ id: 'b/receive', links: ['a/send'], consumerGroup: 'g' }),
        kafkaProcess({ id: 'c/process', links: ['b/receive'], at: 12, consumerGroup: 'g' }),
      ]),
    ).toEqual(['a-send orders: processed | g: processed [process:processed:link]']);
  });

  it('takes receive spans for attempts where a client has no others: aiokafka getone, SQS in JavaScript', () => {
    expect(storyOf([kafkaSend({ id: 'a/send' }), kafkaPoll({ id: 'a/getone', parent: 'send', offset: '3' })])).toEqual([
      'a-send orders: processed | payment: processed [getone:processed:parent]',
    ]);
    const sqs = { system: 'aws_sqs', destination: 'orders' };
    expect(
      storyOf([
        span({ id: 'a/send', role: 'send', kind: 4, ...sqs }),
        span({ id: 'b/send', role: 'send', kind: 4, at: 1, ...sqs }),
        span({ id: 'c/pull', role: 'receive', kind: 5, service: 'mail', at: 9, links: ['a/send', 'b/send'], ...sqs }),
      ]),
    ).toEqual([
      'a-send orders: processed | mail: processed [pull:processed:link]',
      'b-send orders: processed | mail: processed [pull:processed:link]',
    ]);
  });

  it("takes the innermost of aiokafka getmany's three levels", () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaPoll({ id: 'b/all', links: ['a/send'], kind: 5, for: 9 }),
        kafkaPoll({ id: 'b/partition', parent: 'all', links: ['a/send'], kind: 5, at: 11, for: 7 }),
        kafkaPoll({
          id: 'b/record',
          parent: 'partition',
          links: ['a/send'],
          kind: 5,
          at: 12,
          offset: '1',
          partition: '0',
        }),
      ]),
    ).toEqual(['a-send orders: processed | payment: processed [record:processed:link]']);
  });

  it('takes polls with link and group of .NET for attempts, and an empty poll for nothing', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaPoll({ id: 'b/poll', links: ['a/send'], consumerGroup: 'billing', offset: '17', partition: '0' }),
        kafkaPoll({ id: 'c/empty', at: 20, consumerGroup: 'billing' }),
      ]),
    ).toEqual(['a-send orders: processed | billing: processed [poll:processed:link]']);
  });

  it('does not believe the bare offset that otelsarama calls a message id', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send', messageId: '17', partition: '0' }),
        kafkaProcess({ id: 'a/try', parent: 'send', messageId: '17', error: 'bad' }),
        kafkaProcess({ id: 'b/other', messageId: '17', partition: '1', at: 30 }),
        kafkaSend({ id: 'c/dead', messageId: '17', destination: 'orders.dlq', service: 'desk', at: 40 }),
      ]),
    ).toEqual([
      'a-send orders: failed | payment: failed [try:failed:parent]',
      'b-other (unseen) orders: processed | payment: processed [other:processed:none]',
      'c-dead orders.dlq: dead-lettered',
    ]);
  });

  it('joins by message id and destination where nothing carries context', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send', messageId: 'm-9' }),
        kafkaProcess({ id: 'b/process', messageId: 'm-9' }),
        kafkaProcess({ id: 'c/elsewhere', messageId: 'm-9', destination: 'other', at: 11 }),
      ]),
    ).toEqual([
      'a-send orders: processed | payment: processed [process:processed:message-id]',
      'c-elsewhere (unseen) other: processed | payment: processed [elsewhere:processed:none]',
    ]);
  });

  it('tells one message of a create span and the CLIENT send under it, or of a batch send that links to creates', () => {
    const made = (id: string, at: number) =>
      span({ id, at, role: 'create', kind: 4, system: 'servicebus', destination: 'q' });
    const messages = messagesOf([
      made('t/one', 0),
      made('t/two', 1),
      span({
        id: 't/send',
        at: 5,
        for: 5,
        role: 'send',
        kind: 3,
        system: 'servicebus',
        destination: 'q',
        links: ['t/one', 't/two'],
      }),
    ]);
    expect(messages.map(({ id, publication }) => [id, publication?.durationMs])).toEqual([
      ['t-one', 10],
      ['t-two', 9],
    ]);
    expect(
      storyOf([
        made('t/one', 0),
        span({ id: 't/send', parent: 'one', role: 'send', kind: 3, system: 'servicebus', destination: 'q' }),
      ]),
    ).toEqual(['t-one q: pending']);
  });

  it('tells one attempt of two instrumentations that nest their process spans', () => {
    expect(
      storyOf([
        kafkaSend({ id: 'a/send' }),
        kafkaProcess({ id: 'a/outer', parent: 'send', for: 9 }),
        kafkaProcess({ id: 'a/inner', parent: 'outer', at: 11, error: 'bad' }),
        kafkaProcess({ id: 'a/linked', parent: 'outer', links: ['a/send'], at: 12 }),
      ]),
    ).toEqual(['a-send orders: failed | payment: failed [outer:failed:parent]']);
  });
});
