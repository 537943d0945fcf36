import { kafkaProcess, kafkaSend, messagesOf, type Told } from './flow-spans.spec-support.js';
import type { FlowSpan } from './flow-span.js';

/** Two messages from one host to another, the second waiting 40 ms longer, with the consumer's clock `skewMs` ahead. */
function twoHops(skewMs: number, consumer: Partial<Told> = {}): FlowSpan[] {
  return [
    kafkaSend({ id: 'a/send', at: 0, for: 5 }),
    kafkaProcess({ id: 'a/try', parent: 'send', at: 15 + skewMs, ...consumer }),
    kafkaSend({ id: 'b/send', at: 100, for: 5 }),
    kafkaProcess({ id: 'b/try', parent: 'send', at: 155 + skewMs, ...consumer }),
  ];
}

const timesOf = (spans: FlowSpan[]) =>
  messagesOf(spans).flatMap(({ deliveries }) =>
    deliveries.map(({ brokerTimeMs, brokerTimeAdjusted }) => [brokerTimeMs, brokerTimeAdjusted]),
  );

describe('broker time', () => {
  it('is the attempt’s start minus the publication’s end', () => {
    expect(timesOf(twoHops(0))).toEqual([
      [10, false],
      [50, false],
    ]);
  });

  it('is shifted by the smallest gap where a message arrives before it was sent', () => {
    expect(timesOf(twoHops(-200))).toEqual([
      [0, true],
      [40, true],
    ]);
  });

  it('is nothing, and no skew, where the consumer starts before a waiting producer span ends', () => {
    expect(timesOf(twoHops(-12))).toEqual([
      [0, false],
      [38, false],
    ]);
  });

  it('is never shifted within one host, which has one clock', () => {
    expect(timesOf(twoHops(-200, { host: 'host-of-order' }))).toEqual([
      [0, false],
      [0, false],
    ]);
  });

  it('ignores skew it cannot prove: a consumer’s clock ahead looks like a slow broker', () => {
    expect(timesOf(twoHops(1000))).toEqual([
      [1010, false],
      [1050, false],
    ]);
  });
});
