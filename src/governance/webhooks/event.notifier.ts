import { VERSION } from '../../version.js';
import { CLOUD_EVENT_TYPE, cloudEventText } from './cloud-event.js';
import type { Attempt } from './delivery-schedule.js';
import { addressProblem, originOf, requestAddress } from './webhook-address.js';
import { signatureHeaders } from './webhook-signature.js';
import type { DueDelivery } from './webhooks.repository.js';

const TIMEOUT_MS = 10_000;

/**
 * Posts an event once. Whatever happens is told as the attempt it was; nothing rejects. Redirects are not followed: the
 * event is for the address that was named.
 */
export async function postEvent({ event, subscription }: DueDelivery, signal: AbortSignal): Promise<Attempt> {
  const body = cloudEventText(event);
  const problem = addressProblem(subscription.url);
  if (problem !== null) return { status: null, error: `It was not sent: ${problem}`, retryAfterMs: 0 };
  const { address, headers } = requestAddress(subscription.url);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': CLOUD_EVENT_TYPE,
        'user-agent': `plumbline/${VERSION}`,
        ...headers,
        ...signatureHeaders(event.id, body, subscription.secret, new Date()),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    const { status, statusText } = response;
    if (response.ok) return { status, error: null, retryAfterMs: 0 };
    const error = `${originOf(subscription.url)} answered ${`${status} ${statusText}`.trim()}.`;
    return { status, error, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
  } catch (error) {
    const reason = `${originOf(subscription.url)} could not be reached: ${reasonOf(error).replace(/\.?$/, '.')}`;
    return { status: null, error: reason, retryAfterMs: 0 };
  }
}

function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - Date.now());
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string }; message?: string };
  return cause?.message || message || String(error);
}
