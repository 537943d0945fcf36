import { json } from './registry-app.js';
import { withRegistry } from './registry-fixture.js';

const { del, get, post, put, register } = withRegistry();
const money = { type: 'object', properties: { cents: { type: 'integer' } }, required: ['cents'] };
const to = (name: string, subject: string, version = 1) => ({ references: [{ name, subject, version }] });

it('checks a schema with all it refers to', async () => {
  await register('money', json(money));
  const order = { type: 'object', properties: { price: { $ref: 'money.json' } }, required: ['price'] };
  const body = { ...json(order), ...to('money.json', 'money') };
  expect((await register('orders', body)).body).toMatchObject({ id: 2, version: 1 });
  expect((await get('/subjects/orders/versions/1')).body).toMatchObject(to('money.json', 'money'));
  expect((await get('/schemas/ids/2')).body).toMatchObject(to('money.json', 'money'));
  expect((await get('/subjects/money/versions/1/referencedby')).body).toEqual([2]);
  expect((await get('/subjects/orders/versions/latest/referencedby')).body).toEqual([]);
  const tighter = { ...order, properties: { price: { $ref: 'money.json', required: ['cents', 'currency'] } } };
  const { body: verdict } = await post('/compatibility/subjects/orders/versions?verbose=true', {
    ...json({ ...tighter, $schema: 'https://json-schema.org/draft/2020-12/schema' }),
    ...to('money.json', 'money'),
  });
  expect(verdict).toMatchObject({ is_compatible: false, messages: [expect.stringContaining('currency')] });
});

it('takes -1 for the version that is latest', async () => {
  await register('latest', { ...json({ $ref: 'money.json' }), ...to('money.json', 'money', -1) });
  expect((await get('/subjects/latest/versions/1')).body).toMatchObject(to('money.json', 'money', 1));
});

it('keeps Avro with what it refers to, and writes it out where that is asked for', async () => {
  const item = { type: 'record', name: 'Item', namespace: 'shop', fields: [{ name: 'sku', type: 'string' }] };
  const cart = {
    type: 'record',
    name: 'Cart',
    namespace: 'shop',
    fields: [{ name: 'items', type: { type: 'array', items: 'Item' } }],
  };
  await register('item', { schema: JSON.stringify(item) });
  const { body } = await register('cart', { schema: JSON.stringify(cart), ...to('shop.Item', 'item') });
  const { id } = body as { id: number };
  const { schema } = (await get(`/schemas/ids/${id}?format=resolved`)).body as { schema: string };
  expect(JSON.parse(schema)).toEqual({ ...cart, fields: [{ name: 'items', type: { type: 'array', items: item } }] });
  expect((await get(`/schemas/ids/${id}`)).body).toMatchObject({ schema: JSON.stringify(cart) });
});

it('reads Protobuf as text and as a descriptor, and gives it as either', async () => {
  const text = 'syntax = "proto3"; import "base.proto"; package shop; message Order { Base base = 1; }';
  await register('base.proto', {
    schemaType: 'PROTOBUF',
    schema: 'syntax = "proto3"; package shop; message Base { string id = 1; }',
  });
  const registered = await register('proto', {
    schemaType: 'PROTOBUF',
    schema: text,
    ...to('base.proto', 'base.proto'),
  });
  const { id } = registered.body as { id: number };
  const { schema } = (await get(`/schemas/ids/${id}?format=serialized`)).body as { schema: string };
  const again = await register('from.descriptor', {
    schemaType: 'PROTOBUF',
    schema,
    ...to('base.proto', 'base.proto'),
  });
  expect(again.status).toBe(200);
  expect((await get('/subjects/from.descriptor/versions/1')).body).toMatchObject({
    schemaType: 'PROTOBUF',
    schema: expect.stringContaining('message Order {\n  .shop.Base base = 1;\n}') as string,
  });
});

it('takes nothing new that refers to what is softly deleted, and goes on with what did before', async () => {
  const amount = (type: string) => ({
    schema: JSON.stringify({ type: 'record', name: 'Amount', fields: [{ name: 'a', type, default: 0 }] }),
  });
  const paying = (version: number, fields: object[] = []) => ({
    schema: JSON.stringify({ type: 'record', name: 'Paying', fields: [{ name: 'amount', type: 'Amount' }, ...fields] }),
    ...to('Amount', 'amount', version),
  });
  const outer = {
    schema: JSON.stringify({ type: 'record', name: 'Outer', fields: [{ name: 'paying', type: 'Paying' }] }),
    ...to('Paying', 'paying'),
  };
  await register('amount', amount('int'));
  await register('amount', amount('long'));
  expect((await del('/subjects/amount/versions/1')).status).toBe(200);
  await put('/mode/paying', { mode: 'IMPORT' });
  expect((await register('paying', { ...paying(1), id: 900, version: 1 })).status).toBe(200);
  await put('/mode/paying', { mode: 'READWRITE' });

  const message =
    'Invalid schema: the reference "Amount" leads to version 1 of subject "amount", which is softly deleted. Refer to a ' +
    'version that is in use, or register it again, under its new number.';
  const refused = { status: 422, body: { error_code: 42201, message } };
  const candidate = paying(1, [{ name: 'note', type: 'string', default: '' }]);
  for (const path of ['/compatibility/subjects/paying/versions', '/compatibility/subjects/paying/versions/1']) {
    expect(await post(path, candidate)).toEqual(refused);
  }
  expect(await register('paying', candidate)).toEqual(refused);
  expect(await register('paying-too', candidate)).toEqual(refused);

  const { body: known } = await get('/subjects/paying/versions/1');
  expect(await post('/compatibility/subjects/paying/versions', paying(1))).toMatchObject({
    body: { is_compatible: true },
  });
  expect((await register('paying', paying(1))).body).toMatchObject({ version: 1 });
  expect((await post('/subjects/paying', paying(1))).body).toEqual(known);
  expect((await register('outer', outer)).body).toMatchObject({ version: 1 });
  expect((await get('/subjects/outer/versions/1?format=resolved')).body).toMatchObject({
    schema: expect.stringContaining('"int"') as string,
  });
});
