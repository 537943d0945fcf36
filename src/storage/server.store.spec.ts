import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFORMANCE_TABLES, describeClickHouse } from './click-house.conformance.js';
import { ServerClickHouse } from './server.store.js';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-server-'));
let front: ChildProcess | undefined;

afterAll(async () => {
  if (front !== undefined) {
    front.kill('SIGKILL');
    await once(front, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A real server where one is named, else the front over the embedded engine (test/servers/clickhouse-front.js). */
async function url(): Promise<string> {
  const real = process.env['PLUMBLINE_TEST_CLICKHOUSE_URL'];
  if (real !== undefined) return real;
  front = spawn(process.execPath, ['test/servers/clickhouse-front.js', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(front.stdout!, 'data')) as [Buffer];
  return (JSON.parse(line.toString()) as { url: string }).url;
}

describeClickHouse(
  'ServerClickHouse',
  async () => ServerClickHouse.open(await url(), CONFORMANCE_TABLES),
  () => folder,
);

describe('ServerClickHouse', () => {
  it('names the address, and not the password, when the server is away', async () => {
    const opening = ServerClickHouse.open('http://someone:hush@127.0.0.1:1/plumbline', CONFORMANCE_TABLES);
    await expect(opening).rejects.toThrow('ClickHouse at http://127.0.0.1:1/plumbline did not answer a ping');
    await opening.catch((error: Error) => expect(error.message).not.toContain('hush'));
  });
});
