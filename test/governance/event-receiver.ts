import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pollUntil } from '../servers/poll-until.js';

/** What arrived at the receiver. */
export interface Post {
  headers: IncomingHttpHeaders;
  text: string;
  event: { id: string; type: string; subject: string; data: Record<string, unknown> };
}

/** A receiver of webhooks for the tests of a file; each test begins with none that arrived. */
export function withEventReceiver() {
  let server: Server;
  let posts: Post[] = [];
  let statuses: number[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        posts.push({ headers: request.headers, text, event: JSON.parse(text) as Post['event'] });
        response.writeHead(statuses.shift() ?? 204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    posts = [];
    statuses = [];
  });
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=hidden`,
    posts: () => posts,
    /** What the next posts are answered with; 204 after them. */
    answerWith: (...next: number[]) => (statuses = next),
    arrived: (count: number) =>
      pollUntil(`${count} events`, 20_000, () => Promise.resolve({ isDone: posts.length >= count, seen: posts })),
  };
}
