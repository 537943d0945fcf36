import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ask, json } from '../registry/registry-app.js';
import { pollUntil } from '../servers/poll-until.js';
import { withEventReceiver } from './event-receiver.js';
import { call, startGovernance } from './governance-app.js';

let dir: string;
let app: Awaited<ReturnType<typeof startGovernance>>;
const receiver = withEventReceiver();
const { arrived } = receiver;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-webhooks-'));
  app = await startGovernance({ databaseUrl: '', dataDir: dir });
});
afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true, force: true });
});

const order = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] };
const webhooks = () => `${app.url}/api/v1/webhooks`;
const register = (subject: string, schema: unknown) =>
  ask(`${app.url}/subjects/${subject}/versions`, 'POST', json(schema));

async function subscribe(body: object): Promise<{ id: string }> {
  const answer = await call(webhooks(), 'POST', { url: receiver.url(), ...body }, { 'x-plumbline-actor': 'ada' });
  expect(answer.status).toBe(201);
  return answer.body as { id: string };
}

const badRequest = (message: string) => ({ status: 400, body: { statusCode: 400, error: 'Bad Request', message } });

it('tells of registration, rejection and deprecation as CloudEvents that their schema describes', async () => {
  const { id } = await subscribe({ subjectPrefix: 'told.' });
  await register('untold', order);
  await register('told.orders', order);
  await register('told.orders', { ...order, required: ['orderId', 'amount'] });
  await register('told.broken', { type: 'nothing' });
  const profile = { lifecycle: 'deprecated', sunsetOn: '2999-12-31', replacedBy: 'told.next' };
  const url = `${app.url}/api/v1/contracts/told.orders/profile`;
  await call(url, 'PUT', profile, { 'x-plumbline-actor': 'ada' });
  const seen = await arrived(4);

  const isEvent = formats.default(new Ajv2020({ strictTypes: false })).compile(readSchema());
  for (const { event, headers } of seen) {
    expect({ event, errors: isEvent(event) ? null : isEvent.errors }).toEqual({ event, errors: null });
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(headers['webhook-id']).toBe(event.id);
    expect(headers['webhook-signature']).toBeUndefined();
  }
  expect(seen.map(({ event }) => [event.type, event.data])).toEqual([
    [
      'io.plumbline.contract.registered',
      { subject: 'told.orders', actor: 'anonymous', version: 1, id: expect.any(Number) as number, format: 'JSON' },
    ],
    [
      'io.plumbline.contract.rejected',
      {
        subject: 'told.orders',
        actor: 'anonymous',
        format: 'JSON',
        verdict: 'incompatible',
        findings: [
          {
            rule: 'required-property-added',
            path: '',
            message: expect.stringContaining('amount') as string,
            conflictsWith: 1,
          },
        ],
      },
    ],
    [
      'io.plumbline.contract.rejected',
      expect.objectContaining({ subject: 'told.broken', verdict: 'invalid' }) as object,
    ],
    [
      'io.plumbline.contract.deprecated',
      { subject: 'told.orders', actor: 'ada', sunsetOn: '2999-12-31', replacedBy: 'told.next' },
    ],
  ]);
  await call(`${webhooks()}/${id}`, 'DELETE');
});

it('signs what it sends', async () => {
  const { id } = await subscribe({ events: ['contract.registered'], secret: 'a secret of ours' });
  await register('signed', order);
  const [post] = await arrived(1);
  const signed = `${post!.event.id}.${post!.headers['webhook-timestamp'] as string}.${post!.text}`;
  const signature = createHmac('sha256', 'a secret of ours').update(signed).digest('base64');
  expect(post!.headers['webhook-signature']).toBe(`v1,${signature}`);
  await call(`${webhooks()}/${id}`, 'DELETE');
});

it('tries again what was refused, with the same id, and logs what became of it', async () => {
  receiver.answerWith(503);
  const { id } = await subscribe({ subjectPrefix: 'retried' });
  await register('retried', order);
  const [first, second] = await arrived(2);
  expect(second!.text).toBe(first!.text);
  const log = () => call(`${webhooks()}/${id}/deliveries`).then(({ body }) => body as { deliveries: Logged[] });
  const { deliveries } = await pollUntil('the log', 20_000, async () => {
    const seen = await log();
    return { isDone: seen.deliveries[0]?.state === 'delivered', seen };
  });
  expect(deliveries).toEqual([
    {
      id: expect.any(String) as string,
      eventId: first!.event.id,
      type: 'contract.registered',
      subject: 'retried',
      state: 'delivered',
      tries: 2,
      nextTryAt: null,
      lastTryAt: expect.any(String) as string,
      lastStatus: 204,
      lastError: null,
      deliveredAt: expect.any(String) as string,
      createdAt: expect.any(String) as string,
    },
  ]);

  const retry = `${webhooks()}/${id}/deliveries/${deliveries[0]!.id}/retry`;
  expect((await call(retry, 'POST')).status).toBe(202);
  expect((await arrived(3))[2]!.text).toBe(first!.text);
  expect((await call(`${webhooks()}/${id}/deliveries/none/retry`, 'POST')).status).toBe(404);
  await call(`${webhooks()}/${id}`, 'DELETE');
});

it('sends after a restart what was recorded before it', async () => {
  receiver.answerWith(500);
  const { id } = await subscribe({ subjectPrefix: 'restarted' });
  await register('restarted', order);
  await arrived(1);
  await app.close();
  app = await startGovernance({ databaseUrl: '', dataDir: dir });
  const [first, second] = await arrived(2);
  expect(second!.text).toBe(first!.text);
  await call(`${webhooks()}/${id}`, 'DELETE');
});

it('shows no secret, and keeps one that a change leaves out', async () => {
  const { id } = await subscribe({ secret: 'a secret of ours' });
  const url = receiver.url().replace(/\?.*/, '?…');
  const shown = {
    id,
    url,
    events: [],
    subjectPrefix: '',
    isSigned: true,
    isActive: true,
    createdAt: expect.any(String) as string,
    createdBy: 'ada',
  };
  expect((await call(`${webhooks()}/${id}`)).body).toEqual(shown);
  expect((await call(webhooks())).body).toEqual({ webhooks: [shown], nextCursor: null });
  const changed = { url: receiver.url(), isActive: false };
  expect((await call(`${webhooks()}/${id}`, 'PUT', changed)).body).toEqual({ ...shown, isActive: false });
  const unsigned = await call(`${webhooks()}/${id}`, 'PUT', { ...changed, secret: null });
  expect(unsigned.body).toMatchObject({ isSigned: false });
  await register('unheard', order);
  expect((await call(`${webhooks()}/${id}`, 'DELETE')).status).toBe(204);
  const { entries } = (await call(`${app.url}/api/v1/audit?target=${id}`)).body as { entries: { action: string }[] };
  expect(entries.map(({ action }) => action)).toEqual([
    'webhook.deleted',
    'webhook.changed',
    'webhook.changed',
    'webhook.created',
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/secret of ours|hidden/);
  expect(receiver.posts()).toEqual([]);
});

it('refuses a webhook that it could not send to', async () => {
  const create = (body: unknown) => call(webhooks(), 'POST', body);
  expect(await create({})).toEqual(badRequest('url: is missing.'));
  expect(await create({ url: 'file:///etc/passwd' })).toEqual(
    badRequest('url: must match pattern "^https?://[^\\s]+$".'),
  );
  expect(await create({ url: 'http://:80' })).toEqual(badRequest('url: "http://:80" is no address of http or https.'));
  expect(await create({ url: receiver.url(), events: ['contract.bought'] })).toEqual(
    badRequest('events[0]: must be one of contract.registered, contract.rejected, contract.deprecated.'),
  );
  expect(await create({ url: receiver.url(), secret: 'short' })).toEqual(
    badRequest('secret: must not have fewer than 16 characters or must be null.'),
  );
  for (const [method, rest] of [
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/deliveries'],
  ] as const) {
    expect(await call(`${webhooks()}/none${rest}`, method)).toEqual({
      status: 404,
      body: {
        statusCode: 404,
        error: 'Not Found',
        message: 'No webhook has the id "none". GET /api/v1/webhooks lists those there are.',
      },
    });
  }
});

interface Logged {
  id: string;
  state: string;
}

const readSchema = () => JSON.parse(readFileSync('schemas/contract-event.schema.json', 'utf8')) as object;

it('takes back what it showed, and changes what is named', async () => {
  const { id } = await subscribe({ events: ['contract.rejected'] });
  const url = `${webhooks()}/${id}`;
  const shown = (await call(url)).body as object;
  expect(await call(url, 'PUT', shown)).toEqual({ status: 200, body: shown });
  expect(await call(url, 'PATCH', { isActive: false })).toEqual({ status: 200, body: { ...shown, isActive: false } });
  expect(await call(url, 'PATCH', { isActive: false })).toMatchObject({ status: 200 });
  const trail = (await call(`${app.url}/api/v1/audit?target=${id}&action=webhook.changed`)).body;
  expect((trail as { entries: object[] }).entries).toMatchObject([
    { from: { url: expect.stringMatching(/\/hook\?…$/) as string, isActive: true }, to: { isActive: false } },
  ]);
});

it.each([
  'http://169.254.169.254/latest',
  'http://[fe80::1]/',
  'http://metadata.google.internal/',
  'http://2852039166/',
])('sends nothing to a machine’s own neighbourhood: %s', async (url) => {
  expect((await call(webhooks(), 'POST', { url })).status).toBe(400);
});
