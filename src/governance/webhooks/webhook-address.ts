/** Where a webhook goes, without what may be a credential: path and query often are. */
export const originOf = (url: string): string => new URL(url).origin;

/** The address without user, password and query, for those who manage webhooks. */
export function shownAddress(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

/** The address without user, password, query and fragment, as it may leave the server. */
export function bareAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** fetch refuses credentials in a URL; they go where they belong. */
export function requestAddress(url: string): { address: string; headers: Record<string, string> } {
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return { address: url, headers: {} };
  const credentials = `${decoded(parsed.username)}:${decoded(parsed.password)}`;
  parsed.username = '';
  parsed.password = '';
  return { address: parsed.href, headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
}

/** What is no percent-encoding is meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Of clouds' machines, where they ask for their own credentials (beside 169.254/16 and fe80::/10, which are refused whole). */
const METADATA_HOSTS = ['metadata.google.internal', 'metadata', '[fd00:ec2::254]', '100.100.100.200'];

/** What is wrong with an address that events are to be sent to; null where nothing is. What a name leads to is not looked at. */
export function addressProblem(url: string): string | null {
  if (!URL.canParse(url)) return `"${url}" is no address of http or https.`;
  const host = new URL(url).hostname.replace(/\.$/, '');
  const isLinkLocal = /^169\.254\./.test(host) || /^\[fe[89ab][\da-f]:/.test(host) || /^\[::ffff:a9fe:/.test(host);
  if (!isLinkLocal && !METADATA_HOSTS.includes(host)) return null;
  return `events are sent to no link-local address and no metadata service of a cloud; "${host}" is one.`;
}
