import { flowPollMs } from './flow-poll.js';

const now = 10_000_000;
const spans = (count: number) => Array.from({ length: count }, () => ({}) as never);

describe('flowPollMs', () => {
  it('asks often for a flow that is young', () => {
    expect(flowPollMs({ endUnixMs: now - 1_000, outcome: 'processed', spans: spans(4) }, now)).toBe(5_000);
  });
  it('asks no more for a flow that is settled', () => {
    expect(flowPollMs({ endUnixMs: now - 700_000, outcome: 'dead-lettered', spans: spans(4) }, now)).toBe(false);
  });
  it('goes on asking for an old flow that still waits', () => {
    expect(flowPollMs({ endUnixMs: now - 700_000, outcome: 'pending', spans: spans(4) }, now)).toBe(5_000);
  });
  it('asks seldom for a large flow', () => {
    expect(flowPollMs({ endUnixMs: now, outcome: 'processed', spans: spans(2_001) }, now)).toBe(60_000);
  });
});
