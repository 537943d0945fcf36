import type { ClickHouse, QueryParams } from '../../src/storage/click-house.js';
import { FlowStore } from '../../src/flows/flow.store.js';
import {
  FLOW_SPANS,
  RAW_SPANS,
  TRACES_BY_CORRELATION,
  TRACES_BY_LINK,
  TRACES_BY_MESSAGE,
} from '../../src/flows/span-queries.js';
import { insertSpans, spanId, traceId } from '../stores/span-rows.js';
import { openTelemetryStore } from '../stores/telemetry-store.js';

const NOW = Date.UTC(2026, 10, 21, 12);

/** 200,000 spans, a millisecond and a trace apart: 25 granules, of which a bloom filter tells four at a time. */
const MANY_SPANS = `INSERT INTO spans (request, row, received_at, started_at, trace_id, span_id, correlation_id, message_id,
    link_trace_ids, link_span_ids)
  SELECT 1, number, fromUnixTimestamp64Milli(toInt64(${NOW} + number)) AS at, at,
    toFixedString(unhex(leftPad(hex(number), 32, '0')), 16) AS trace, toFixedString(unhex(leftPad(hex(number), 16, '0')), 8) AS span,
    concat('order-', toString(number)), concat('m-', toString(number)), [trace], [span] FROM numbers(200000)`;

describe('lookups over stored spans', () => {
  let store: ClickHouse;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ store, remove } = await openTelemetryStore());
  });
  afterAll(() => remove());

  /** Which skip index a statement used, with the granules it left of all. */
  const explain = async (sql: string, params: QueryParams): Promise<string[]> => {
    const lines = await store.query<{ explain: string }>(`EXPLAIN indexes = 1 ${sql}`, { limit: 10, ...params });
    const text = lines.map((line) => line.explain).join('\n');
    return [...text.matchAll(/Skip\n\s+Name: (\w+)[^]*?Granules: (\d+\/\d+)/g)].map(
      (found) => `${found[1]} ${found[2]}`,
    );
  };

  it('read only the granules that the bloom filter of a trace, correlation or message id, or of a link, leaves', async () => {
    await store.command(MANY_SPANS);
    const traceIds = [traceId(77_000)];
    expect(await explain(FLOW_SPANS, { traceIds })).toEqual(['by_trace 4/25']);
    expect(await explain(RAW_SPANS, { traceIds })).toEqual(['by_trace 4/25']);
    expect(await explain(TRACES_BY_CORRELATION, { ids: ['order-77000'] })).toEqual(['by_correlation 4/25']);
    expect(await explain(TRACES_BY_MESSAGE, { ids: ['m-77000'] })).toEqual(['by_message 4/25']);
    expect(await explain(TRACES_BY_LINK, { traceIds, spanIds: [spanId(77_000)] })).toEqual(['by_link 4/25']);
  });

  it("take the beginning of all the traces' spans, not the first trace's, where there are too many", async () => {
    const [large, small] = ['a'.repeat(32), 'b'.repeat(32)];
    const work = (n: number, trace: string, at: number) => ({
      traceId: trace,
      spanId: spanId(n),
      receivedAtMs: NOW + at,
    });
    await insertSpans(store, [
      ...Array.from({ length: 9 }, (_, n) => work(n + 1, large, 10 + n)),
      work(100, small, 0),
      work(101, small, 12),
    ]);
    const spans = await new FlowStore(store).spansOf([large, small], 4);
    expect(spans.map(({ spanId: id }) => id)).toEqual([100, 1, 2, 3].map(spanId));
  });
});
