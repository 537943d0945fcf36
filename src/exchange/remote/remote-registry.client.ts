import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteImportRequest } from './remote-import.js';

/** The other registry cannot be read any further: it is away, refuses the credentials, or is none. */
export class RemoteFailure extends Error {
  override readonly name = 'RemoteFailure';
}

/** The other registry answered that one thing is not to be had; the rest may be. */
export class RemoteRefusal extends Error {
  override readonly name = 'RemoteRefusal';
}

export interface RemoteLimits {
  timeoutMs: number;
  tries: number;
  /** Before the second try; doubled before each further one. */
  backoffMs: number;
  bodyBytes: number;
}

const LIMITS: RemoteLimits = { timeoutMs: 30_000, tries: 5, backoffMs: 500, bodyBytes: 32 * 1024 * 1024 };
const MAX_BACKOFF_MS = 30_000;
const MAX_REDIRECTS = 3;
const ACCEPT = 'application/vnd.schemaregistry.v1+json, application/json';

interface Answer {
  status: number;
  body: unknown;
  retryAfterMs: number;
}

/** Reads from one registry that speaks Confluent's API, and from no other host: redirects elsewhere are not followed. */
export class RemoteRegistryClient {
  private readonly headers: Record<string, string>;

  constructor(
    private readonly base: string,
    auth: RemoteImportRequest['auth'],
    private readonly signal: AbortSignal,
    private readonly limits: RemoteLimits = LIMITS,
  ) {
    this.headers = { accept: ACCEPT, ...(auth === undefined ? {} : { authorization: authorizationOf(auth) }) };
  }

  /**
   * The JSON of an answer; null for 404 and 405, which older registries answer to what they do not know.
   * @throws RemoteFailure, RemoteRefusal; the signal's reason once it is aborted.
   */
  async get(path: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.attempt(path);
      if (!(answer instanceof Error)) {
        if (answer.status < 300) return answer.body;
        if (answer.status === 404 || answer.status === 405) return null;
        if (answer.status !== 429 && answer.status < 500) throw this.refusal(path, answer);
      }
      if (attempt === this.limits.tries) throw this.failure(path, answer);
      const asked = answer instanceof Error ? 0 : answer.retryAfterMs;
      const backoffMs = Math.max(asked, this.limits.backoffMs * 2 ** (attempt - 1));
      await pause(Math.min(backoffMs, MAX_BACKOFF_MS), undefined, { signal: this.signal });
    }
  }

  /** An error is one after which it may be tried again. */
  private async attempt(path: string): Promise<Answer | Error> {
    try {
      return await this.fetch(new URL(this.base + path));
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof RemoteFailure || error instanceof RemoteRefusal) throw error;
      return error as Error;
    }
  }

  private async fetch(url: URL): Promise<Answer> {
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(this.limits.timeoutMs)]);
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(url, { headers: this.headers, redirect: 'manual', signal });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) {
        const retryAfterMs = 1000 * Number(response.headers.get('retry-after') ?? 0) || 0;
        return { status: response.status, body: await this.bodyOf(response), retryAfterMs };
      }
      await response.body?.cancel();
      const next = new URL(location, url);
      if (next.origin !== url.origin) {
        throw new RemoteFailure(
          `${url.origin} sends on to ${next.origin}, which is not followed. Give that address if it is the registry.`,
        );
      }
      if (redirects === MAX_REDIRECTS) throw new RemoteFailure(`${url.origin} sends on from place to place.`);
      url = next;
    }
  }

  private async bodyOf(response: Response): Promise<unknown> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += (chunk as Uint8Array).length;
      if (bytes > this.limits.bodyBytes) {
        await response.body?.cancel().catch(() => undefined);
        throw new RemoteRefusal(`An answer of ${this.base} is larger than ${this.limits.bodyBytes} bytes.`);
      }
      chunks.push(chunk as Uint8Array);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    try {
      return JSON.parse(text);
    } catch {
      if (response.ok) throw new RemoteFailure(`${this.base} answers what is no JSON. Is it a schema registry?`);
      return null; // A proxy's page, say: the status tells.
    }
  }

  private refusal(path: string, { status, body }: Answer): Error {
    if (status === 401) {
      return new RemoteFailure(`${this.base} refuses to be read with these credentials (401). Mend "auth".`);
    }
    // Who they are of is known, and may read other things.
    if (status === 403) return new RemoteRefusal(`${path} may not be read with these credentials (403). Mend "auth".`);
    return new RemoteRefusal(`${path} is answered with ${status}: ${messageOf(body)}`);
  }

  /** Who does not answer is away for all; who answers that this failed may have the rest. */
  private failure(path: string, answer: Answer | Error): Error {
    const tries = `after ${this.limits.tries} tries. Start the import again later.`;
    if (!(answer instanceof Error)) {
      return new RemoteRefusal(`${path} is answered with ${answer.status}: ${messageOf(answer.body)}, ${tries}`);
    }
    const said =
      answer.name === 'TimeoutError'
        ? `does not answer within ${this.limits.timeoutMs / 1000} s`
        : `cannot be reached (${reasonOf(answer)})`;
    return new RemoteFailure(`${this.base} ${said}, ${tries}`);
  }
}

const authorizationOf = (auth: NonNullable<RemoteImportRequest['auth']>): string =>
  'token' in auth
    ? `Bearer ${auth.token}`
    : `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;

const messageOf = (body: unknown): string =>
  String((body as { message?: unknown } | null)?.message ?? 'no reason').slice(0, 300);

function reasonOf(error: Error): string {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
