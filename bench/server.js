import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** What `npm start` tells V8. */
const START_FLAGS = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  .scripts.start.split(' ')
  .filter((word) => word.startsWith('--'));

/**
 * The built server, as `npm start` runs it, on free ports and a data folder of its own.
 * @param {string} dataDir
 * @param {string[]} flags Further flags of Node.
 * @returns {Promise<{ pid: number, url: string, port: number, otlpPort: number, stop(): Promise<void> }>}
 */
export async function startServer(dataDir, flags = []) {
  const env = {
    ...process.env,
    PLUMBLINE_DATA_DIR: dataDir,
    PLUMBLINE_PORT: '0',
    PLUMBLINE_OTLP_HTTP_PORT: '0',
  };
  const args = [...START_FLAGS, ...flags, join(ROOT, 'dist/main.js')];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const { url, otlpPort } = await readiness(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { pid: child.pid, url, port: Number(new URL(url).port), otlpPort, stop };
}

/** Reads on to the end, so that the server is never held up by what it says. */
function readiness(child) {
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const ready = /"url":"([^"]+)","otlpPort":(\d+)/.exec(text);
      if (ready !== null) resolve({ url: ready[1], otlpPort: Number(ready[2]) });
    });
    child.once('close', () => reject(new Error('The server ended before it was ready; is it built (npm run build)?')));
  });
}

/** utime and stime of the process and all its threads (proc(5), fields 14 and 15). */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** `VmRSS` now, or `VmHWM` at its peak. */
export function memoryMiB(pid, name) {
  const kib = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  return Math.round(Number(kib) / 1024);
}
