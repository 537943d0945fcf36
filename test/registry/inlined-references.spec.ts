import { withRegistry } from './registry-fixture.js';

const { post, put, register } = withRegistry();

const address = { type: 'record', name: 'Address', namespace: 'n', fields: [{ name: 'street', type: 'string' }] };
const customer = (type: unknown): { schema: string } => ({
  schema: JSON.stringify({ type: 'record', name: 'Customer', namespace: 'n', fields: [{ name: 'address', type }] }),
});
const references = [{ name: 'n.Address', subject: 'address', version: 1 }];
const { namespace: _, ...inNamespace } = address;
const other = { ...address, fields: [{ name: 'town', type: 'string' }] };

beforeAll(async () => {
  await register('address', { schema: JSON.stringify(address) });
  await register('customer', { ...customer('n.Address'), references });
});

it.each([
  ['with the namespace of its own', address],
  ['in the namespace that it stands in', inNamespace],
])('an Avro schema with what it refers to written into it, %s, is the version that refers', async (_name, type) => {
  expect((await post('/subjects/customer', customer(type))).body).toMatchObject({ id: 2, version: 1, references });
  expect((await register('customer', customer(type))).body).toMatchObject({ id: 2, version: 1 });
});

it('is found in a registry that nobody may write to', async () => {
  await put('/mode/customer', { mode: 'READONLY' });
  expect((await register('customer', customer(address))).body).toMatchObject({ id: 2, version: 1 });
  await put('/mode/customer', { mode: 'READWRITE' });
});

it('is a new version where another type is written into it', async () => {
  await put('/config/customer', { compatibility: 'NONE' });
  expect((await post('/subjects/customer', customer(other))).body).toMatchObject({ error_code: 40403 });
  expect((await register('customer', customer(other))).body).toMatchObject({ id: 3, version: 2 });
});

it('is no version whose metadata are others', async () => {
  const told = { ...customer(address), metadata: { properties: { owner: 'ada' } } };
  expect((await post('/subjects/customer', told)).body).toMatchObject({ error_code: 40403 });
  expect((await register('customer', told)).body).toMatchObject({ version: 3 });
});
