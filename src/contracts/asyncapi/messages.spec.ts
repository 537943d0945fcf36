import { messagesOfChannels, partsAt } from './messages.js';

const payload = { type: 'object' };
const told = (document: Record<string, unknown>) =>
  [...messagesOfChannels(document, '/channels')].map((part) => [
    part.where,
    part.kind,
    part.key,
    'address' in part ? part.address : null,
    'pointer' in part.found ? part.found.pointer : part.found.lost,
  ]);

it('finds the messages of version 3 under their channels, and where they stand', () => {
  const channels = {
    orders: { address: 'shop.orders', messages: { made: { payload }, paid: { $ref: '#/components/messages/Paid' } } },
    moved: { $ref: '#/components/channels/One' },
  };
  const components = { messages: { Paid: { payload } }, channels: { One: { messages: { 'a/b': { payload } } } } };
  expect(told({ asyncapi: '3.0.0', channels, components })).toEqual([
    ['/channels/orders/messages/made', 'message', 'made', 'shop.orders', '/channels/orders/messages/made'],
    ['/channels/orders/messages/paid', 'message', 'paid', 'shop.orders', '/components/messages/Paid'],
    ['/channels/moved/messages/a~1b', 'message', 'a/b', null, '/components/channels/One/messages/a~1b'],
  ]);
});

it('finds those of version 2 in operations, one or one of several, under the channel’s name as the address', () => {
  const channels = {
    'shop/orders': { publish: { message: { oneOf: [{ payload }, { $ref: '#/components/messages/Paid' }] } } },
    gone: { subscribe: { message: { payload } }, publish: { description: 'none' } },
  };
  expect(told({ asyncapi: '2.6.0', channels, components: { messages: { Paid: { payload } } } })).toEqual([
    [
      '/channels/shop~1orders/publish/message/oneOf/0',
      'message',
      'shop/orders.0',
      'shop/orders',
      '/channels/shop~1orders/publish/message/oneOf/0',
    ],
    [
      '/channels/shop~1orders/publish/message/oneOf/1',
      'message',
      'shop/orders.1',
      'shop/orders',
      '/components/messages/Paid',
    ],
    ['/channels/gone/subscribe/message', 'message', 'gone', 'gone', '/channels/gone/subscribe/message'],
  ]);
});

it('tells what is in other files, nowhere, round, or no object', () => {
  const channels = {
    a: { $ref: 'c.yaml#/a' },
    b: { $ref: '#/channels/none' },
    c: { $ref: '#/channels/c' },
    d: null,
    e: { messages: { m: 'text' }, publish: { $ref: 'o.yaml' } },
  };
  const lost = (reference: string, why: string, pointer: string) => ({ reference, why, pointer });
  expect(told({ asyncapi: '3.0.0', channels })).toEqual([
    ['/channels/a', 'channel', 'a', null, lost('c.yaml#/a', 'elsewhere', '/channels/a')],
    ['/channels/b', 'channel', 'b', null, lost('#/channels/none', 'nothing', '/channels/b')],
    ['/channels/c', 'channel', 'c', null, lost('#/channels/c', 'round', '/channels/c')],
    ['/channels/d', 'channel', 'd', null, null],
    ['/channels/e/messages/m', 'message', 'm', null, null],
    ['/channels/e/publish', 'operation', 'e', null, lost('o.yaml', 'elsewhere', '/channels/e/publish')],
  ]);
});

it.each([{}, { channels: null }, { channels: [] }, { channels: 'x' }])('finds nothing in %j', (document) => {
  expect([told(document), partsAt(document, '/operations', 'operation')]).toEqual([[], []]);
});
