import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, json, startRegistry } from './registry-app.js';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../servers/postgresql.js';

type Field = object;
const field = (name: string, type: unknown, rest: object = {}): Field => ({ name, type, ...rest });
const record = (...fields: Field[]) => ({ schema: JSON.stringify({ type: 'record', name: 'R', fields }) });
const closed = (properties: object) => json({ type: 'object', properties, additionalProperties: false });
const referring = (name: string) => ({ references: [{ name, subject: ':.cc:t', version: 1 }] });

const databases = findPostgresql() === null ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

/** Two servers of one store: what one of them has kept of a check is asked for after the other one has changed all. */
describe.each(databases)('what is kept of checks, on %s', (kind) => {
  let dir: string;
  let server: PostgresqlServer | undefined;
  let here: Awaited<ReturnType<typeof startRegistry>>;
  let there: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-verdicts-'));
    if (kind === 'PostgreSQL') server = await startPostgresql(findPostgresql()!);
    const config = { databaseUrl: (await server?.createDatabase()) ?? '', dataDir: dir };
    here = await startRegistry(config);
    there = await startRegistry(config);
  });
  afterAll(async () => {
    await here?.close();
    await there?.close();
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const on = (registry: () => { url: string }) => ({
    register: (name: string, body: object) => ask(`${registry().url}/subjects/:.cc:${name}/versions`, 'POST', body),
    check: async (name: string, body: object, version = '/latest') =>
      (await ask(`${registry().url}/compatibility/subjects/:.cc:${name}/versions${version}`, 'POST', body)).body,
    put: (path: string, body: object) => ask(registry().url + path, 'PUT', body),
    async purge(name: string) {
      await ask(`${registry().url}/subjects/:.cc:${name}`, 'DELETE');
      const { status } = await ask(`${registry().url}/subjects/:.cc:${name}?permanent=true`, 'DELETE');
      expect(status).toBe(200);
    },
    /** Registers under the numbers that they had before. */
    async importAll(schemas: Record<string, object & { id: number }>) {
      expect((await ask(`${registry().url}/mode/:.cc:`, 'PUT', { mode: 'IMPORT' })).status).toBe(200);
      for (const [name, body] of Object.entries(schemas)) {
        const url = `${registry().url}/subjects/:.cc:${name}/versions`;
        expect((await ask(url, 'POST', { ...body, version: 1 })).status).toBe(200);
      }
      await ask(`${registry().url}/mode/:.cc:`, 'PUT', { mode: 'READWRITE' });
    },
  });
  const first = on(() => here);
  const second = on(() => there);
  afterEach(async () => {
    for (const name of ['u', 's', 't']) {
      await ask(`${here.url}/subjects/:.cc:${name}`, 'DELETE');
      await ask(`${here.url}/subjects/:.cc:${name}?permanent=true`, 'DELETE');
    }
  });
  const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id;

  it.each([
    ['the same server', first],
    ['another one', second],
  ])('is of the texts, not of the ids, which come back by an import at %s', async (_, changing) => {
    const id = idOf(await first.register('s', record(field('a', 'int'))));
    const more = record(field('a', 'int'), field('b', 'int', { default: 0 }));
    const text = record(field('a', 'string'), field('b', 'int', { default: 0 }));
    expect(await first.check('s', more)).toEqual({ is_compatible: true });
    expect(await first.check('s', text)).toEqual({ is_compatible: false });
    await changing.purge('s');
    await changing.importAll({ s: { ...record(field('a', 'string')), id } });
    expect(await first.check('s', more)).toEqual({ is_compatible: false });
    expect(await first.check('s', text)).toEqual({ is_compatible: true });
    expect((await first.register('s', more)).status).toBe(409);
    expect((await first.register('s', text)).body).toMatchObject({ version: 2 });
  });

  it.each([
    ['the same server', first],
    ['another one', second],
  ])('is of all that the texts refer to, which comes back as another schema at %s', async (_, changing) => {
    const inner = (type: string) => ({
      schema: JSON.stringify({ type: 'record', name: 'T', fields: [field('a', type)] }),
    });
    const outer = { ...record(field('t', 'T')), ...referring('T') };
    const tId = idOf(await first.register('t', inner('int')));
    const sId = idOf(await first.register('s', outer));
    const alone = record(field('t', { type: 'record', name: 'T', fields: [field('a', 'long')] }));
    expect(await first.check('s', alone)).toEqual({ is_compatible: true });
    await changing.purge('s');
    await changing.purge('t');
    await changing.importAll({ t: { ...inner('string'), id: tId }, s: { ...outer, id: sId } });
    expect(await first.check('s', alone)).toEqual({ is_compatible: false });
    expect((await first.register('s', alone)).status).toBe(409);
  });

  it('concludes nothing for a version from what was proved while it would have referred to another schema', async () => {
    await first.put('/config/:.cc:s', { compatibility: 'BACKWARD_TRANSITIVE' });
    await first.register('s', closed({ x: { type: 'integer' } }));
    await first.register('t', json({ type: ['integer', 'string'] }));
    const candidate = { ...closed({ x: { $ref: 't.json' }, y: {} }), ...referring('t.json') };
    expect(await first.check('s', candidate, '')).toEqual({ is_compatible: true });
    await first.purge('t');
    await first.register('t', json({ type: 'string' }));
    expect(await first.check('s', candidate, '')).toEqual({ is_compatible: false });
    await first.put('/config/:.cc:s', { compatibility: 'NONE' });
    expect((await first.register('s', candidate)).body).toMatchObject({ version: 2 });
    await first.put('/config/:.cc:s', { compatibility: 'BACKWARD_TRANSITIVE' });
    const next = closed({ x: { type: 'string' }, y: {}, z: {} });
    expect(await first.check('s', next, '')).toEqual({ is_compatible: false });
    expect((await first.register('s', next)).status).toBe(409);
  });
});
