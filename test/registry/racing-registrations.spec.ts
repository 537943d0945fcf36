import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../servers/postgresql.js';
import { ask, json, startRegistry } from './registry-app.js';

const postgresqlBin = findPostgresql();
const databases = postgresqlBin === null ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

describe.each(databases)('two instances on one %s', (kind) => {
  let dir: string;
  let postgresql: PostgresqlServer | undefined;
  let instances: Awaited<ReturnType<typeof startRegistry>>[];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-race-'));
    if (kind === 'PostgreSQL') postgresql = await startPostgresql(postgresqlBin!);
    const databaseUrl = (await postgresql?.createDatabase()) ?? '';
    instances = await Promise.all([1, 2].map(() => startRegistry({ databaseUrl, dataDir: dir })));
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await postgresql?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const everywhere = (count: number, request: (url: string, i: number) => ReturnType<typeof ask>) =>
    Promise.all(Array.from({ length: count }, (_, i) => request(instances[i % 2]!.url, i)));

  it('gives each of many different schemas a version of its own, without a gap', async () => {
    const [one] = instances;
    await ask(`${one!.url}/config/many`, 'PUT', { compatibility: 'NONE' });
    const answers = await everywhere(20, (url, i) =>
      ask(`${url}/subjects/many/versions`, 'POST', json({ title: `number ${i}` })),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(answers.map(({ body }) => (body as { id: number }).id)).size).toBe(20);
    const versions = await ask(`${one!.url}/subjects/many/versions`);
    expect(versions.body).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('makes one version of many registrations of the same schema', async () => {
    const answers = await everywhere(20, (url) =>
      ask(`${url}/subjects/same/versions`, 'POST', json({ type: 'object' })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect((await ask(`${instances[1]!.url}/subjects/same/versions`)).body).toEqual([1]);
  });

  it('checks the losers of a race against the winner: of schemas that exclude each other only one gets in', async () => {
    const closed = (i: number) => ({
      type: 'object',
      properties: { [`field${i}`]: { type: 'string' } },
      required: [`field${i}`],
      additionalProperties: false,
    });
    const answers = await everywhere(12, (url, i) => ask(`${url}/subjects/rivals/versions`, 'POST', json(closed(i))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
    expect((await ask(`${instances[0]!.url}/subjects/rivals/versions`)).body).toEqual([1]);
  });
});
