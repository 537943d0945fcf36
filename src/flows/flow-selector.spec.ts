import { FlowSelector } from './flow-selector.js';
import { summarise } from './show-flow.js';
import { correlateSpans, kafkaPoll, kafkaProcess, kafkaSend, work } from './flow-spans.spec-support.js';
import type { FlowSpan } from './flow-span.js';

/** 1,000 orders, each published in a trace of its own, all taken by one poll; each try does some work inside. */
function batchOf(size: number): FlowSpan[] {
  const numbers = Array.from({ length: size }, (_, i) => i);
  return [
    kafkaPoll({ id: 'batch/poll', batchSize: size, for: 90 }),
    ...numbers.flatMap((i) => [
      work({ id: `t${i}/http`, service: 'order', correlationId: `order-${i}` }),
      kafkaSend({ id: `t${i}/send`, parent: 'http' }),
      kafkaProcess({ id: `batch/p${i}`, parent: 'poll', links: [`t${i}/send`], at: 11, offset: String(i) }),
      work({ id: `batch/w${i}`, parent: `p${i}`, service: 'payment', at: 12 }),
    ]),
  ];
}

const selectorOf = (spans: FlowSpan[]) => new FlowSelector(correlateSpans(spans));
const keysOf = (spans: readonly FlowSpan[]) => spans.map((span) => span.key);

describe('taking a flow out of correlated traces', () => {
  it('takes one flow of the 1,000 that meet in a batch, with what lies around its own spans and nothing else', () => {
    const flow = selectorOf(batchOf(1000)).select({ kind: 'correlation', correlationId: 'order-7' });
    expect(keysOf(flow.spans)).toEqual(['t7-http', 't7-send', 'batch-poll', 'batch-p7', 'batch-w7']);
    expect(summarise(flow)).toEqual({
      id: 'order-7',
      correlationId: 'order-7',
      startUnixMs: flow.spans[0]?.startMs,
      endUnixMs: flow.spans[2]?.endMs,
      durationMs: 100,
      outcome: 'processed',
      services: ['order', 'payment'],
      destinations: ['orders'],
      messageCount: 1,
      attemptCount: 1,
    });
  });

  it('keeps a message without an ID in the flow whose trace names no other', () => {
    const selector = selectorOf([
      work({ id: 't/http', correlationId: 'A' }),
      kafkaSend({ id: 't/outbox', at: 5 }),
      kafkaSend({ id: 'u/one', at: 6, correlationId: 'A' }),
      kafkaSend({ id: 'u/two', at: 7, correlationId: 'B' }),
      kafkaSend({ id: 'u/neither', at: 8 }),
    ]);
    const flow = selector.select({ kind: 'correlation', correlationId: 'A' });
    expect(flow.messages.map(({ message }) => message.id)).toEqual(['t-outbox', 'u-one']);
    expect(keysOf(flow.spans)).toEqual(['t-http', 't-outbox', 'u-one']);
  });

  it('leaves out messages whose producer is in a trace not seen, for that trace may name another flow', () => {
    const flow = selectorOf([
      kafkaSend({ id: 'a/send', correlationId: 'A' }),
      kafkaProcess({ id: 'b/mine', links: ['a/send'], correlationId: 'A' }),
      kafkaProcess({ id: 'b/theirs', links: ['gone/send'], at: 11 }),
    ]).select({ kind: 'correlation', correlationId: 'A' });
    expect(flow.messages.map(({ message }) => message.id)).toEqual(['a-send']);
  });

  it('calls a trace by the one correlation ID in it, and by itself where there are several or none', () => {
    const selector = selectorOf([
      kafkaSend({ id: 'a/send', correlationId: 'A' }),
      kafkaSend({ id: 'b/send', correlationId: 'B' }),
      kafkaProcess({ id: 'c/one', links: ['a/send'] }),
      kafkaProcess({ id: 'd/both', links: ['a/send', 'b/send'] }),
      kafkaSend({ id: 'e/send' }),
    ]);
    expect(selector.selectionOf(['c'])).toEqual({ kind: 'correlation', correlationId: 'A' });
    expect(selector.selectionOf(['d'])).toEqual({ kind: 'traces', traceIds: ['d'] });
    expect(selector.selectionOf(['e'])).toEqual({ kind: 'traces', traceIds: ['e'] });
  });

  it('follows causes both ways over traces where there is no correlation ID', () => {
    const flow = selectorOf([
      kafkaSend({ id: 'a/send' }),
      kafkaProcess({ id: 'b/try', links: ['a/send'] }),
      kafkaSend({ id: 'b/paid', parent: 'try', at: 11, destination: 'paid' }),
      kafkaProcess({ id: 'c/mail', links: ['b/paid'], at: 20, destination: 'paid' }),
      kafkaSend({ id: 'd/unrelated' }),
    ]).select({ kind: 'traces', traceIds: ['c'] });
    expect(flow.messages.map(({ message }) => message.id)).toEqual(['a-send', 'b-paid']);
    expect(keysOf(flow.spans)).toEqual(['a-send', 'b-try', 'b-paid', 'c-mail']);
  });

  it('answers an empty flow, of no outcome, for an ID that no span names', () => {
    const flow = selectorOf([]).select({ kind: 'correlation', correlationId: 'X' });
    expect([flow.messages, flow.spans, summarise(flow).outcome]).toEqual([[], [], null]);
  });
});
