import { withRegistry } from './registry-fixture.js';

const registry = withRegistry();

const record = (name: string, type: unknown = 'string') => ({
  schema: JSON.stringify({ type: 'record', name, fields: [{ name: 'a', type }] }),
});
const purge = async (subject: string) => {
  await registry.del(`/subjects/${subject}`);
  expect((await registry.del(`/subjects/${subject}?permanent=true`)).status).toBe(200);
};

it('answers what was imported under an id, not what had it before the registry was emptied for the import', async () => {
  const { get, put, del, register } = registry;
  const { id } = (await register('before', record('Before'))).body as { id: number };
  expect((await get(`/schemas/ids/${id}`)).body).toMatchObject({ schema: record('Before').schema });
  await del('/subjects/before');
  expect((await put('/mode', { mode: 'IMPORT' })).status).toBe(200);
  expect((await register('after', { ...record('After'), id, version: 1 })).status).toBe(200);
  expect((await get(`/schemas/ids/${id}`)).body).toMatchObject({ schema: record('After').schema });
  expect((await get(`/schemas/ids/${id}/schema`)).body).toMatchObject({ name: 'After' });
});

it('resolves references anew after what they name was deleted for good and imported again', async () => {
  const { get, register } = registry;
  const references = [{ name: 'Base', subject: 'base', version: 1 }];
  const importBoth = async (type: string) => {
    expect((await register('base', { ...record('Base', type), id: 101, version: 1 })).status).toBe(200);
    expect((await register('rr', { ...record('R', 'Base'), references, id: 102, version: 1 })).status).toBe(200);
    return JSON.stringify((await get('/schemas/ids/102?format=resolved')).body);
  };
  expect(await importBoth('string')).toContain('string');
  await purge('rr');
  await purge('base');
  expect(await importBoth('long')).toContain('long');
});

it('imports what refers to a version that was deleted softly, and nothing that refers to none', async () => {
  const { del, register } = registry;
  expect((await register('gone', { ...record('Gone'), id: 201, version: 1 })).status).toBe(200);
  await del('/subjects/gone');
  const referring = (subject: string) => ({
    ...record('Referring', 'Gone'),
    references: [{ name: 'Gone', subject, version: 1 }],
    id: 202,
    version: 1,
  });
  expect((await register('referring', referring('gone'))).status).toBe(200);
  expect((await register('lost', referring('nowhere'))).body).toMatchObject({ error_code: 42201 });
});

it('refuses an alias that nobody could address', async () => {
  const { get, put } = registry;
  for (const alias of ['x'.repeat(600), ':.bad', '__GLOBAL', 'a\u0001b']) {
    expect((await put('/config/named', { alias })).body).toMatchObject({ error_code: 42203 });
  }
  expect((await put('/config/named', { alias: ':.:plain' })).status).toBe(200);
  await registry.register('named', { ...record('Named'), id: 301, version: 1 });
  expect((await get('/subjects/plain/versions')).body).toEqual([1]);
});
