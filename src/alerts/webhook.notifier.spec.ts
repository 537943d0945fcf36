import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../test/servers/free-port.js';
import type { AlertmanagerPayload } from './alertmanager-payload.js';
import { postWebhook } from './webhook.notifier.js';

const payload: AlertmanagerPayload = {
  version: '4',
  groupKey: '{}:{}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'plumbline',
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://127.0.0.1:4400',
  alerts: [],
};

let server: Server;
let requests: IncomingMessage[];
let answer: (response: ServerResponse, count: number) => void;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request);
    request.resume().on('end', () => answer(response, requests.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;
const post = (options: object = {}, signal = new AbortController().signal) =>
  postWebhook(payload, { url: `http://127.0.0.1:${port()}/hook?token=secret`, firstBackoffMs: 1, ...options }, signal);
const status = (code: number, headers = {}) => {
  answer = (response) => response.writeHead(code, headers).end();
};

describe('postWebhook', () => {
  it('posts JSON once when it is taken', async () => {
    status(202);
    await post();
    expect(requests.map((request) => [request.method, request.url, request.headers['content-type']])).toEqual([
      ['POST', '/hook?token=secret', 'application/json'],
    ]);
  });

  it('sends credentials of the URL as a header', async () => {
    status(200);
    await post({ url: `http://user:p%40ss@127.0.0.1:${port()}/` });
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
  });

  it.each([500, 503, 429])('gives up on %d after its tries, and names the receiver without its token', async (code) => {
    status(code);
    await expect(post({ maxTries: 3 })).rejects.toMatchObject({
      name: 'WebhookError',
      isPassing: true,
      message: expect.stringMatching(
        new RegExp(`^The alert webhook at http://127.0.0.1:${port()} answered ${code}`),
      ) as string,
    });
    expect(requests).toHaveLength(3);
  });

  it.each([400, 404, 302])('does not repeat what is answered by %d', async (code) => {
    status(code, { location: '/elsewhere' });
    await expect(post()).rejects.toMatchObject({ isPassing: false });
    expect(requests).toHaveLength(1);
  });

  it('tries again after a connection that broke and an answer that did not come', async () => {
    answer = (response, count) => {
      if (count === 1) response.destroy();
      if (count === 3) response.writeHead(200).end();
    };
    await post({ timeoutMs: 50 });
    expect(requests).toHaveLength(3);
  });

  it('says when nobody is there', async () => {
    const unused = await freePort();
    await expect(post({ url: `http://127.0.0.1:${unused}/`, maxTries: 2 })).rejects.toThrow(
      `The alert webhook at http://127.0.0.1:${unused} could not be reached: connect ECONNREFUSED`,
    );
  });

  it('stops waiting when it is told to', async () => {
    const abort = new AbortController();
    answer = (response) => {
      response.writeHead(503, { 'retry-after': '3600' }).end();
      setImmediate(() => abort.abort());
    };
    await expect(post({}, abort.signal)).rejects.toMatchObject({ name: 'WebhookError' });
    expect(requests).toHaveLength(1);
  });
});
