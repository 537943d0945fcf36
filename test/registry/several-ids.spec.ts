import { json } from './registry-app.js';
import { withRegistry } from './registry-fixture.js';

const registry = withRegistry();
const both = json({ title: 'both' });
const put = (subject: string, id: number, version = 1) => registry.register(subject, { ...both, id, version });
const found = async (subject: string) => {
  const { status, body } = await registry.post(`/subjects/${subject}`, both);
  return status === 200 ? (body as { id: number; version: number }) : status;
};

beforeAll(async () => {
  await registry.put('/mode', { mode: 'IMPORT' });
  for (const [subject, id] of Object.entries({ s1: 10, s2: 11 })) {
    expect(await put(subject, id)).toMatchObject({ status: 200, body: { id } });
  }
});

it('keeps a schema under each of the ids that it is imported with, and answers for each', async () => {
  const { get } = registry;
  expect((await get('/schemas/ids/11')).body).toMatchObject({ schema: both.schema });
  expect((await get('/schemas/ids/10/versions')).body).toEqual([{ subject: 's1', version: 1 }]);
  expect((await get('/schemas/ids/11/versions')).body).toEqual([{ subject: 's2', version: 1 }]);
  expect((await get('/subjects/s2/versions')).body).toEqual([1]);
  expect((await get('/subjects/s2/versions/1')).body).toMatchObject({ id: 11, version: 1, subject: 's2' });
  expect([await found('s1'), await found('s2'), await found('s3')]).toMatchObject([{ id: 10 }, { id: 11 }, 404]);
  const { guid } = (await get('/schemas/ids/10')).body as { guid: string };
  expect((await get(`/schemas/guids/${guid}/ids`)).body).toEqual([
    { context: '.', id: 10 },
    { context: '.', id: 11 },
  ]);
});

it('answers an import that is made again as the first time, also where one subject has both', async () => {
  expect(await put('both', 10, 1)).toMatchObject({ status: 200, body: { id: 10 } });
  expect(await put('both', 11, 2)).toMatchObject({ status: 200, body: { id: 11 } });
  for (const [id, version] of [
    [10, 1],
    [11, 2],
  ] as const) {
    expect(await put('both', id, version)).toMatchObject({ status: 200, body: { id } });
  }
  expect((await registry.get('/subjects/both/versions')).body).toEqual([1, 2]);
});

it('registers it again as each subject knows it, and elsewhere with the lowest id', async () => {
  const { put, del, get, register } = registry;
  await put('/mode', { mode: 'READWRITE' });
  const ids = async (subjects: string[]) =>
    Promise.all(subjects.map(async (subject) => ((await register(subject, both)).body as { id: number }).id));
  expect(await ids(['s1', 's2', 's3'])).toEqual([10, 11, 10]);
  await del('/subjects/s2');
  expect(await found('s2')).toBe(404);
  expect(await ids(['s2'])).toEqual([11]);
  expect((await get('/subjects/s2/versions')).body).toEqual([2]);
});

it('goes id by id', async () => {
  const { del, get } = registry;
  for (const subject of ['s2', 'both']) {
    await del(`/subjects/${subject}`);
    await del(`/subjects/${subject}?permanent=true`);
  }
  expect((await get('/schemas/ids/11/versions')).status).toBe(404);
  expect((await get('/schemas/ids/10')).body).toMatchObject({ schema: both.schema });
  expect(await registry.register('s2', both)).toMatchObject({ status: 200, body: { id: 10 } });
});
