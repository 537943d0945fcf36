import { qualify, readContextName } from '../subject-name.js';

const IN_CONTEXT = /^\/contexts\/([^/?]+)\/+([^?]+)(\?.*)?$/;
/** The paths whose second part names a subject, and whether they may lack it: then the context is meant. */
const NAMING = ['subjects', 'config', 'mode'];
const LISTS = ['subjects', 'schemas'];
/** What addresses of Confluent's API begin with. */
const ROOTS = ['subjects', 'schemas', 'compatibility', 'config', 'mode', 'contexts', 'associations', 'v1'];

/** An address as this registry's own routes know it: some clients end theirs with a slash, or name a context in it. */
export function rewriteRegistryPath(url: string): string {
  return rewriteContextPath(withoutTrailingSlash(url));
}

function withoutTrailingSlash(url: string): string {
  const path = url.split('?', 1)[0]!;
  if (!path.endsWith('/') || !ROOTS.includes(path.split('/', 2)[1] ?? '')) return url;
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end) + url.slice(path.length);
}

/**
 * `/contexts/{context}/...` means `/...` with the names in it taken as that context's: the subject of the path, or the
 * parameter that names one. A name that has a context already keeps it. Any other address is left as it is.
 */
function rewriteContextPath(url: string): string {
  if (!url.startsWith('/contexts/')) return url;
  const match = IN_CONTEXT.exec(url);
  if (match === null) return url;
  const [, given = '', path = '', query = ''] = match;
  const context = readContextName(decode(given));
  if (context === null) return url;
  const scope = qualify(context, '');
  const parts = path.split('/').filter((part) => part !== '');
  return `/${withSubject(parts, scope).join('/')}${withParameters(parts, query, scope)}`;
}

function withSubject(parts: readonly string[], scope: string): string[] {
  const at = parts[0] === 'compatibility' ? 2 : 1;
  const names = at === 2 ? parts[1] === 'subjects' : NAMING.includes(parts[0] ?? '');
  if (!names) return [...parts];
  const name = parts[at];
  if (name !== undefined) return parts.with(at, qualified(name, scope));
  return parts[0] === 'subjects' || scope === '' ? [...parts] : [...parts, encodeURIComponent(scope)];
}

function withParameters(parts: readonly string[], query: string, scope: string): string {
  const isList = parts.length === 1 && LISTS.includes(parts[0]!);
  const isSchema = parts[0] === 'schemas' && parts[1] === 'ids';
  if (!isList && !isSchema) return query;
  const name = isList ? 'subjectPrefix' : 'subject';
  const parameters = new URLSearchParams(query);
  const given = parameters.get(name) ?? '';
  parameters.set(name, hasContext(given) ? given : scope + given);
  return `?${parameters.toString()}`;
}

const qualified = (part: string, scope: string): string =>
  hasContext(decode(part)) ? part : encodeURIComponent(scope) + part;

const hasContext = (name: string): boolean => name.startsWith(':.') || name.startsWith(':*:');

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
