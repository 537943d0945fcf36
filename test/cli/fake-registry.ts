import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export const NOT_FOUND = { status: 404, error_code: 40401, message: 'Subject not found' };

/** A registry that answers by `answer`; null hangs. */
export async function withRegistry<T>(
  answer: (path: string, request: IncomingMessage, response: ServerResponse) => unknown,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    const path = `${request.method} ${request.url}`;
    const body = answer(path, request, response);
    if (body === null) return;
    const { status = 200, ...rest } = body as { status?: number };
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(Array.isArray(body) ? body : rest));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
