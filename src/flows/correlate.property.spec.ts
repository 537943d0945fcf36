import fc from 'fast-check';
import {
  correlateSpans,
  kafkaPoll,
  kafkaProcess,
  kafkaSend,
  messagesOf,
  span,
  storyOf,
  T0,
  work,
  type Told,
} from './flow-spans.spec-support.js';
import type { FlowSpan } from './flow-span.js';
import type { MessagingRole } from '../messaging/messaging-span.js';

const word = (words: string[]) => fc.constantFrom(...words);
const id = fc.tuple(word(['t', 'u', 'v']), word(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']));

/** Any span at all: parents and links that are missing, cyclic or the span itself, clocks that run backwards. */
const anySpan: fc.Arbitrary<FlowSpan> = fc
  .record({
    id,
    parent: fc.option(word(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'gone']), { nil: undefined }),
    links: fc.array(fc.tuple(id, word(['', 'm-1', 'm-2', '17'])), { maxLength: 3 }),
    role: word(['', 'create', 'send', 'receive', 'process', 'settle']),
    kind: fc.integer({ min: 1, max: 5 }),
    system: word(['kafka', 'rabbitmq', 'aws_sqs']),
    destination: word(['', 'orders', 'orders.dlq', 'orders-retry']),
    service: word(['order', 'payment']),
    consumerGroup: word(['', 'billing', 'orders.dlq']),
    messageId: word(['', '', 'm-1', '17']),
    offset: word(['', '1', '2']),
    correlationId: word(['', '', 'A', 'B']),
    at: fc.integer({ min: 0, max: 30 }),
    lasting: fc.integer({ min: -5, max: 30 }),
    failed: fc.boolean(),
    batchSize: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ id: [trace, spanId], parent, links, role, lasting, failed, ...facts }) => {
    const told: Told = {
      id: `${trace}/${spanId}`,
      links: links.map(([[t, s], messageId]) => `${t}/${s} ${messageId}`),
      for: lasting,
      ...facts,
    };
    if (parent !== undefined) told.parent = parent;
    if (role !== '') told.role = role as MessagingRole;
    if (failed) told.error = 'bad';
    return span({ ...told, partition: '0' });
  });

const anyTraces = fc.uniqueArray(anySpan, { selector: (one) => one.key, maxLength: 24 });

describe('correlation of any spans', () => {
  it('does not depend on the order in which they come', () => {
    fc.assert(
      fc.property(
        anyTraces.chain((spans) =>
          fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length })),
        ),
        ([spans, shuffled]) => {
          expect(messagesOf(shuffled)).toEqual(messagesOf(spans));
        },
      ),
    );
  });

  it('accounts for each process span once a message: as an attempt, or within one', () => {
    fc.assert(
      fc.property(anyTraces, (spans) => {
        const { messages } = correlateSpans(spans);
        const told = new Set(messages.flatMap((one) => one.spans.map((each) => each.key)));
        for (const one of spans) if (one.role === 'process') expect(told).toContain(one.key);
        for (const { message } of messages) {
          const tries = message.deliveries.flatMap(({ attempts }) =>
            attempts.map((each) => `${each.traceId}-${each.spanId}`),
          );
          expect(new Set(tries).size).toBe(tries.length);
        }
      }),
    );
  });

  it('tells of no Kafka retry after a success, or before the try before it ended, where no group is named', () => {
    fc.assert(
      fc.property(anyTraces, (spans) => {
        const { index, messages } = correlateSpans(spans);
        for (const { message } of messages)
          for (const { consumerGroupFrom, attempts } of message.deliveries)
            for (const [at, attempt] of attempts.entries()) {
              const before = at > 0 && index.get(`${attempts[at - 1]?.traceId}-${attempts[at - 1]?.spanId}`);
              const span = index.get(`${attempt.traceId}-${attempt.spanId}`);
              if (consumerGroupFrom !== 'service' || !before || before.role !== 'process') continue;
              if (span?.role !== 'process') continue;
              if (before.system === 'kafka') expect(attempts[at - 1]?.outcome).toBe('failed');
              expect(before.endMs).toBeLessThanOrEqual(attempt.startUnixMs);
            }
      }),
    );
  });

  it('never finds a negative broker time, a message twice, or a message that caused itself', () => {
    fc.assert(
      fc.property(anyTraces, (spans) => {
        const messages = messagesOf(spans);
        const byId = new Map(messages.map((message) => [message.id, message]));
        expect(byId.size).toBe(messages.length);
        for (const message of messages) {
          for (const { attempts } of message.deliveries)
            for (const { brokerTimeMs, durationMs } of attempts) {
              expect(brokerTimeMs ?? 0).toBeGreaterThanOrEqual(0);
              expect(durationMs).toBeGreaterThanOrEqual(0);
            }
          const seen = new Set<string>();
          for (let here = message.causedBy; here !== null; here = byId.get(here)?.causedBy ?? null) {
            expect(seen).not.toContain(here);
            seen.add(here);
          }
        }
      }),
    );
  });
});

describe('hostile and huge traces', () => {
  it('survives parents in a cycle, a span that is its own parent, and a span stored twice', () => {
    expect(
      storyOf([
        kafkaProcess({ id: 't/a', parent: 'b' }),
        kafkaProcess({ id: 't/b', parent: 'c', at: 11 }),
        kafkaProcess({ id: 't/c', parent: 'a', at: 12 }),
        kafkaSend({ id: 't/self', parent: 'self' }),
        kafkaSend({ id: 't/self', parent: 'self' }),
      ]),
    ).toEqual(['t-self orders: pending', 't-a (unseen) orders: processed | payment: processed [a:processed:none]']);
  });

  it('keeps apart the 1,000 flows that meet in one batch', () => {
    const sends = Array.from({ length: 1000 }, (_, i) => kafkaSend({ id: `t${i}/send`, correlationId: `order-${i}` }));
    const tries = sends.map((sent, i) =>
      kafkaProcess({ id: `batch/p${i}`, parent: 'poll', links: [`${sent.traceId}/send`], offset: String(i) }),
    );
    const messages = messagesOf([...sends, kafkaPoll({ id: 'batch/poll', batchSize: 1000, for: 99 }), ...tries]);
    expect(messages).toHaveLength(1000);
    expect(new Set(messages.map(({ correlationId }) => correlationId)).size).toBe(1000);
    expect(messages.every(({ deliveries }) => deliveries.length === 1 && deliveries[0]?.attempts.length === 1)).toBe(
      true,
    );
  });

  it.each<[string, FlowSpan[]]>([
    [
      'tries of one message',
      Array.from({ length: 10_000 }, (_, i) => kafkaProcess({ id: `t/p${i}`, parent: 'send', at: i, offset: '1' })),
    ],
    [
      'process spans inside each other',
      Array.from({ length: 10_000 }, (_, i) => kafkaProcess({ id: `t/p${i}`, parent: `p${i - 1}`, at: i })),
    ],
    [
      'publications inside each other',
      Array.from({ length: 10_000 }, (_, i) => kafkaSend({ id: `t/p${i}`, parent: `p${i - 1}`, at: i })),
    ],
    [
      'publications in one batch',
      Array.from({ length: 10_000 }, (_, i) =>
        i < 5000
          ? kafkaPoll({ id: `b/p${i}`, parent: `p${i - 1}`, links: ['t/send'] })
          : kafkaSend({ id: `b/p${i}`, parent: 'p4999', messageId: `m${i}` }),
      ),
    ],
    [
      'ids in the links of pulls of one batch',
      Array.from({ length: 10_000 }, (_, i) =>
        i === 0
          ? kafkaPoll({ id: 't/p0', links: Array.from({ length: 10_000 }, (__, n) => `t/send m-${n}`) })
          : kafkaProcess({ id: `t/p${i}`, parent: 'p0', links: ['t/p0', `t/send m-${i}`] }),
      ),
    ],
    [
      'hops one after another',
      Array.from({ length: 10_000 }, (_, i) =>
        (i % 2 === 0 ? kafkaSend : kafkaProcess)({
          id: `t/p${i}`,
          parent: `p${i - 1}`,
          at: i,
          destination: `step-${i >> 1}-retry`,
          error: 'no',
        }),
      ),
    ],
    [
      'spans of the application',
      Array.from({ length: 10_000 }, (_, i) => work({ id: `t/p${i}`, parent: `p${i - 1}`, startMs: T0 - i })),
    ],
  ])('takes 10,000 %s without a quadratic step', (_, spans) => {
    const correlated = correlateSpans([kafkaSend({ id: 't/send' }), ...spans]);
    expect(correlated.index.spans).toHaveLength(10_001);
  });
});
