import { request as httpRequest } from 'node:http';
import { ask, json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();
beforeAll(async () => {
  await ask(`${app.url}/subjects/orders/versions`, 'POST', json(order));
  await ask(`${app.url}/subjects/sizes/versions`, 'POST', { schema: JSON.stringify(size) });
});

const order = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] };
const size = { type: 'record', name: 'Size', fields: [{ name: 'size', type: 'int' }] };
const path = (subject: string, query = '') => `${app.url}/api/v1/contracts/${subject}/validate${query}`;
const validate = (subject: string, body: unknown, query = '') => call(path(subject, query), 'POST', body);
const refused = (statusCode: number, error: string, message: string) => ({
  status: statusCode,
  body: { statusCode, error, message },
});
const wrongId = { in: 'event', path: '/orderId', reason: 'must be string, and is the integer 1' };

it('judges one event, with every reason', async () => {
  expect(await validate('orders', { event: { orderId: 'o-1' } })).toEqual({
    status: 200,
    body: { subject: 'orders', version: 1, isValid: true, envelopes: [], errors: [] },
  });
  expect((await validate('orders', { event: { orderId: 1 } })).body).toEqual({
    subject: 'orders',
    version: 1,
    isValid: false,
    envelopes: [],
    errors: [wrongId],
  });
});

it('opens the envelopes of bytes', async () => {
  const framed = Buffer.from([0, 0, 0, 0, 2, 2]).toString('base64');
  expect((await validate('sizes', { payload: framed }, '?envelope=confluent')).body).toMatchObject({
    isValid: true,
    envelopes: [{ kind: 'confluent', schemaId: 2 }],
  });
  expect((await validate('sizes', { payload: framed }, '?envelope=none')).body).toMatchObject({ isValid: false });
});

it('refuses a request that it cannot read', async () => {
  expect(await validate('orders', {})).toEqual(
    refused(400, 'Bad Request', 'Give either "event", the event as JSON, or "payload", its bytes in base64.'),
  );
  expect(await validate('orders', { event: 1 }, '?envelope=letter')).toEqual(
    refused(400, 'Bad Request', 'envelope must be one of auto, none, confluent, cloudevents; it is "letter".'),
  );
  expect((await validate('orders', { event: 1 }, '?version=2')).status).toBe(404);
  expect((await validate('never', '{}\n')).status).toBe(404);
});

it('answers a batch line by line, and sums it up', async () => {
  const batch = ['{"orderId":"o-1"}', '', '{"orderId":1}', 'no json', '{"orderId":"o-2"}\r'].join('\n');
  expect(await validate('orders', batch)).toEqual({
    status: 200,
    body: [
      { line: 1, isValid: true, errors: [] },
      { line: 3, isValid: false, errors: [wrongId] },
      {
        line: 4,
        isValid: false,
        errors: [{ in: 'event', path: '', reason: expect.stringMatching(/^is no JSON: /) as string }],
      },
      { line: 5, isValid: true, errors: [] },
      { summary: { subject: 'orders', version: 1, lines: 4, valid: 2, invalid: 2, unknown: 0, stopped: null } },
    ],
  });
});

it('takes bytes in base64 line by line', async () => {
  expect((await validate('sizes', 'Ag==\n?\n', '?lines=base64')).body).toEqual([
    { line: 1, isValid: true, errors: [] },
    { line: 2, isValid: false, errors: [{ in: 'event', path: '', reason: 'is no base64' }] },
    { summary: { subject: 'sizes', version: 1, lines: 2, valid: 1, invalid: 1, unknown: 0, stopped: null } },
  ]);
});

it('sums up nothing for an empty batch', async () => {
  expect((await validate('orders', '\n\n')).body).toEqual([
    { summary: { subject: 'orders', version: 1, lines: 0, valid: 0, invalid: 0, unknown: 0, stopped: null } },
  ]);
});

it('answers a client that reads only after its last line', async () => {
  const lines = 2_000;
  const answers = (await validate('orders', '{"orderId":7}\n'.repeat(lines))).body as object[];
  expect(answers).toHaveLength(lines + 1);
  expect(answers.at(-1)).toMatchObject({ summary: { lines, invalid: lines, stopped: null } });
});

it('answers what has arrived before the batch is at its end', async () => {
  const first = await new Promise<string>((resolve, reject) => {
    const request = httpRequest(path('orders'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    request.on('response', (response) =>
      response.once('data', (chunk: Buffer) => {
        resolve(chunk.toString());
        request.end();
        response.resume();
      }),
    );
    request.on('error', reject);
    request.write('{"orderId":"o-1"}\n');
  });
  expect(first).toBe('{"line":1,"isValid":true,"errors":[]}\n');
});

it('tells of a line that is too long, and goes on', async () => {
  const long = JSON.stringify({ orderId: 'x'.repeat(1024 * 1024) });
  expect((await validate('orders', `${long}\n{"orderId":"o-1"}\n`)).body).toMatchObject([
    { line: 1, isValid: false, errors: [{ reason: 'is longer than 1048576 bytes' }] },
    { line: 2, isValid: true },
    { summary: { lines: 2, valid: 1, invalid: 1 } },
  ]);
});

it('judges a line that is nested without end', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect((await validate('orders', `${deep}\n{"orderId":"o-1"}\n`)).body).toMatchObject([
    { line: 1, isValid: null },
    { line: 2, isValid: true },
    { summary: { lines: 2 } },
  ]);
});
