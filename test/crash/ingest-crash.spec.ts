import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { traceBatch } from '../../bench/otlp-batch.js';
import { EmbeddedClickHouse } from '../../src/storage/embedded.store.js';
import { kill, start, stop, type Run } from './killed-server.js';

const KILLS = 50;
const SPANS_A_BATCH = 100;
const CONNECTIONS = 4;

describe('a collector that is killed under load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-'));
  let server: Run | undefined;

  afterAll(async () => {
    if (server !== undefined && server.child.exitCode === null) await kill(server);
    rmSync(folder, { recursive: true, force: true });
  });

  it(`keeps every acknowledged span, and none twice, through ${KILLS} kills`, async () => {
    let batches = 0;
    const acknowledged: number[] = [];
    const unanswered: number[] = [];
    for (let round = 0; round < KILLS; round++) {
      const run = (server = await start(folder));
      let killed = false;
      // As an exporter would: what was not answered is sent again, the same bytes, to whoever answers next.
      const exporter = async (): Promise<void> => {
        while (!killed) {
          const batch = unanswered.pop() ?? batches++;
          if (await post(run.otlpUrl, batch)) acknowledged.push(batch);
          else unanswered.push(batch);
        }
      };
      const exporters = Array.from({ length: CONNECTIONS }, exporter);
      // At any moment: before the first answer, or in the midst of writing and loading what many had answers for.
      const enough = acknowledged.length + (round % 5) * 8;
      while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 200));
      killed = true;
      await kill(run);
      await Promise.all(exporters);
    }
    await stop((server = await start(folder)));

    const store = await EmbeddedClickHouse.open(join(folder, 'clickhouse'), []);
    const stored = await store.query<{ spans: string; distinct: string; batches: string }>(
      `SELECT count() AS spans, uniqExact(trace_id, span_id) AS distinct, uniqExact(request) AS batches FROM spans`,
    );
    const whole = await store.query<{ request: string }>(
      `SELECT toString(request) AS request FROM spans GROUP BY request HAVING count() = ${SPANS_A_BATCH}`,
    );
    await store.close();

    const wholeKeys = new Set(whole.map(({ request }) => request));
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(acknowledged.filter((batch) => !wholeKeys.has(keyOf(batch)))).toEqual([]);
    // Every batch that arrived is there whole and once; those cut off may or may not have been made durable.
    const spans = Number(stored[0]!.spans);
    expect(stored[0]).toEqual({
      spans: String(spans),
      distinct: String(spans),
      batches: String(spans / SPANS_A_BATCH),
    });
    expect(spans).toBeLessThanOrEqual((acknowledged.length + unanswered.length) * SPANS_A_BATCH);
    process.stdout.write(`${acknowledged.length} batches acknowledged, ${spans} spans stored once, ${KILLS} kills\n`);
  }, 400_000);
});

const bodies = new Map<number, Buffer>();

function bodyOf(batch: number): Buffer {
  let body = bodies.get(batch);
  if (body === undefined) bodies.set(batch, (body = gzipSync(traceBatch(batch, SPANS_A_BATCH))));
  return body;
}

function keyOf(batch: number): string {
  return createHash('sha1').update(bodyOf(batch)).digest().readBigUInt64LE().toString();
}

/** True if the server acknowledged; false if it could not be reached, or was gone before it answered. */
async function post(url: string, batch: number): Promise<boolean> {
  const headers = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' };
  try {
    const response = await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: bodyOf(batch) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
