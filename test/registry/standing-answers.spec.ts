import { json } from './registry-app.js';
import { withRegistry } from './registry-fixture.js';

const { get, post, put, del, register, url } = withRegistry();
const closed = (properties: object) => json({ type: 'object', properties, additionalProperties: false });
const one = closed({ id: { type: 'string' } });
const two = closed({ id: { type: 'string' }, note: { type: 'string' } });

it('gives a schema by its id again and again as it was given first, also by its text', async () => {
  await register('orders', one);
  const first = await get('/schemas/ids/1');
  expect(first.body).toMatchObject({ schemaType: 'JSON', schema: one.schema });
  expect(await get('/schemas/ids/1')).toEqual(first);
  expect((await get('/schemas/ids/1/schema')).body).toEqual(JSON.parse(one.schema));
  expect((await get('/schemas/ids/1/schema')).body).toEqual(JSON.parse(one.schema));
  const asJson = await fetch(`${url()}/schemas/ids/1`, { headers: { accept: 'application/json' } });
  expect(asJson.headers.get('content-type')).toContain('application/json');
});

it('tells that a schema is not there until it is, and again when it was deleted for good', async () => {
  const path = '/schemas/ids/2';
  expect((await get(path)).body).toMatchObject({ error_code: 40403 });
  await register('short-lived', closed({ other: { type: 'string' } }));
  expect((await get(path)).status).toBe(200);
  expect((await get(path)).status).toBe(200);
  await del('/subjects/short-lived');
  expect((await get(path)).status).toBe(200);
  await del('/subjects/short-lived?permanent=true');
  expect((await get(path)).body).toMatchObject({ error_code: 40403 });
});

it('answers a check anew once anything was changed that it depends on', async () => {
  const check = async (candidate: object) =>
    (await post('/compatibility/subjects/orders/versions/latest', candidate)).body;
  expect(await check(two)).toEqual({ is_compatible: true });
  expect(await check(two)).toEqual({ is_compatible: true });
  await put('/config/orders', { compatibility: 'FORWARD' });
  expect(await check(two)).toEqual({ is_compatible: false });
  await put('/config/orders', { compatibility: 'BACKWARD' });
  expect(await check(two)).toEqual({ is_compatible: true });
  await register('orders', two);
  expect(await check(one)).toEqual({ is_compatible: false });
  expect(await check(two)).toEqual({ is_compatible: true });
  await del('/subjects/orders');
  expect(await check(two)).toMatchObject({ error_code: 40401 });
});

it('tells two questions apart by their bodies and their parameters', async () => {
  await register('parcels', one);
  const path = '/compatibility/subjects/parcels/versions/latest';
  expect((await post(path, two)).body).toEqual({ is_compatible: true });
  expect((await post(`${path}?verbose=true`, two)).body).toMatchObject({ is_compatible: true, messages: [] });
  expect((await post(path, closed({}))).body).toEqual({ is_compatible: false });
});
