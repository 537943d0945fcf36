import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, json, startRegistry } from './registry-app.js';

/** As many as fit into a schema that is read. */
const manyValues = { enum: Array.from({ length: 43_000 }, (_, i) => 10_000 + i) };

let dir: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-hostile-'));
  registry = await startRegistry({ databaseUrl: '', dataDir: dir });
});
afterAll(async () => {
  await registry.close();
  rmSync(dir, { recursive: true, force: true });
});

const register = (subject: string, schema: unknown) =>
  ask(`${registry.url}/subjects/${subject}/versions`, 'POST', json(schema));

it('answers others while hostile schemas are checked, and decides these within their time', async () => {
  await register('hostile', { type: 'string', pattern: '^(a+)+$' });
  await register('hostile-values', { type: 'integer' });
  const checks = Promise.all([
    register('hostile', { type: 'string', pattern: '^((a+)+)+b?$' }),
    register('hostile-values', manyValues),
  ]);
  for (let i = 0; i < 30; i++) expect((await ask(`${registry.url}/livez`)).status).toBe(200);
  const [pattern, values] = await checks;
  expect(pattern.status).toBe(200);
  expect(values).toMatchObject({ status: 409, body: { message: expect.stringContaining('values-narrowed') } });
});

it('gives up on a schema that asks 2^60 times of one value, and makes the checks that waited for it', async () => {
  const twice = (i: number) => ({ allOf: [{ $ref: `#/definitions/d${i}` }, { $ref: `#/definitions/d${i}` }] });
  const definitions = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`d${i}`, twice(i + 1)]));
  await register('waiting', { type: 'integer' });
  const answers = await Promise.all([
    register('waiting', { ...twice(0), definitions: { ...definitions, d60: { type: 'boolean' } } }),
    register('waiting', { type: 'integer', title: 'the same events' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([409, 200]);
});

it('refuses values nested without end at registration, so that they block no subject', async () => {
  const lists = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const schema of [`{"enum":[${lists}]}`, `{"default":${lists}}`, `{"examples":[${lists}]}`]) {
    const url = `${registry.url}/subjects/nested/versions`;
    expect(await ask(url, 'POST', { schemaType: 'JSON', schema })).toMatchObject({
      status: 422,
      body: { error_code: 42201, message: expect.stringContaining('nested too deeply') },
    });
  }
  expect((await register('nested', { type: 'object' })).status).toBe(200);
});
