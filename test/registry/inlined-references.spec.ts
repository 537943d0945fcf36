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

it('is another schema where a name means another type', async () => {
  const bare = { type: 'record', name: 'E', fields: [{ name: 'other', type: 'long' }] };
  const full = { type: 'record', name: 'E', namespace: 'n', fields: [{ name: 'c', type: 'string' }] };
  await register('bare', { schema: JSON.stringify(bare) });
  await register('full', { schema: JSON.stringify(full) });
  const both = ['bare', 'full'].map((subject) => ({ name: subject, subject, version: 1 }));
  await register('holder', { ...customer('E'), references: both });
  expect((await register('holder', customer(bare))).status).toBe(409);
  expect((await register('holder', customer(full))).body).toMatchObject({ version: 1 });
});

it('is not what an import brings under an id and a version of its own', async () => {
  await put('/mode/:.im:', { mode: 'IMPORT' });
  const imported = (body: object) => register(':.im:customer', { ...body, version: 1 });
  await register(':.im:address', { schema: JSON.stringify(address), id: 1, version: 1 });
  await imported({ ...customer('n.Address'), references, id: 2 });
  expect((await imported({ ...customer(address), id: 2 })).body).toMatchObject({ error_code: 42205 });
});
