import type { Attempt, Delivery, Message } from '../../api/types.js';
import { layOutFlow, placeOf, waitLabel } from './lanes.js';

const attempt = (number: number, startUnixMs: number, endUnixMs: number, failed = false): Attempt => ({
  number,
  service: 'billing',
  traceId: 'a'.repeat(32),
  spanId: String(number).padStart(16, '0'),
  startUnixMs,
  endUnixMs,
  durationMs: endUnixMs - startUnixMs,
  outcome: failed ? 'failed' : 'processed',
  error: failed ? { type: 'Timeout', message: null } : null,
  evidence: 'parent',
  brokerTimeMs: startUnixMs - 100,
  brokerTimeAdjusted: false,
});

const delivery = (attempts: Attempt[], rest: Partial<Delivery> = {}): Delivery => ({
  consumerGroup: 'billing',
  consumerGroupFrom: 'span',
  services: ['billing'],
  outcome: 'processed',
  attempts,
  attemptsAtLeast: attempts.length,
  brokerTimeMs: attempts[0]?.brokerTimeMs ?? null,
  brokerTimeAdjusted: false,
  deadLetter: null,
  ...rest,
});

const message = (deliveries: Delivery[], rest: Partial<Message> = {}): Message => ({
  id: 'm1',
  messageId: null,
  correlationId: null,
  system: 'kafka',
  destination: 'orders.v1',
  partition: '3',
  offset: '42',
  isDeadLetter: false,
  causedBy: null,
  contract: null,
  publication: {
    service: 'shop',
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    startUnixMs: 0,
    endUnixMs: 100,
    durationMs: 100,
    error: null,
  },
  deliveries,
  outcome: 'processed',
  ...rest,
});

const round = (value: number) => Math.round(value * 1000) / 1000;

describe('layOutFlow', () => {
  it('draws the publication, the folded wait and the attempt side by side', () => {
    const waited = delivery([attempt(1, 6_240_100, 6_240_400)]);
    const { lanes, scale } = layOutFlow({ startUnixMs: 0, endUnixMs: 6_240_400, messages: [message([waited])] });
    const [lane] = lanes;
    const [hop] = lane?.deliveries ?? [];
    expect(scale.segments.map((segment) => segment.isCompressed)).toEqual([false, true, false]);
    expect(lane?.publication).toEqual({ left: 0, width: 0.125 });
    expect(hop?.wait).toEqual({ left: 0.125, width: 0.5 });
    expect(hop?.waitLabel).toBe('1 h 44 min in orders.v1 p3');
    expect(hop?.attempts.map(({ bar }) => [round(bar.left), round(bar.width)])).toEqual([[0.625, 0.375]]);
    expect(hop?.retryLabel).toBeNull();
  });

  it('counts retries, and says where not all of them left a span', () => {
    const five = delivery([1, 2, 3, 4, 5].map((number) => attempt(number, number * 200, number * 200 + 100, true)));
    const fewer = delivery([attempt(1, 200, 300, true)], { attemptsAtLeast: 3 });
    const { lanes } = layOutFlow({ startUnixMs: 0, endUnixMs: 1_100, messages: [message([five, fewer])] });
    expect(lanes[0]?.deliveries.map((one) => [one.key, one.retryLabel])).toEqual([
      ['0.0', '×5'],
      ['0.1', 'at least ×3'],
    ]);
  });

  it('lets an unended wait reach the end of the axis', () => {
    const waiting = delivery([], { outcome: 'pending' });
    const { lanes } = layOutFlow({ startUnixMs: 0, endUnixMs: 200, messages: [message([waiting])] });
    expect(lanes[0]?.deliveries[0]).toMatchObject({
      isWaiting: true,
      wait: { left: 0.5, width: 0.5 },
      waitLabel: 'still in orders.v1 p3',
    });
  });

  it('draws no wait where the publication was not seen', () => {
    const orphan = delivery([attempt(1, 100, 200)], { brokerTimeMs: null });
    const flow = { startUnixMs: 100, endUnixMs: 200, messages: [message([orphan], { publication: null })] };
    expect(layOutFlow(flow).lanes[0]).toMatchObject({
      publication: null,
      deliveries: [{ wait: null, isWaiting: false, waitLabel: 'unknown time in orders.v1 p3' }],
    });
  });

  it('has an axis even without a message', () => {
    expect(layOutFlow({ startUnixMs: 0, endUnixMs: 10, messages: [] }).lanes).toEqual([]);
  });
});

describe('waitLabel', () => {
  it('says where clocks were adjusted', () => {
    const adjusted = delivery([attempt(1, 150, 200)], { brokerTimeAdjusted: true });
    expect(waitLabel({ destination: 'mail', partition: null }, adjusted)).toBe('50 ms in mail (clocks adjusted)');
  });
});

describe('placeOf', () => {
  it('keeps a partition that is no number as it is', () => {
    expect(placeOf({ destination: 'orders', partition: 'shard-7' })).toBe('orders shard-7');
  });
});
