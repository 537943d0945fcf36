import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, json, startRegistry } from './registry-app.js';

/** Each two of its values are compared when it is read as a schema, and no clock is asked meanwhile. */
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

it('answers others while a check runs that does not end, and then ends it', async () => {
  await register('friendly', { type: 'object' });
  const answered: string[] = [];
  const hostile = register('hostile', manyValues).finally(() => answered.push('check'));
  for (let i = 0; i < 30; i++) {
    expect((await ask(`${registry.url}/livez`)).status).toBe(200);
    answered.push('livez');
  }
  expect(await hostile).toEqual({
    status: 409,
    body: {
      error_code: 409,
      message:
        'Schema being registered could not be proved compatible with an earlier schema for subject "hostile".\n' +
        'not-decided at the event itself: Not decided: it took longer than a check may take, and was ended. ' +
        'To mend it: Make the schema smaller, or write it with fewer references to itself.',
    },
  });
  expect(answered).toEqual([...Array.from({ length: 30 }, () => 'livez'), 'check']);
});

it('makes the checks that waited for one that was ended', async () => {
  const answers = await Promise.all([
    register('waiting', manyValues),
    register('waiting', { type: 'object' }),
    register('waiting', { type: 'object', title: 'the same events' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([409, 200, 200]);
});
