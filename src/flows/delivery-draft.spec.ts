import { kafkaProcess, kafkaSend, messagesOf, storyOf } from './flow-spans.spec-support.js';

describe('attempts of groups that kafkajs does not name', () => {
  it('takes tries that overlap, or follow a success, for deliveries to groups that the spans do not name', () => {
    const tried = (id: string, at: number, error?: string) =>
      kafkaProcess({ id: `t/${id}`, parent: 'send', offset: '1', at, for: 10, ...(error ? { error } : {}) });
    const sent = kafkaSend({ id: 't/send' });
    expect(storyOf([sent, tried('one', 10), tried('two', 15)])).toEqual([
      't-send orders: processed | payment: processed [one:processed:parent] | payment (2): processed [two:processed:parent]',
    ]);
    expect(storyOf([sent, tried('one', 10), tried('after', 20)])).toEqual([
      't-send orders: processed | payment: processed [one:processed:parent] | payment (2): processed [after:processed:parent]',
    ]);
    expect(
      storyOf([sent, tried('a1', 10, 'no'), tried('b1', 12, 'no'), tried('a2', 30), tried('b2', 41, 'no')]),
    ).toEqual([
      't-send orders: failed | payment: processed [a1:failed:parent a2:processed:parent]' +
        ' | payment (2): failed [b1:failed:parent b2:failed:parent]',
    ]);
    const [message] = messagesOf([sent, tried('one', 10), tried('two', 15)]);
    expect(
      message?.deliveries.map(({ consumerGroupFrom, attemptsAtLeast }) => [consumerGroupFrom, attemptsAtLeast]),
    ).toEqual([
      ['service', 1],
      ['service', 1],
    ]);
  });

  it('keeps to the group that spans name, though the broker delivered again after a success', () => {
    const tried = (id: string, at: number) =>
      kafkaProcess({ id: `t/${id}`, parent: 'send', offset: '1', at, for: 10, consumerGroup: 'billing' });
    expect(storyOf([kafkaSend({ id: 't/send' }), tried('one', 10), tried('two', 15)])).toEqual([
      't-send orders: processed | billing: processed [one:processed:parent two:processed:parent]',
    ]);
  });
});
