import { Agent as HttpAgent, request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

export interface HttpRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** For all of it: connecting, the answer, its body. */
  timeoutMs: number;
}

export interface HttpAnswer {
  status: number;
  text: string;
}

/** No schema is larger, and a page that never ends must not fill the memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The answer took longer than it may. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** More came than any schema is. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';

  constructor(readonly mostBytes: number) {
    super(`the answer is larger than ${mostBytes} bytes`);
  }
}

/** Requests over kept connections; `fetch` takes three times the CPU for each, and a whole repository asks thousands of times. */
export class HttpClient {
  private readonly agents: { http: HttpAgent; https: HttpsAgent };

  constructor(connections: number) {
    // Node.js 22.21 and 24.5 follow HTTP_PROXY, HTTPS_PROXY and NO_PROXY where an agent asks for it; earlier ones know no such option.
    const options = { keepAlive: true, maxSockets: connections, proxyEnv: process.env };
    this.agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  }

  /** Rejects with TooSlow, or with the error of the connection. */
  ask({ method, url, headers, body, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
    const isSecure = url.startsWith('https:');
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...length },
      agent: isSecure ? this.agents.https : this.agents.http,
    };
    return new Promise((resolve, reject) => {
      const request = (isSecure ? requestHttps : requestHttp)(url, options);
      const timer = setTimeout(() => request.destroy(new TooSlow()), timeoutMs);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(error);
      };
      request.on('error', fail);
      request.on('response', (response) => {
        readText(response, (text) => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, text });
        });
        response.on('error', fail);
      });
      request.end(body ?? undefined);
    });
  }
}

function readText(response: IncomingMessage, done: (text: string) => void): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  response.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > MAX_ANSWER_BYTES) response.destroy(new AnswerTooLarge(MAX_ANSWER_BYTES));
    else parts.push(part);
  });
  response.on('end', () => done(Buffer.concat(parts).toString('utf8')));
}
