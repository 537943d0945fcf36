import { ApiError } from './api-error.js';

/** Query parameters; those that are undefined or '' are left out. */
export type Params = Readonly<Record<string, string | number | undefined>>;

/** A path with its query, every value encoded. */
export function pathWith(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** GET as JSON. `accept` lists statuses besides 2xx whose body is an answer too. Throws `ApiError` otherwise. */
export async function getJson<Answer>(
  path: string,
  signal: AbortSignal,
  accept: readonly number[] = [],
): Promise<Answer> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiError(path, null, 'no answer', { cause });
  });
  const text = await response.text();
  if (!response.ok && !accept.includes(response.status)) {
    throw new ApiError(path, response.status, refusalText(text, response.statusText));
  }
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    throw new ApiError(path, response.status, 'the body is not JSON; is this the server’s own address?', { cause });
  }
}

/** The server's own words out of an error body, at most 300 characters; the status text where there are none. */
export function refusalText(body: string, statusText: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) {
      const { message } = parsed;
      const words = Array.isArray(message) ? message.join('; ') : message;
      if (typeof words === 'string' && words !== '') return words.slice(0, 300);
    }
  } catch {
    // Not JSON: a proxy's page, say. Its markup would help nobody.
  }
  return statusText === '' ? 'no reason given' : statusText;
}
