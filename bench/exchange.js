/**
 * What moving a registry as one archive takes: a registry of N subjects with ten versions each is exported, and imported
 * into an empty server. Time, the size of the archive, and the peak of the memory of both servers.
 *
 *   node bench/exchange.js [--subjects 20000]
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { seedRegistry } from './registry-seed.js';
import { memoryMiB, startServer } from './server.js';

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
  const server = await startServer(dataDir);
  try {
    await act(server);
  } finally {
    await server.stop();
  }
}

function report(what, figure) {
  console.log(`${what.padEnd(50)} ${figure}`);
}
