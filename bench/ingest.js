/**
 * How much telemetry one CPU second of the server takes in: gzipped Protobuf batches are posted from this process, and
 * the clock that counts is the server's own CPU (user and system, all threads) from the first post until every span is
 * loaded into the store and its parts are merged down to rest. See bench/README.md.
 *
 *   node bench/ingest.js [--batches 1000] [--spans 500] [--connections 8]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { traceBatch } from './otlp-batch.js';
import { cpuSeconds, memoryMiB, startServer } from './server.js';

const { values } = parseArgs({
  options: {
    batches: { type: 'string', default: '1000' },
    spans: { type: 'string', default: '500' },
    connections: { type: 'string', default: '8' },
  },
});
const batches = Number(values.batches);
const spansPerBatch = Number(values.spans);

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const server = await startServer(folder);
try {
  await run(server);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run({ pid, otlpPort, url }) {
  const bodies = Array.from({ length: batches + 40 }, (_, batch) => gzipSync(traceBatch(batch, spansPerBatch)));
  const agent = new Agent({ keepAlive: true, maxSockets: Number(values.connections) });
  const warmUp = bodies.splice(0, 40);
  await postAll(warmUp, otlpPort, agent);
  await loaded(url, pid);

  const cpuBefore = cpuSeconds(pid);
  const startMs = performance.now();
  const latencies = await postAll(bodies, otlpPort, agent);
  const ackSeconds = (performance.now() - startMs) / 1000;
  const cpuAtAck = cpuSeconds(pid);
  await loaded(url, pid);
  const cpu = cpuSeconds(pid) - cpuBefore;
  const spans = batches * spansPerBatch;
  const wireBytes = bodies.reduce((sum, body) => sum + body.length, 0);

  report('spans acknowledged', spans.toLocaleString('en'));
  report(
    'bytes a span, as Protobuf / gzipped',
    `${(traceBatch(0, 500).length / 500).toFixed(0)} / ${(wireBytes / spans).toFixed(0)}`,
  );
  report('spans per CPU second, acknowledged, loaded and merged', Math.round(spans / cpu).toLocaleString('en'));
  report('spans per CPU second, acknowledged only', Math.round(spans / (cpuAtAck - cpuBefore)).toLocaleString('en'));
  report('spans per second of wall time, acknowledged', Math.round(spans / ackSeconds).toLocaleString('en'));
  report('acknowledgement p50 / p99, ms', `${at(latencies, 0.5).toFixed(1)} / ${at(latencies, 0.99).toFixed(1)}`);
  report('bytes on disk a span', (diskBytes(join(folder, 'clickhouse')) / (spans + 40 * spansPerBatch)).toFixed(1));
  report('resident memory now / peak, MiB', `${memoryMiB(pid, 'VmRSS')} / ${memoryMiB(pid, 'VmHWM')}`);
}

async function postAll(bodies, port, agent) {
  const queue = bodies.values();
  const latencies = [];
  const worker = async () => {
    for (const body of queue) {
      const startMs = performance.now();
      await post(body, port, agent);
      latencies.push(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: Number(values.connections) }, worker));
  return latencies.sort((a, b) => a - b);
}

function post(body, port, agent) {
  const headers = {
    'content-type': 'application/x-protobuf',
    'content-encoding': 'gzip',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: '/v1/traces', method: 'POST', agent, headers }, (answer) => {
      answer
        .resume()
        .on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${answer.statusCode}`))));
    });
    sent.on('error', reject).end(body);
  });
}

/** Waits until the spool is empty and the process has come to rest: merges are work that the spans caused. */
async function loaded(url, pid) {
  for (let restSeconds = 0, last = 0; restSeconds < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const waiting = Number(/^plumbline_spool_bytes(?:\{.*\})? (\d+)/m.exec(metrics)?.[1] ?? NaN);
    const cpu = cpuSeconds(pid);
    restSeconds = waiting === 0 && cpu - last < 0.1 ? restSeconds + 1 : 0;
    last = cpu;
  }
}

function diskBytes(path) {
  return Number(execFileSync('du', ['-sb', path], { encoding: 'utf8' }).split('\t')[0]);
}

function at(sorted, quantile) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
}

function report(what, figure) {
  console.log(`${what.padEnd(56)} ${figure}`);
}
