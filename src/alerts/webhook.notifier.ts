import { setTimeout as delay } from 'node:timers/promises';
import type { AlertmanagerPayload } from './alertmanager-payload.js';

export interface WebhookOptions {
  url: string;
  timeoutMs?: number;
  /** Tries of one payload in all. */
  maxTries?: number;
  firstBackoffMs?: number;
}

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 4;
const FIRST_BACKOFF_MS = 500;
const MAX_WAIT_MS = 30_000;

/** The receiver did not take a payload. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  constructor(
    message: string,
    /** What a later try could mend: 5xx, 429, the network. */
    readonly isPassing: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Posts one payload. Tries again on 5xx, 429 (after its Retry-After, at most 30 s), a time-out or a failed connection,
 * with growing waits; any other answer but 2xx is final. Rejects with WebhookError, which names the receiver without
 * credentials or query. Redirects are not followed: the payload is for the address that was configured.
 */
export async function postWebhook(
  payload: AlertmanagerPayload,
  options: WebhookOptions,
  signal: AbortSignal,
): Promise<void> {
  const maxTries = options.maxTries ?? MAX_TRIES;
  for (let tries = 1; ; tries++) {
    const failure = await postOnce(payload, options, signal);
    if (failure === null) return;
    if (!failure.error.isPassing || tries >= maxTries || signal.aborted) throw failure.error;
    const backoffMs = (options.firstBackoffMs ?? FIRST_BACKOFF_MS) * 2 ** (tries - 1);
    await delay(Math.min(MAX_WAIT_MS, Math.max(backoffMs, failure.retryAfterMs)), undefined, { signal }).catch(() => {
      throw failure.error;
    });
  }
}

interface Failure {
  error: WebhookError;
  retryAfterMs: number;
}

async function postOnce(
  payload: AlertmanagerPayload,
  { url, timeoutMs }: WebhookOptions,
  signal: AbortSignal,
): Promise<Failure | null> {
  const { address, headers } = addressOf(url);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    if (response.ok) return null;
    const isPassing = response.status >= 500 || response.status === 429;
    const error = new WebhookError(
      `${toldAddress(url)} answered ${response.status} ${response.statusText}.`,
      isPassing,
    );
    return { error, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
  } catch (cause) {
    return {
      error: new WebhookError(`${toldAddress(url)} could not be reached: ${reasonOf(cause)}`, true, { cause }),
      retryAfterMs: 0,
    };
  }
}

/** fetch refuses credentials in a URL; they go where they belong. */
function addressOf(url: string): { address: string; headers: Record<string, string> } {
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return { address: url, headers: {} };
  const credentials = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`;
  parsed.username = '';
  parsed.password = '';
  return {
    address: parsed.href,
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

function toldAddress(url: string): string {
  return `The alert webhook at ${new URL(url).origin}`;
}

function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - Date.now());
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string }; message?: string };
  return cause?.message || message || String(error);
}
