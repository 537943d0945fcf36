import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from '../server-process.js';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../servers/postgresql.js';
import { ask, json } from './registry-app.js';

const postgresqlBin = findPostgresql();
const databases = postgresqlBin === null ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

describe.each(databases)('two servers, each a process, on one %s', (kind) => {
  let dir: string;
  let postgresql: PostgresqlServer | undefined;
  let servers: ServerProcess[] = [];
  let urls: string[];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-processes-'));
    if (kind === 'PostgreSQL') postgresql = await startPostgresql(postgresqlBin!);
    const PLUMBLINE_DATABASE_URL = (await postgresql?.createDatabase()) ?? `file:${join(dir, 'registry.db')}`;
    servers = [1, 2].map(
      (n) => new ServerProcess({ PLUMBLINE_DATABASE_URL, PLUMBLINE_DATA_DIR: join(dir, String(n)) }),
    );
    urls = await Promise.all(servers.map((server) => server.url()));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await postgresql?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const everywhere = (count: number, request: (url: string, i: number) => ReturnType<typeof ask>) =>
    Promise.all(Array.from({ length: count }, (_, i) => request(urls[i % 2]!, i)));

  it('hand out every id once, without a gap, and versions in order', async () => {
    await ask(`${urls[0]}/config`, 'PUT', { compatibility: 'NONE' });
    const answers = await everywhere(40, (url, i) =>
      ask(`${url}/subjects/s${i % 5}/versions`, 'POST', json({ title: `number ${Math.floor(i / 2)}` })),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const ids = new Set(answers.map(({ body }) => (body as { id: number }).id));
    expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    const versions = await Promise.all([0, 1, 2, 3, 4].map((n) => ask(`${urls[1]}/subjects/s${n}/versions`)));
    expect(versions.map(({ body }) => body)).toEqual(Array.from({ length: 5 }, () => [1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it('see at once what the other has changed, also in a check', async () => {
    const check = (url: string) =>
      ask(`${url}/compatibility/subjects/seen/versions/latest`, 'POST', json({ type: 'object' }));
    await ask(`${urls[0]}/config/seen`, 'PUT', { compatibility: 'BACKWARD' });
    await ask(`${urls[0]}/subjects/seen/versions`, 'POST', json({ type: 'object' }));
    expect((await check(urls[1]!)).body).toEqual({ is_compatible: true });
    await ask(`${urls[0]}/subjects/seen/versions`, 'POST', json({}));
    expect((await check(urls[1]!)).body).toEqual({ is_compatible: false });
    await ask(`${urls[0]}/config/seen`, 'PUT', { compatibility: 'NONE' });
    expect((await check(urls[1]!)).body).toEqual({ is_compatible: true });
  });

  it('keep a version from being deleted while another comes to refer to it', async () => {
    for (let round = 0; round < 5; round++) {
      const base = `base${round}`;
      await ask(`${urls[0]}/subjects/${base}/versions`, 'POST', json({ type: 'object', title: base }));
      const user = { ...json({ $ref: 'base.json' }), references: [{ name: 'base.json', subject: base, version: 1 }] };
      const [deleted, registered] = await Promise.all([
        ask(`${urls[0]}/subjects/${base}`, 'DELETE'),
        ask(`${urls[1]}/subjects/user${round}/versions`, 'POST', user),
      ]);
      expect([deleted.status, registered.status].sort()).toEqual([200, 422]);
    }
  });
});
