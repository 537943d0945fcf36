import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, json, startRegistry } from './registry-app.js';

const order = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] };
const orderWithAmount = {
  ...order,
  properties: { ...order.properties, amount: { type: 'number' } },
  required: ['orderId', 'amount'],
};

let dir: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-confluent-'));
  registry = await startRegistry({ databaseUrl: '', dataDir: dir });
});
afterAll(async () => {
  await registry.close();
  rmSync(dir, { recursive: true, force: true });
});

const get = (path: string) => ask(registry.url + path);
const post = (path: string, body: unknown) => ask(registry.url + path, 'POST', body);
const put = (path: string, body: unknown) => ask(registry.url + path, 'PUT', body);

it('keeps a subject from its first version to every way of reading it', async () => {
  const registered = await post('/subjects/orders-value/versions', json(order));
  const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
  expect(registered).toEqual({ status: 200, body: { id: expect.any(Number) as number, version: 1, guid } });
  const { id } = registered.body as { id: number };
  const schema = { guid, schemaType: 'JSON', schema: JSON.stringify(order) };
  const version = { ...schema, subject: 'orders-value', id, version: 1, ts: expect.any(Number) as number };
  expect(await post('/subjects/orders-value/versions', json(order))).toEqual(registered);
  expect((await get('/subjects')).body).toContain('orders-value');
  expect((await get('/subjects?subjectPrefix=none')).body).toEqual([]);
  expect((await get('/subjects/orders-value/versions')).body).toEqual([1]);
  for (const name of ['1', 'latest', '-1']) {
    expect((await get(`/subjects/orders-value/versions/${name}`)).body).toEqual(version);
  }
  expect((await get('/subjects/orders-value/versions/1/schema')).body).toEqual(order);
  expect((await post('/subjects/orders-value', json(order))).body).toEqual(version);
  expect((await get(`/schemas/ids/${id}`)).body).toEqual(schema);
  expect((await get(`/schemas/ids/${id}/schema`)).body).toEqual(order);
  expect((await get(`/schemas/ids/${id}/subjects`)).body).toEqual(['orders-value']);
  expect((await get(`/schemas/ids/${id}/versions`)).body).toEqual([{ subject: 'orders-value', version: 1 }]);
  expect((await get('/schemas/types')).body).toEqual(['JSON', 'PROTOBUF', 'AVRO']);
  expect((await get('/mode')).body).toEqual({ mode: 'READWRITE' });
});

it('refuses what breaks events, and shows the event', async () => {
  await post('/subjects/refused/versions', json(order));
  const { status, body } = await post('/subjects/refused/versions', json(orderWithAmount));
  expect(status).toBe(409);
  const { error_code, message } = body as { error_code: number; message: string };
  expect(error_code).toBe(409);
  expect(message.split('\n')).toEqual([
    'Schema being registered is incompatible with an earlier schema for subject "refused".',
    'required-property-added at the event itself (version 1): The candidate requires "amount", and events of version 1 ' +
      'may lack it. Schema: /required. An event that breaks: {"orderId":"text"} To mend it: Make "amount" optional, or ' +
      'require it one version after every producer sends it.',
    expect.stringMatching(/^type-narrowed at \/amount .* An event that breaks: \{"orderId":"text","amount":null\}/),
  ]);
  expect((await get('/subjects/refused/versions')).body).toEqual([1]);
});

it('says beforehand whether a version would be accepted', async () => {
  await post('/subjects/checked/versions', json(order));
  const path = '/compatibility/subjects/checked/versions';
  expect((await post(path, json(order))).body).toEqual({ is_compatible: true });
  expect((await post(`${path}/latest?verbose=true`, json(orderWithAmount))).body).toEqual({
    is_compatible: false,
    messages: [expect.stringContaining('required-property-added'), expect.stringContaining('type-narrowed')],
  });
  expect((await post(`${path}/7`, json(order))).body).toMatchObject({ error_code: 40402 });
  expect((await post('/compatibility/subjects/never/versions', json(order))).body).toMatchObject({ error_code: 40401 });
});

it('lets the level be set for all and for one', async () => {
  expect((await get('/config')).body).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect((await get('/config/leveled')).body).toMatchObject({ error_code: 40408 });
  expect((await get('/config/leveled?defaultToGlobal=true')).body).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect((await put('/config/leveled', { compatibility: 'NONE' })).body).toEqual({ compatibility: 'NONE' });
  await post('/subjects/leveled/versions', json(order));
  expect((await post('/subjects/leveled/versions', json(orderWithAmount))).status).toBe(200);
  expect((await put('/config/leveled', { compatibility: 'SOMETIMES' })).body).toMatchObject({ error_code: 42203 });
  expect((await ask(`${registry.url}/config/leveled`, 'DELETE')).body).toEqual({
    compatibilityLevel: 'NONE',
    compatibility: 'NONE',
  });
  expect((await get('/config/leveled')).status).toBe(404);
});

it('sets a policy alone without touching the level that is in force', async () => {
  await put('/config', { compatibility: 'FULL_TRANSITIVE', compatibilityPolicy: 'LENIENT' });
  await put('/config/policy.own', { compatibilityPolicy: 'STRICT' });
  expect((await get('/config/policy.own')).body).toEqual({ compatibilityPolicy: 'STRICT' });
  expect((await get('/config/policy.own?defaultToGlobal=true')).body).toEqual({
    compatibilityLevel: 'FULL_TRANSITIVE',
    compatibilityPolicy: 'STRICT',
  });
  await put('/config/policy.own', { compatibility: 'NONE' });
  expect((await get('/config/policy.own')).body).toEqual({ compatibilityLevel: 'NONE', compatibilityPolicy: 'STRICT' });
  await put('/config/policy.inherited', { compatibility: 'BACKWARD' });
  expect((await get('/config/policy.inherited')).body).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect((await get('/config/policy.inherited?defaultToGlobal=true')).body).toEqual({
    compatibilityLevel: 'BACKWARD',
    compatibilityPolicy: 'LENIENT',
  });
  await ask(`${registry.url}/config`, 'DELETE');
});

it.each(['orders/created', 'orders created', '100%', 'naïve 🙂', 'a?b#c', '..', 'x'.repeat(512)])(
  'takes the subject %s as a name',
  async (name) => {
    const path = `/subjects/${encodeURIComponent(name).replace(/^\.\.$/, '%2E%2E%20')}`;
    const subject = decodeURIComponent(path.slice('/subjects/'.length));
    expect((await post(`${path}/versions`, json(order))).status).toBe(200);
    expect((await get(`${path}/versions/latest`)).body).toMatchObject({ subject, version: 1 });
    expect((await get(`/api/v1/contracts/${path.slice('/subjects/'.length)}`)).body).toMatchObject({ subject });
  },
);

describe('bad input', () => {
  const refusals: [string, string, unknown, number, number][] = [
    ['a first version without a schema', '/subjects/empty/versions', {}, 422, 42201],
    ['a schema that is no text', '/subjects/bad/versions', { schema: {} }, 422, 42201],
    ['an unknown type', '/subjects/bad/versions', { schemaType: 'XML', schema: '<a/>' }, 422, 42201],
    ['no type, which means AVRO', '/subjects/bad/versions', { schema: '{"type":"object"}' }, 422, 42201],
    ['a schema that is no JSON', '/subjects/bad/versions', { schemaType: 'JSON', schema: '{' }, 422, 42201],
    ['a schema that is invalid', '/subjects/bad/versions', json({ type: 'strnig' }), 422, 42201],
    ['a schema that is null', '/subjects/bad/versions', { schemaType: 'JSON', schema: 'null' }, 422, 42201],
    ['a check of null', '/compatibility/subjects/bad/versions/1', { schemaType: 'JSON', schema: 'null' }, 422, 42201],
    ['a schema beyond 1 MiB', '/subjects/bad/versions', json({ title: 'x'.repeat(1024 * 1024) }), 422, 42209],
    ['a reference that leads nowhere', '/subjects/bad/versions', json({ $ref: '#/$defs/none' }), 422, 42201],
    ['a look-up in no subject', '/subjects/none', json(order), 404, 40401],
  ];
  beforeAll(() => post('/subjects/bad/versions', json(order)));

  it.each(refusals)('answers %s with its code', async (_, path, body, status, code) => {
    const answer = await post(path, body);
    expect([answer.status, (answer.body as { error_code: number }).error_code]).toEqual([status, code]);
  });

  it('tells where a schema is invalid and why', async () => {
    const { body } = await post('/subjects/bad/versions', json({ properties: { a: { type: 'strnig' } } }));
    expect(body).toEqual({
      error_code: 42201,
      message:
        'Invalid JSON schema. The schema is invalid at /properties/a/type: "type" must be one of array, boolean, integer, ' +
        'null, number, object, string, or an array of different ones. Correct the schema.',
    });
  });

  it.each([
    ['/subjects/none/versions', 404, 40401],
    ['/subjects/none/versions/1', 404, 40401],
    ['/subjects/none/versions/zero', 422, 42202],
    ['/subjects/none/versions/0', 422, 42202],
    ['/schemas/ids/999999', 404, 40403],
    ['/schemas/ids/99999999999', 404, 40403],
  ])('answers GET %s with %d and %d', async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, (answer.body as { error_code: number }).error_code]).toEqual([status, code]);
  });
});

it('answers in the media type that was asked for', async () => {
  const type = async (accept: string, path = '/subjects') =>
    (await fetch(registry.url + path, { headers: { accept } })).headers.get('content-type');
  expect(await type('application/vnd.schemaregistry.v1+json, application/json')).toMatch('vnd.schemaregistry.v1+json');
  expect(await type('application/json')).toMatch('application/json');
  expect(await type('*/*', '/schemas/ids/0')).toMatch('vnd.schemaregistry.v1+json');
});

it('lists contracts page by page, and one with its versions', async () => {
  for (const name of ['paged.a', 'paged.b', 'paged.C']) await post(`/subjects/${name}/versions`, json(order));
  const first = await get('/api/v1/contracts?q=PAGED&limit=2');
  const summary = {
    format: 'JSON',
    level: 'BACKWARD',
    versionCount: 1,
    latestVersion: 1,
    updatedAt: expect.any(String) as string,
  };
  expect(first.body).toEqual({
    contracts: [
      { subject: 'paged.C', ...summary },
      { subject: 'paged.a', ...summary },
    ],
    nextCursor: expect.any(String) as string,
  });
  const { nextCursor } = first.body as { nextCursor: string };
  expect((await get(`/api/v1/contracts?q=PAGED&limit=2&cursor=${nextCursor}`)).body).toEqual({
    contracts: [{ subject: 'paged.b', ...summary }],
    nextCursor: null,
  });
  expect((await get('/api/v1/contracts/paged.a')).body).toEqual({
    subject: 'paged.a',
    format: 'JSON',
    level: 'BACKWARD',
    versions: [
      {
        version: 1,
        id: expect.any(Number) as number,
        schema: JSON.stringify(order),
        registeredAt: expect.any(String) as string,
      },
    ],
  });
  expect((await get('/api/v1/contracts/none')).status).toBe(404);
  expect((await get('/api/v1/contracts?limit=0')).status).toBe(400);
  expect((await get('/api/v1/contracts?cursor=*')).status).toBe(400);
});

it.each(['q', 'limit', 'cursor'])('says which parameter of the list was given twice: %s', async (name) => {
  const { status, body } = await get(`/api/v1/contracts?${name}=1&${name}=2`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ message: `${name} was given more than once; give it once.` });
});
