import { ask, json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();
beforeAll(async () => {
  await ask(`${app.url}/subjects/orders/versions`, 'POST', json(order));
  await ask(`${app.url}/subjects/sizes/versions`, 'POST', { schema: JSON.stringify(size) });
});

const order = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] };
const size = { type: 'record', name: 'Size', fields: [{ name: 'size', type: 'int' }] };
const samples = (subject: string) => `${app.url}/api/v1/contracts/${subject}/samples`;
const add = (subject: string, body: unknown) => call(samples(subject), 'POST', body, { 'x-plumbline-actor': 'ada' });
const refused = (statusCode: number, error: string, message: string) => ({
  status: statusCode,
  body: { statusCode, error, message },
});

it('keeps an event of a contract as JSON or as its bytes, and lists them by name', async () => {
  const added = await add('orders', { name: 'usual', event: { orderId: 'o-1' } });
  expect(added).toEqual({
    status: 201,
    body: {
      id: expect.any(String) as string,
      subject: 'orders',
      name: 'usual',
      version: 1,
      encoding: 'json',
      payload: '{"orderId":"o-1"}',
      createdAt: expect.any(String) as string,
      createdBy: 'ada',
    },
  });
  const bytes = await add('sizes', { name: 'bytes', version: 1, payload: 'Ag==' });
  expect(bytes).toMatchObject({ status: 201, body: { encoding: 'base64', payload: 'Ag==' } });
  await add('orders', { name: 'another', event: { orderId: 'o-2' } });
  const first = (await call(`${samples('orders')}?limit=1`)).body as { samples: object[]; nextCursor: string };
  expect(first.samples).toMatchObject([{ name: 'another' }]);
  const second = await call(`${samples('orders')}?limit=1&cursor=${first.nextCursor}`);
  expect(second.body).toEqual({ samples: [added.body], nextCursor: null });
});

it('keeps nothing that is no event of its version, and says why', async () => {
  expect(await add('orders', { name: 'wrong', event: { orderId: 7 } })).toEqual(
    refused(
      422,
      'Unprocessable Entity',
      'The sample is no event of version 1: /orderId must be string, and is the integer 7.',
    ),
  );
  expect(await add('orders', { name: 'none' })).toEqual(
    refused(400, 'Bad Request', 'Give either "event", the event as JSON, or "payload", its bytes in base64.'),
  );
  expect(await add('orders', { name: 'text', payload: 'no base64' })).toEqual(
    refused(400, 'Bad Request', 'payload must be base64, as in "AAAAAAEC".'),
  );
  const large = 'x'.repeat(1024 * 1024);
  expect(await add('orders', { name: 'large', event: { orderId: large } })).toEqual(
    refused(400, 'Bad Request', 'event is 1048590 bytes; at most 1048576 are read.'),
  );
  expect(await add('orders', { event: {} })).toEqual(refused(400, 'Bad Request', 'name: is missing.'));
  expect(await add('orders', { name: 'later', version: 9, event: {} })).toEqual(
    refused(404, 'Not Found', '"orders" has no version 9; its versions are 1.'),
  );
  expect(await add('never', { name: 'a', event: {} })).toEqual(
    refused(
      404,
      'Not Found',
      'There is no contract "never" with a version. GET /api/v1/contracts lists those there are.',
    ),
  );
});

it('deletes a sample once, and tells of both in the audit trail', async () => {
  const { body } = await add('orders', { name: 'short-lived', event: { orderId: 'o-3' } });
  const { id } = body as { id: string };
  expect(await add('orders', { name: 'short-lived', event: { orderId: 'o-3' } })).toEqual(
    refused(
      409,
      'Conflict',
      '"orders" has a sample called "short-lived" already. Choose another name, or delete that one first.',
    ),
  );
  expect((await call(`${samples('sizes')}/${id}`, 'DELETE')).status).toBe(404);
  expect(await call(`${samples('orders')}/${id}`, 'DELETE')).toEqual({ status: 204, body: null });
  expect(await call(`${samples('orders')}/${id}`, 'DELETE')).toEqual(
    refused(
      404,
      'Not Found',
      `"orders" has no sample with the id "${id}". GET /api/v1/contracts/{subject}/samples lists them.`,
    ),
  );
  const told = { id, name: 'short-lived', version: 1 };
  const { entries } = (await call(`${app.url}/api/v1/audit?target=orders&limit=2`)).body as { entries: object[] };
  expect(entries).toMatchObject([
    { action: 'sample.deleted', actor: 'anonymous', from: told, to: null },
    { action: 'sample.added', actor: 'ada', from: null, to: told },
  ]);
});

it('keeps a number as it was written, where its version does not look that closely', async () => {
  const headers = { 'content-type': 'application/json' };
  const body = '{"name": "exact", "event": {"orderId": "o-9", "n": 9007199254740993}}';
  const answer = await fetch(samples('orders'), { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ payload: '{"orderId": "o-9", "n": 9007199254740993}' });
});

it('of a contract that is not there are none to list', async () => {
  expect((await call(samples('never-there'))).status).toBe(404);
});

it('refuses a parameter, which would be left out', async () => {
  const body = { name: 'by parameter', event: { orderId: 'o-1' } };
  expect(await call(`${samples('orders')}?version=1`, 'POST', body)).toEqual(
    refused(
      400,
      'Bad Request',
      '"version" is no parameter here: there are none, and all that is meant stands in the body.',
    ),
  );
});
