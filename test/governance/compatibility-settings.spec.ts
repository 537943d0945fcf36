import { json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();

const path = (subject: string) => `${app.url}/api/v1/contracts/${encodeURIComponent(subject)}/compatibility`;
const none = { level: null, policy: null, compatibilityGroup: null };

it('sets level, policy and group of a contract, as Confluent’s API shows them too', async () => {
  const said = { level: 'FULL', policy: 'LENIENT', compatibilityGroup: 'major' };
  const set = await call(path('orders'), 'PUT', said, { 'X-Plumbline-Actor': 'ada' });
  expect(set).toEqual({ status: 200, body: { subject: 'orders', own: said, inForce: said } });
  expect((await call(path('orders'))).body).toEqual(set.body);
  expect((await call(`${app.url}/config/orders`)).body).toEqual({
    compatibilityLevel: 'FULL',
    compatibilityPolicy: 'LENIENT',
    compatibilityGroup: 'major',
  });
  const { entries } = (await call(`${app.url}/api/v1/audit?target=orders`)).body as { entries: object[] };
  expect(entries).toEqual([expect.objectContaining({ actor: 'ada', action: 'config.set', from: null, to: said })]);
});

it('takes back what is left out, and what is said for all holds again', async () => {
  await call(path('back'), 'PUT', { level: 'FULL', policy: 'LENIENT' });
  await call(`${app.url}/config`, 'PUT', { compatibility: 'FORWARD' });
  expect((await call(path('back'), 'PUT', { policy: 'LENIENT' })).body).toEqual({
    subject: 'back',
    own: { ...none, policy: 'LENIENT' },
    inForce: { level: 'FORWARD', policy: 'LENIENT', compatibilityGroup: null },
  });
  await call(`${app.url}/config`, 'DELETE');
});

it('says what holds for a contract of which nobody has said anything', async () => {
  await call(`${app.url}/subjects/silent/versions`, 'POST', json({ type: 'object' }));
  expect(await call(path('silent'))).toEqual({
    status: 200,
    body: { subject: 'silent', own: none, inForce: { ...none, level: 'BACKWARD' } },
  });
});

it('says what is wrong', async () => {
  expect(await call(path('wrong'), 'PUT', { level: 'SOME', polcy: 'STRICT' })).toEqual({
    status: 400,
    body: {
      statusCode: 400,
      error: 'Bad Request',
      message:
        'polcy: is no field here; did you mean "policy"?; level: must be one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, ' +
        'FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE or must be null.',
    },
  });
  expect((await call(path('wrong'))).body).toMatchObject({
    statusCode: 404,
    message: 'There is no contract "wrong". GET /api/v1/contracts lists those there are.',
  });
});

it.each(['READONLY', 'READONLY_OVERRIDE'])(
  'changes nothing where the registry is %s, as Confluent’s API does not',
  async (mode) => {
    const said = { ...none, level: 'FULL' };
    await call(path('frozen'), 'PUT', said);
    await call(`${app.url}/mode`, 'PUT', { mode });
    expect(await call(path('frozen'), 'PUT', { level: 'NONE' })).toEqual({
      status: 422,
      body: {
        statusCode: 422,
        error: 'Unprocessable Entity',
        message:
          'Subject frozen is in read-only mode. Set the mode READWRITE at /mode, for the subject, its context or everything, to change it.',
      },
    });
    await call(`${app.url}/mode`, 'PUT', { mode: 'READWRITE' });
    expect((await call(path('frozen'))).body).toMatchObject({ own: said });
  },
);
