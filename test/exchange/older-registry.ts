import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status?: number;
  body?: unknown;
  location?: string;
}

/** A server that answers each path, without its query, as `answers` says, and 404 to all others. */
export async function startStub(answers: Record<string, (request: IncomingMessage) => Answer>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    asked.push(`${url.pathname}${url.search}`);
    const answer = answers[decodeURIComponent(url.pathname)]?.(request) ?? {
      status: 404,
      body: { error_code: 404, message: 'HTTP 404 Not Found' },
    };
    const headers = { 'content-type': 'application/json', ...(answer.location && { location: answer.location }) };
    response.writeHead(answer.status ?? 200, headers).end(JSON.stringify(answer.body ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, close: () => new Promise((resolve) => server.close(resolve)) };
}

const isDeletedAsked = ({ url }: IncomingMessage): boolean => (url ?? '').includes('deleted=true');

/**
 * As a registry of Confluent's 5.x: no contexts, no pages, no guid, no time of registration; a soft-deleted version is
 * listed only with `deleted=true`, and a subject without settings of its own answers 404.
 */
export const olderRegistry = (): Parameters<typeof startStub>[0] => ({
  '/subjects': (request) => ({ body: isDeletedAsked(request) ? ['users', 'address', 'old'] : ['users', 'address'] }),
  '/subjects/users/versions': () => ({ body: [2] }),
  '/subjects/users/versions/2': () => ({
    body: {
      subject: 'users',
      version: 2,
      id: 31,
      schema: '{"type":"record","name":"User","fields":[{"name":"home","type":"Address"}]}',
      references: [{ name: 'Address', subject: 'address', version: 1 }],
    },
  }),
  '/subjects/address/versions': () => ({ body: [1] }),
  '/subjects/address/versions/1': () => ({
    body: { subject: 'address', version: 1, id: 12, schema: '{"type":"record","name":"Address","fields":[]}' },
  }),
  '/subjects/old/versions': (request) =>
    isDeletedAsked(request)
      ? { body: [3] }
      : { status: 404, body: { error_code: 40401, message: "Subject 'old' not found." } },
  '/subjects/old/versions/3': () => ({ body: { subject: 'old', version: 3, id: 5, schema: '"string"' } }),
  '/config': () => ({ body: { compatibilityLevel: 'BACKWARD' } }),
  '/config/users': () => ({ body: { compatibilityLevel: 'FULL_TRANSITIVE' } }),
  '/mode': () => ({ body: { mode: 'READWRITE' } }),
});
