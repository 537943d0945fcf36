import { gunzipSync } from 'node:zlib';
import { ask, json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();
beforeAll(async () => {
  await ask(`${app.url}/subjects/orders-value/versions`, 'POST', json({ type: 'object' }));
  await call(`${app.url}/api/v1/contracts/orders-value/profile`, 'PUT', {
    owner: 'ada@example.org',
    team: 'Checkout',
    description: 'One event for each order.',
    lifecycle: 'draft',
    tags: ['money'],
  });
});

it('says in a data contract whose it is and how far', async () => {
  expect((await call(`${app.url}/api/v1/exchange/odcs/orders-value`)).body).toMatchObject({
    status: 'draft',
    description: { purpose: 'One event for each order.' },
    tags: ['money'],
    team: { name: 'Checkout', members: [{ username: 'ada@example.org', role: 'owner' }] },
  });
});

it('says so at the channel of an AsyncAPI document, which gives the same schema when it is imported again', async () => {
  const { body } = await call(`${app.url}/api/v1/exchange/asyncapi`);
  expect((body as { channels: Record<string, object> }).channels.orders).toEqual({
    address: 'orders',
    description: 'One event for each order.',
    tags: [{ name: 'money' }],
    'x-plumbline': { owner: 'ada@example.org', team: 'Checkout', lifecycle: 'draft' },
    messages: { 'orders-value': { name: 'orders-value', payload: { $ref: '#/components/schemas/orders-value' } } },
  });
  const again = await call(`${app.url}/api/v1/exchange/asyncapi`, 'POST', body);
  expect((again.body as { messages: object[] }).messages).toMatchObject([{ outcome: 'alreadyThere', id: 1 }]);
});

it('has its parts in the archive of the registry', async () => {
  const response = await fetch(`${app.url}/api/v1/exchange/archive`);
  const text = gunzipSync(await response.arrayBuffer()).toString();
  expect(text.match(/(?<=^\{"part":")\w+/gm)).toEqual([
    'contexts',
    'schemas',
    'subjects',
    'config',
    'profiles',
    'samples',
    'webhooks',
    'modes',
    'audit',
  ]);
});
