import { json } from './registry-app.js';
import { codeOf, withRegistry } from './registry-fixture.js';

const { get, put, del, register } = withRegistry();

it('reads addresses that end with a slash, as clients for Python write them', async () => {
  expect(await get('/config/')).toEqual({ status: 200, body: { compatibilityLevel: 'BACKWARD' } });
  expect(await get('/subjects/?deleted=true')).toEqual({ status: 200, body: [] });
  expect(await get('/contexts/.none/mode/')).toEqual({
    status: 404,
    body: expect.objectContaining({ error_code: 40409 }),
  });
});

it('tells the level of a configuration that is taken back by both of its names', async () => {
  await put('/config/taken', { compatibility: 'FULL', normalize: true });
  const told = { compatibilityLevel: 'FULL', compatibility: 'FULL', normalize: true };
  expect(await del('/config/taken')).toEqual({ status: 200, body: told });
});

it('names what a schema refers to with its context where a client asks for it', async () => {
  await register(':.ctx:base', json({ $id: 'base.json' }));
  const references = [{ name: 'base.json', subject: 'base', version: 1 }];
  const { id } = (await register(':.ctx:user', { ...json({ $ref: 'base.json' }), references })).body as { id: number };
  const qualified = [{ name: 'base.json', subject: ':.ctx:base', version: 1 }];
  const answers = await Promise.all([
    get('/subjects/:.ctx:user/versions/1'),
    get('/subjects/:.ctx:user/versions/1?referenceFormat=qualified'),
    get(`/schemas/ids/${id}?subject=:.ctx:&referenceFormat=qualified`),
  ]);
  expect(answers.map(({ body }) => (body as { references: object }).references)).toEqual([
    references,
    qualified,
    qualified,
  ]);
});

describe('DELETE /mode with recursive', () => {
  it('takes back the mode of a context and of all in it, and of nothing else', async () => {
    const scopes = [':.m:', ':.m:a', ':.m:b', ':.mm:a', 'outside'];
    for (const scope of scopes) await put(`/mode/${scope}`, { mode: 'READONLY' });
    expect(await del('/mode/:.m:?recursive=true')).toEqual({ status: 200, body: { mode: 'READONLY' } });
    const left = await Promise.all(scopes.map((scope) => get(`/mode/${scope}`)));
    expect(left.map(({ status }) => status)).toEqual([404, 404, 404, 200, 200]);
  });

  it('leaves what is in a context where it is not asked for it, or the context has none', async () => {
    await put('/mode/:.n:', { mode: 'READONLY' });
    await put('/mode/:.n:a', { mode: 'READONLY' });
    await del('/mode/:.n:');
    expect(codeOf(await del('/mode/:.n:?recursive=true'))).toEqual([404, 40401]);
    expect((await get('/mode/:.n:a')).status).toBe(200);
  });

  it('of everything takes all modes back', async () => {
    await put('/mode/left', { mode: 'READONLY' });
    await put('/mode/:.left:a', { mode: 'READONLY' });
    expect(await del('/mode?recursive=true')).toEqual({ status: 200, body: { mode: 'READWRITE' } });
    const left = await Promise.all(['left', ':.left:a', 'outside'].map((scope) => get(`/mode/${scope}`)));
    expect(left.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('GET /schemas with aliases', () => {
  beforeAll(async () => {
    await register('orders-v1', json({ title: 'first' }));
    await register('orders-v1', json({ title: 'second' }));
    await register('payments', json({ title: 'payments' }));
    await put('/config/orders-old', { alias: 'orders-v1' });
    await put('/config/bills', { alias: 'payments' });
  });

  const listed = async (query: string) =>
    ((await get(`/schemas?${query}`)).body as { subject: string; version: number; aliases?: string[] }[]).map(
      ({ subject, version, aliases }) => ({ subject, version, aliases }),
    );

  it('tells the other names of each subject', async () => {
    expect(await listed('subjectPrefix=orders&aliases=true')).toEqual([
      { subject: 'orders-v1', version: 1, aliases: ['orders-old'] },
      { subject: 'orders-v1', version: 2, aliases: ['orders-old'] },
    ]);
    expect(await listed('subjectPrefix=orders&latestOnly=true')).toEqual([
      { subject: 'orders-v1', version: 2, aliases: undefined },
    ]);
  });

  it('finds a subject by another name that has the prefix, once, and page by page', async () => {
    const bills = [{ subject: 'payments', version: 1, aliases: ['bills'] }];
    expect(await listed('subjectPrefix=bill&aliases=true')).toEqual(bills);
    expect(await listed('subjectPrefix=bill')).toEqual([]);
    expect(await listed('subjectPrefix=bill&aliases=true&offset=1')).toEqual([]);
    const all = await listed('aliases=true');
    expect(all.filter(({ subject }) => subject === 'payments')).toEqual(bills);
  });
});

it('tells of a configuration what the scope says itself, and what holds where it is asked for', async () => {
  await put('/config', { compatibility: 'FULL' });
  expect(await put('/config/only-normalize', { normalize: true })).toEqual({ status: 200, body: { normalize: true } });
  expect((await get('/config/only-normalize')).body).toEqual({ normalize: true });
  expect((await get('/config/only-normalize?defaultToGlobal=True')).body).toEqual({
    compatibilityLevel: 'FULL',
    normalize: true,
  });
  await put('/config', { compatibility: 'NONE' });
  expect((await del('/config/only-normalize')).body).toEqual({ normalize: true });
  expect((await get('/config/only-normalize')).status).toBe(404);
  await del('/config');
});

it('shows a contract by any of its names', async () => {
  await register('meant', json({ type: 'object', title: 'meant' }));
  await put('/config/other-name', { alias: 'meant' });
  const shown = await get('/api/v1/contracts/meant');
  expect(shown.body).toMatchObject({ subject: 'meant', versions: [{ version: 1 }] });
  expect(await get('/api/v1/contracts/other-name')).toEqual(shown);
  expect(await get('/api/v1/contracts/:.:meant')).toEqual(shown);
});
