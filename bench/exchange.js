/**
 * What moving a registry as one archive takes: a registry of N subjects with ten versions each is exported, and imported
 * into an empty server. Time, the size of the archive, and the peak of the memory of both servers.
 *
 *   node bench/exchange.js [--subjects 20000]
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { seedRegistry } from './registry-seed.js';

const { values } = parseArgs({ options: { subjects: { type: 'string', default: '20000' } } });
const subjects = Number(values.subjects);

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const archive = join(folder, 'registry.ndjson.gz');
try {
  const source = join(folder, 'source');
  await withServer(source, () => Promise.resolve());
  const versions = await seedRegistry(join(source, 'plumbline.db'), subjects, 10);
  report('subjects / versions', `${subjects} / ${versions}`);
  await withServer(source, (server) => timed('export', server, () => download(server)));
  report('archive, MiB', (statSync(archive).size / 1024 / 1024).toFixed(1));
  await withServer(join(folder, 'target'), async (server) => {
    await timed('import', server, () => upload(server));
    await timed('import once more: all of it is there', server, () => upload(server));
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function download({ url }) {
  const response = await fetch(`${url}/api/v1/exchange/archive`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
}

async function upload({ url }) {
  const headers = { 'content-type': 'application/gzip' };
  const body = Readable.toWeb(createReadStream(archive));
  const response = await fetch(`${url}/api/v1/exchange/archive`, { method: 'POST', headers, body, duplex: 'half' });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
}

async function timed(what, { pid }, act) {
  const before = memoryMiB(pid, 'VmRSS');
  const startMs = performance.now();
  await act();
  report(`${what}, s`, ((performance.now() - startMs) / 1000).toFixed(1));
  report('  resident before / peak, MiB', `${before} / ${memoryMiB(pid, 'VmHWM')}`);
}

async function withServer(dataDir, act) {
  const main = join(import.meta.dirname, '../dist/main.js');
  const env = { ...process.env, PLUMBLINE_DATA_DIR: dataDir, PLUMBLINE_PORT: '0', PLUMBLINE_OTLP_HTTP_PORT: '0' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    await act({ pid: child.pid, url: await urlOf(child) });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Reads on to the end, so that the server is never held up by what it says. */
function urlOf(child) {
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const ready = /"url":"(http:\/\/[^"]+)"/.exec(text);
      if (ready !== null) resolve(ready[1]);
    });
    child.once('close', () => reject(new Error('The server ended before it was ready; is it built (npm run build)?')));
  });
}

function memoryMiB(pid, name) {
  const kib = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  return Math.round(Number(kib) / 1024);
}

function report(what, figure) {
  console.log(`${what.padEnd(50)} ${figure}`);
}
