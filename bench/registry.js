/**
 * What one CPU second of the server answers as a schema registry: look-ups by id, compatibility checks, registrations, a
 * transitive check, and lists of a large registry. See bench/README.md.
 *
 *   node bench/registry.js [--seconds 5] [--connections 8] [--subjects 0] [--only PART] [--profile]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedRegistry } from './registry-seed.js';
import { cpuSeconds, memoryMiB, startServer } from './server.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '8' },
    subjects: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    profile: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const subjects = Number(values.subjects);

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
if (subjects > 0) {
  await (await startServer(folder)).stop();
  const startMs = performance.now();
  const versions = await seedRegistry(join(folder, 'plumbline.db'), subjects, 10);
  report(`seeded, s (${subjects} subjects, ${versions} versions)`, ((performance.now() - startMs) / 1000).toFixed(1));
}
const profile = ['--cpu-prof', `--cpu-prof-dir=${join(tmpdir(), 'plumbline-profile')}`];
const server = await startServer(folder, values.profile ? profile : []);
try {
  await run(server);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run({ pid, port }) {
  const order = (fields) =>
    JSON.stringify({
      schemaType: 'JSON',
      schema: JSON.stringify({
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: fields }, (_, i) => [`field${i}`, { type: i % 2 ? 'string' : 'integer' }]),
        ),
        required: ['field0'],
        additionalProperties: false,
      }),
    });
  await one(port, 'POST', '/subjects/orders-value/versions', order(10));
  const { id } = JSON.parse((await one(port, 'POST', '/subjects/orders-value/versions', order(10))).body);

  await load('GET /schemas/ids/{id}', pid, port, () => ['GET', `/schemas/ids/${id}`]);
  const candidate = order(12);
  await load('POST /compatibility/... the same candidate', pid, port, () => [
    'POST',
    '/compatibility/subjects/orders-value/versions/latest',
    candidate,
  ]);
  let next = 0;
  await load('POST /compatibility/... candidates never seen before', pid, port, () => [
    'POST',
    '/compatibility/subjects/orders-value/versions/latest',
    candidate.replace('field11', `other${next++}`),
  ]);
  let subject = 0;
  await load('POST /subjects/{new}/versions, new schemas', pid, port, () => {
    subject += 1;
    return ['POST', `/subjects/new${subject}/versions`, order(10).replaceAll('field', `s${subject}x`)];
  });
  if (values.only === '') await transitive(port);
  if (subjects > 0) await lists(port);
  report('resident memory now / peak, MiB', `${memoryMiB(pid, 'VmRSS')} / ${memoryMiB(pid, 'VmHWM')}`);
}

/** A check against 100 versions, each unlike the others: the first time, and again with another candidate. */
async function transitive(port) {
  const version = (fields) =>
    JSON.stringify({
      schemaType: 'JSON',
      schema: JSON.stringify({
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 20 }, (_, i) => [`field${i}`, { type: 'string', maxLength: 100 + fields }]),
        ),
        additionalProperties: false,
      }),
    });
  await one(port, 'PUT', '/config/long', JSON.stringify({ compatibility: 'BACKWARD_TRANSITIVE' }));
  for (let i = 0; i < 100; i++) await one(port, 'POST', '/subjects/long/versions', version(i));
  const times = [];
  for (let i = 0; i < 9; i++) {
    const startMs = performance.now();
    const { body } = await one(port, 'POST', '/compatibility/subjects/long/versions', version(200 + i));
    times.push(performance.now() - startMs);
    if (!body.includes('true')) throw new Error(body);
  }
  const first = times.shift();
  const rest = times.sort((a, b) => a - b);
  report(
    'transitive check against 100 versions, ms, first / median',
    `${first.toFixed(1)} / ${at(rest, 0.5).toFixed(1)}`,
  );
}

async function lists(port) {
  const paths = [
    '/subjects?limit=100',
    '/subjects?subjectPrefix=team5.&limit=100',
    `/subjects?offset=${Math.floor(subjects / 2)}&limit=100`,
    '/schemas?subjectPrefix=team5.&latestOnly=true&limit=100',
    '/api/v1/contracts?q=order5',
    '/subjects/team5.order5/versions',
    '/subjects',
  ];
  for (const path of paths) {
    const times = [];
    for (let i = 0; i < 10; i++) {
      const startMs = performance.now();
      const { status } = await one(port, 'GET', path);
      times.push(performance.now() - startMs);
      if (status !== 200) throw new Error(`${path}: ${status}`);
    }
    report(
      `GET ${path}, ms`,
      at(
        times.sort((a, b) => a - b),
        0.5,
      ).toFixed(1),
    );
  }
}

/** Asks over all connections at once for some seconds, after a second to warm up. */
async function load(what, pid, port, next) {
  if (!what.includes(values.only)) return;
  await askFor(1, port, next);
  const [cpuBefore, startMs] = [cpuSeconds(pid), performance.now()];
  const latencies = await askFor(seconds, port, next);
  const [cpu, wall] = [cpuSeconds(pid) - cpuBefore, (performance.now() - startMs) / 1000];
  const [perCpu, perWall] = [latencies.length / cpu, latencies.length / wall].map((n) =>
    Math.round(n).toLocaleString('en'),
  );
  report(`${what}, per CPU second / per second`, `${perCpu} / ${perWall}`);
  report('  p50 / p99, ms', `${at(latencies, 0.5).toFixed(2)} / ${at(latencies, 0.99).toFixed(2)}`);
}

async function askFor(duration, port, next) {
  const latencies = [];
  const untilMs = performance.now() + duration * 1000;
  const worker = async () => {
    const client = await open(port);
    while (performance.now() < untilMs) {
      const startMs = performance.now();
      const { status, body } = await client.ask(...next());
      if (status !== 200) throw new Error(`${status}: ${body}`);
      latencies.push(performance.now() - startMs);
    }
    client.close();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return latencies.sort((a, b) => a - b);
}

async function one(port, ...request) {
  const client = await open(port);
  const answer = await client.ask(...request);
  client.close();
  return answer;
}

/** One connection that is kept, one request at a time: as light as can be, since it shares the machine with the server. */
async function open(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let [received, done, failed] = ['', null, null];
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received += chunk;
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, end))?.[1] ?? 0);
    if (received.length < end + 4 + length) return;
    const answer = { status: Number(received.slice(9, 12)), body: received.slice(end + 4) };
    received = '';
    done(answer);
  });
  socket.on('error', (error) => failed?.(error));
  return {
    ask(method, path, body = '') {
      const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/vnd.schemaregistry.v1+json\r\n`;
      const type = body === '' ? '' : 'content-type: application/vnd.schemaregistry.v1+json\r\n';
      socket.write(`${head}${type}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return new Promise((resolve, reject) => ([done, failed] = [resolve, reject]));
    },
    close: () => socket.destroy(),
  };
}

function at(sorted, quantile) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
}

function report(what, figure) {
  console.log(`${what.padEnd(76)} ${figure}`);
}
