import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RegistryClient } from './registry.client.js';

/** What a client makes of the history of a subject where everything is answered by this. */
async function history(status: number, body: unknown, which: 'all' | 'latest'): Promise<unknown> {
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await new RegistryClient({ url, headers: {} }, 5000).history('orders', which);
  } catch (error) {
    return (error as Error).message.split('\n')[0]!.replace(url, '');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const absent = { error_code: 40401, message: 'Subject not found.' };

it.each(['all', 'latest'] as const)('a subject is absent by 404 alone (%s)', async (which) => {
  const path = `/subjects/orders/versions${which === 'all' ? '' : '/latest'}`;
  expect(await history(404, absent, which)).toBeNull();
  expect(await history(500, absent, which)).toBe(`${path} answered 500: Subject not found.`);
  expect(await history(502, absent, which)).toBe(`${path} answered 502: Subject not found.`);
});

it.each([
  [404, null],
  [404, { error_code: '40401' }],
  [404, [40401]],
])('a %i with %j does not say so', async (status, body) => {
  expect(await history(status, body, 'all')).toBe(
    '/subjects/orders/versions answered 404: not what a schema registry answers',
  );
});

it('a list without any version is no answer: the subject is not new', async () => {
  expect(await history(200, [], 'all')).toBe(
    '/subjects/orders/versions answered 200: not what a schema registry answers',
  );
});
