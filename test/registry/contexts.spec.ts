import { json } from './registry-app.js';
import { withRegistry } from './registry-fixture.js';

const { get, post, put, del, register } = withRegistry();
const schema = json({ type: 'object' });

it('takes every path with /contexts/{context} before it as that context', async () => {
  expect((await post('/contexts/.eu/subjects/orders/versions', schema)).body).toMatchObject({ id: 1, version: 1 });
  const version = { subject: ':.eu:orders', version: 1, id: 1 };
  for (const path of [
    '/contexts/.eu/subjects/orders/versions/1',
    '/contexts/eu/subjects/orders/versions/latest',
    '/contexts/:.eu:/subjects/orders/versions/-1',
    '/subjects/:.eu:orders/versions/1',
    '/subjects/%3A.eu%3Aorders/versions/1',
    // A name without a context that is not there is sought in the others.
    '/subjects/orders/versions/1',
  ]) {
    expect((await get(path)).body).toMatchObject(version);
  }
  expect((await get('/contexts/.eu/subjects')).body).toEqual([':.eu:orders']);
  expect((await get('/contexts/.eu/schemas')).body).toMatchObject([version]);
  expect((await get('/contexts/.eu/schemas/ids/1')).body).toMatchObject({ schema: '{"type":"object"}' });
  expect((await get('/contexts/.us/schemas/ids/1')).body).toMatchObject({ error_code: 40403 });
  expect((await post('/contexts/.eu/subjects/orders', schema)).body).toMatchObject(version);
  expect((await post('/contexts/.eu/compatibility/subjects/orders/versions/latest', schema)).body).toEqual({
    is_compatible: true,
  });
});

it('hands out the ids of each context on their own, and finds a schema by id in the context of its subject', async () => {
  await register('here', json({ title: 'here' }));
  await register(':.other:there', json({ title: 'there' }));
  expect((await get('/schemas/ids/1')).body).toMatchObject({ schema: '{"title":"here"}' });
  expect((await get('/schemas/ids/1?subject=:.other:there')).body).toMatchObject({ schema: '{"title":"there"}' });
  expect((await get('/schemas/ids/1?subject=there')).body).toMatchObject({ schema: '{"title":"there"}' });
  expect((await get('/contexts')).body).toEqual(['.', '.eu', '.other']);
});

it('keeps configuration and mode of a context for all that is in it', async () => {
  expect((await put('/contexts/.eu/config', { compatibility: 'FULL' })).body).toEqual({ compatibility: 'FULL' });
  expect((await get('/config/:.eu:')).body).toEqual({ compatibilityLevel: 'FULL' });
  expect((await get('/config/:.eu:orders?defaultToGlobal=true')).body).toEqual({ compatibilityLevel: 'FULL' });
  expect((await get('/config/orders?defaultToGlobal=true')).body).toEqual({ compatibilityLevel: 'BACKWARD' });
  await put('/contexts/.eu/mode', { mode: 'READONLY' });
  expect((await get('/mode/:.eu:orders?defaultToGlobal=true')).body).toEqual({ mode: 'READONLY' });
  expect((await register(':.eu:orders', json({ title: 'second' }))).body).toMatchObject({ error_code: 42205 });
  expect((await del('/contexts/.eu/mode')).body).toEqual({ mode: 'READONLY' });
});

it('lists subjects by context and prefix', async () => {
  const subjects = async (query: string) => (await get(`/subjects${query}`)).body;
  expect(await subjects('')).toEqual([':.eu:orders', ':.other:there', 'here']);
  expect(await subjects('?subjectPrefix=')).toEqual(['here']);
  expect(await subjects('?subjectPrefix=:.eu:')).toEqual([':.eu:orders']);
  expect(await subjects('?subjectPrefix=:*:')).toEqual([':.eu:orders', ':.other:there', 'here']);
  expect(await subjects('?subjectPrefix=:*:the')).toEqual([':.other:there']);
  expect(await subjects('?offset=1&limit=1')).toEqual([':.other:there']);
});

it('deletes a context once it is empty', async () => {
  expect((await del('/contexts/.other')).body).toMatchObject({ error_code: 42211 });
  await del('/subjects/:.other:there');
  await del('/subjects/:.other:there?permanent=true');
  expect((await del('/contexts/.other')).status).toBe(204);
  expect((await get('/contexts')).body).toEqual(['.', '.eu']);
});

it('lists the contexts whose names begin as contextPrefix does', async () => {
  for (const context of ['.paged1', '.paged2', '.paged3']) {
    await post(`/contexts/${context}/subjects/a/versions`, json({ type: 'object' }));
  }
  expect((await get('/contexts?contextPrefix=.paged')).body).toEqual(['.paged1', '.paged2', '.paged3']);
  expect((await get('/contexts?contextPrefix=.paged&offset=1&limit=1')).body).toEqual(['.paged2']);
  expect((await get('/contexts?contextPrefix=.nobody')).body).toEqual([]);
  expect((await get('/contexts?contextPrefix=')).body).toEqual((await get('/contexts')).body);
});
