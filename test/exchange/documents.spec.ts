import { json } from '../registry/registry-app.js';
import { withRegistry } from '../registry/registry-fixture.js';

const registry = withRegistry();
const ASYNCAPI = '/api/v1/exchange/asyncapi';

const document = (payload: unknown) => ({
  asyncapi: '3.0.0',
  info: { title: 'Orders', version: '1' },
  channels: { orders: { address: 'orders', messages: { created: { payload } } } },
});
const where = '/channels/orders/messages/created';

it('registers the messages of a document as any registration, and tells of each', async () => {
  const order = { type: 'object', properties: { id: { type: 'string' } } };
  const dry = await registry.post(`${ASYNCAPI}?dryRun=true`, document(order));
  const accepted = { where, subject: 'orders-value', outcome: 'accepted', id: null, version: null, reasons: [] };
  expect(dry).toEqual({ status: 200, body: { dryRun: true, messages: [accepted] } });
  expect((await registry.get('/subjects')).body).toEqual([]);

  const there = { ...accepted, id: 1, version: 1 };
  const first = await registry.post(ASYNCAPI, document(order));
  expect(first.body).toEqual({ dryRun: false, messages: [{ ...there, outcome: 'registered' }] });
  const again = await registry.post(ASYNCAPI, document(order));
  expect(again.body).toEqual({ dryRun: false, messages: [{ ...there, outcome: 'alreadyThere' }] });

  const reasons = [expect.stringContaining('requires "id"')];
  const refused = { ...accepted, outcome: 'refused', reasons };
  for (const query of ['', '?dryRun=true']) {
    const { body } = await registry.post(ASYNCAPI + query, document({ ...order, required: ['id'] }));
    expect((body as { messages: unknown }).messages).toEqual([refused]);
  }
});

it('exports what it can import into another context as the same', async () => {
  await registry.register('base', json({ type: 'object' }));
  const references = [{ name: 'base.json', subject: 'base', version: 1 }];
  await registry.register('base-user', { ...json({ $ref: 'base.json' }), references });
  const exported = (await registry.get(ASYNCAPI)).body as { components: { schemas: Record<string, object> } };
  expect(Object.keys(exported.components.schemas)).toEqual(['base', 'base-user', 'orders-value']);
  const all = (await registry.post(ASYNCAPI, exported)).body as { messages: { outcome: string }[] };
  expect(all.messages.map(({ outcome }) => outcome)).toEqual(['alreadyThere', 'alreadyThere', 'alreadyThere']);
  const moved = (await registry.post(`${ASYNCAPI}?context=.eu`, exported)).body as { messages: object[] };
  expect(moved.messages[1]).toMatchObject({ subject: ':.eu:base-user', outcome: 'registered', version: 1 });
  const user = { ...json({ $ref: 'base.json' }), references };
  expect((await registry.get('/subjects/%3A.eu%3Abase-user/versions/1')).body).toMatchObject(user);
  const some = (await registry.get(`${ASYNCAPI}?prefix=base&context=.eu`)).body as typeof exported;
  expect(Object.keys(some.components.schemas)).toEqual(['_.eu_base', '_.eu_base-user']);
});

it.each(['?dryRun=true', ''])('lets the messages of one document refer to each other (%s)', async (query) => {
  const schema = (text: object, subject: string, references: object[] = []) => ({
    schemaFormat: 'application/schema+json;version=draft-07',
    schema: text,
    'x-plumbline': { subject, version: 7, references },
  });
  const messages = {
    // What refers stands before what it refers to.
    user: {
      payload: schema({ $ref: 'base.json' }, 'pair-user', [{ name: 'base.json', subject: 'pair-base', version: 7 }]),
    },
    base: { payload: schema({ type: 'object' }, 'pair-base') },
    lost: { payload: schema({ $ref: 'x.json' }, 'pair-lost', [{ name: 'x.json', subject: 'pair-gone', version: 1 }]) },
  };
  const { body } = await registry.post(ASYNCAPI + query, {
    asyncapi: '3.0.0',
    channels: { pair: { address: 'pair', messages } },
  });
  const outcome = query === '' ? 'registered' : 'accepted';
  expect((body as { messages: { reasons: string[] }[] }).messages).toMatchObject([
    { subject: 'pair-user', outcome, version: query === '' ? 1 : null },
    { subject: 'pair-base', outcome, version: query === '' ? 1 : null },
    { subject: 'pair-lost', outcome: 'refused', reasons: [expect.stringContaining('"pair-gone", which is not there')] },
  ]);
  const there = (await registry.get('/subjects?subjectPrefix=pair')).body;
  expect(there).toEqual(query === '' ? ['pair-base', 'pair-user'] : []);
});

it.each(['?dryRun=true', ''])('refuses a subject that may not be written, whatever the schema (%s)', async (query) => {
  await registry.put('/mode/closed-value', { mode: 'READONLY' });
  const document = { asyncapi: '2.6.0', channels: { closed: { publish: { message: { payload: true } } } } };
  const { body } = await registry.post(ASYNCAPI + query, document);
  expect((body as { messages: unknown }).messages).toMatchObject([
    { subject: 'closed-value', outcome: 'refused', reasons: [expect.stringContaining('read-only')] },
  ]);
});

it('keeps numbers that a double does not hold as they are written', async () => {
  const number = '12345678901234567890.123';
  const text = `{"asyncapi":"3.0.0","channels":{"n":{"address":"n","messages":{"m":{"payload":{"maximum":${number}}}}}}}`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${registry.url()}${ASYNCAPI}`, { method: 'POST', headers, body: text });
  expect(await response.json()).toMatchObject({ messages: [{ subject: 'n-value', outcome: 'registered' }] });
  const { body } = await registry.get('/subjects/n-value/versions/1');
  expect(body).toMatchObject({ schema: `{"maximum":${number}}` });
  const yaml = `asyncapi: 2.6.0\nchannels: {n: {publish: {message: {payload: {maximum: ${number}}}}}}`;
  const again = await fetch(`${registry.url()}${ASYNCAPI}`, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: yaml,
  });
  expect(await again.json()).toMatchObject({ messages: [{ subject: 'n-value', outcome: 'alreadyThere' }] });
  const exported = await fetch(`${registry.url()}${ASYNCAPI}?prefix=n-value`);
  expect(exported.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await exported.text()).toContain(`"schema":{"maximum":${number}},"x-plumbline":`);
});

it('takes YAML, and refuses what is no document', async () => {
  const send = async (body: string) => {
    const headers = { 'content-type': 'application/yaml' };
    const response = await fetch(`${registry.url()}${ASYNCAPI}?naming=record`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as object };
  };
  const yaml = 'asyncapi: 3.0.0\nchannels: {a: {address: a, messages: {m: {name: shop.A, payload: true}}}}';
  expect((await send(yaml)).body).toMatchObject({ messages: [{ subject: 'shop.A', outcome: 'registered' }] });
  expect(await send('a: [')).toMatchObject({ status: 422 });
  expect(await registry.post(ASYNCAPI, { openapi: '3.1.0' })).toMatchObject({ status: 422 });
  expect(await registry.post(`${ASYNCAPI}?naming=none`, document(true))).toMatchObject({ status: 400 });
});

it('reads YAML of a megabyte, and ends what would take too long, while others are answered', async () => {
  const send = async (body: string) => {
    const headers = { 'content-type': 'application/yaml' };
    const response = await fetch(`${registry.url()}${ASYNCAPI}?dryRun=true`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as { message: string } };
  };
  const text = `asyncapi: 3.0.0\ninfo:\n  description: >\n${'    a line of some length that says little\n'.repeat(25_000)}`;
  expect(await send(`${text}channels: {}`)).toEqual({ status: 200, body: { dryRun: true, messages: [] } });

  let isOver = false;
  const hostile = send(`a: [${'{},'.repeat(690_000)}]`).finally(() => (isOver = true));
  let answered = 0;
  while (!isOver) {
    expect((await registry.get('/subjects')).status).toBe(200);
    answered++;
  }
  const { status, body } = await hostile;
  expect([status, body.message]).toEqual([
    422,
    expect.stringMatching(/^The YAML takes (longer|more memory) to read than a document may\. Send it as JSON/),
  ]);
  // A parse of seconds on the server's own thread would answer nobody.
  expect(answered).toBeGreaterThan(20);
});

it.each(['?dryRun=true', ''])('registers by another name what it is a name of (%s)', async (query) => {
  await registry.put('/config/other', { alias: 'meant' });
  const named = (subject: string, references: object[] = []) => ({
    schemaFormat: 'application/schema+json;version=draft-07',
    schema: references.length === 0 ? { title: 'meant' } : { $ref: 'other.json' },
    'x-plumbline': { subject, version: 3, references },
  });
  const messages = {
    user: { payload: named('of-other', [{ name: 'other.json', subject: 'other', version: 3 }]) },
    other: { payload: named('other') },
  };
  const { body } = await registry.post(ASYNCAPI + query, {
    asyncapi: '3.0.0',
    channels: { named: { address: 'named', messages } },
  });
  const outcome = query === '' ? 'registered' : 'accepted';
  expect((body as { messages: object[] }).messages).toMatchObject([
    { where: '/channels/named/messages/user', subject: 'of-other', outcome, reasons: [] },
    { where: '/channels/named/messages/other', subject: 'meant', outcome, reasons: [] },
  ]);
  if (query !== '') return;
  expect((await registry.get('/subjects/of-other/versions/1')).body).toMatchObject({
    references: [{ name: 'other.json', subject: 'meant', version: 1 }],
  });
  expect((await registry.get('/api/v1/exchange/odcs/other')).body).toMatchObject({ id: 'meant' });
});

it('exports a contract of the Open Data Contract Standard', async () => {
  const text = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
  await registry.register('people', json(text));
  const { status, body } = await registry.get('/api/v1/exchange/odcs/people');
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ apiVersion: 'v3.1.0', kind: 'DataContract', id: 'people', version: '1' }),
  ]);
  expect(await registry.get('/api/v1/exchange/odcs/people?version=2')).toMatchObject({ status: 404 });
  expect(await registry.get('/api/v1/exchange/odcs/nobody')).toMatchObject({ status: 404 });
});
