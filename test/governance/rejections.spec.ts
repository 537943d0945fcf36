import { ask, json } from '../registry/registry-app.js';
import { withEventReceiver } from './event-receiver.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();
const receiver = withEventReceiver();
const { arrived } = receiver;

const order = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] };
const webhooks = () => `${app.url}/api/v1/webhooks`;

async function subscribe(body: object): Promise<{ id: string }> {
  const answer = await call(webhooks(), 'POST', { url: receiver.url(), ...body });
  expect(answer.status).toBe(201);
  return answer.body as { id: string };
}

it('tells who was refused, and why, also where no schema was compared', async () => {
  const { id } = await subscribe({ subjectPrefix: 'gone.', events: ['contract.rejected'] });
  await call(`${app.url}/api/v1/contracts/gone.orders/profile`, 'PUT', { lifecycle: 'retired' });
  const register = (subject: string, body: object) =>
    call(`${app.url}/subjects/${subject}/versions`, 'POST', body, { 'x-plumbline-actor': 'bob' });
  await register('gone.orders', json(order));
  await register('gone.astray', { ...json(order), references: [{ name: 'a', subject: 'nowhere', version: 1 }] });
  const rejected = (subject: string, verdict: string, rule: string, message: string) => ({
    subject,
    actor: 'bob',
    format: 'JSON',
    verdict,
    findings: [{ rule, path: '', message: expect.stringContaining(message) as string, conflictsWith: null }],
  });
  expect((await arrived(2)).map(({ event }) => event.data)).toEqual([
    rejected('gone.orders', 'not-permitted', 'lifecycle', '"gone.orders" is retired'),
    rejected('gone.astray', 'invalid', 'schema-invalid', 'version 1 of subject "nowhere", which is not there'),
  ]);
  await call(`${webhooks()}/${id}`, 'DELETE');
});

it('tells of registrations whose body is not read, with the answer that their sender got', async () => {
  const { id } = await subscribe({ subjectPrefix: 'unread.', events: ['contract.rejected'] });
  const send = async (subject: string, type: string, body: string | Buffer) => {
    const response = await fetch(`${app.url}/subjects/${subject}/versions`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-plumbline-actor': 'bob' },
      body: new Uint8Array(Buffer.from(body)),
    });
    const { message } = (await response.json()) as { message: string };
    return { status: response.status, subject, message };
  };
  const sent = [
    await send('unread.broken', 'application/vnd.schemaregistry.v1+json', '{bad'),
    await send('unread.bytes', 'application/json', Buffer.from([0x7b, 0xff, 0x7d])),
    await send('unread.form', 'application/x-www-form-urlencoded', 'schema=1'),
    await send('unread.xml', 'application/xml', '<schema/>'),
    await send('unread.large', 'application/json', 'x'.repeat(10 * 1024 * 1024 + 1)),
  ];
  expect(sent.map(({ status }) => status)).toEqual([400, 400, 415, 415, 413]);
  expect((await arrived(5)).map(({ event }) => event.data)).toEqual(
    sent.map(({ subject, message }) => ({
      subject,
      actor: 'bob',
      format: null,
      verdict: 'invalid',
      findings: [{ rule: 'schema-invalid', path: '', message: `Invalid schema: ${message}`, conflictsWith: null }],
    })),
  );
  await call(`${webhooks()}/${id}`, 'DELETE');
});

it.each<[string, object]>([
  ['an unknown type', { schemaType: 'XML', schema: '<a/>' }],
  ['a schema that is too large', { schemaType: 'JSON', schema: `"${'a'.repeat(300_000)}"` }],
  ['bad metadata', { schemaType: 'JSON', schema: '{}', metadata: 7 }],
  ['a bad rule set', { schemaType: 'JSON', schema: '{}', ruleSet: { domainRules: [{}] } }],
  [
    'a tag that leads nowhere',
    { schemaType: 'JSON', schema: '{}', schemaTagsToAdd: [{ schemaEntity: 7, tags: ['a'] }] },
  ],
])('tells of a rejection for %s', async (_, body) => {
  const { id } = await subscribe({ subjectPrefix: 'early.' });
  expect((await ask(`${app.url}/subjects/early.one/versions`, 'POST', body)).status).toBe(422);
  const [post] = await arrived(1);
  expect(post).toMatchObject({
    headers: { 'user-agent': expect.stringMatching(/^plumbline\/\d/) as string },
    event: { type: 'io.plumbline.contract.rejected', data: { verdict: 'invalid', subject: 'early.one' } },
  });
  await call(`${webhooks()}/${id}`, 'DELETE');
});
