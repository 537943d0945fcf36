import type { Config } from './config.js';
import { valueAt } from './config-values.js';
import type { Secrecy, Setting } from './setting.js';

const HIDDEN = '***';

/**
 * A URL that may be shown: the password, the values of the query and the fragment are hidden, a user without password is
 * taken for a token, and with `url-path` the path is hidden too (webhook addresses carry their token there). Text that is
 * no URL is hidden whole, since nobody can say which part of it is the secret.
 */
function redactUrl(text: string, secrecy: Secrecy): string {
  if (text === '') return '';
  const parts = /^([a-z][a-z0-9+.-]*:)(\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(text);
  if (parts === null) return HIDDEN;
  const [, scheme = '', slashes = '', authority = '', path = '', query = '', fragment = ''] = parts;
  // Without `//` what follows the scheme is a path (file:data.db); an @ or a space in it means that it is something else.
  if (slashes === '' ? /[@\s]/.test(text) : /[\s@]/.test(path)) return HIDDEN;
  const shownPath = secrecy === 'url-path' && path.length > 1 ? `/${HIDDEN}` : path;
  const shownFragment = fragment === '' ? '' : `#${HIDDEN}`;
  return `${scheme}${slashes}${redactAuthority(authority)}${shownPath}${redactQuery(query)}${shownFragment}`;
}

function redactAuthority(authority: string): string {
  const at = authority.lastIndexOf('@');
  if (at === -1) return authority;
  const user = authority.slice(0, at);
  const colon = user.indexOf(':');
  return `${colon === -1 ? HIDDEN : `${user.slice(0, colon)}:${HIDDEN}`}${authority.slice(at)}`;
}

function redactQuery(query: string): string {
  if (query === '') return '';
  const pairs = query
    .slice(1)
    .split('&')
    .map((pair) => (pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=${HIDDEN}` : HIDDEN));
  return `?${pairs.join('&')}`;
}

/** The value of a setting as a person may see it in a log or on a terminal. */
export function showValue(setting: Setting, value: unknown): string {
  if (setting.secret !== null)
    return typeof value === 'string' ? JSON.stringify(redactUrl(value, setting.secret)) : HIDDEN;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The configuration as `--print-config` shows it: every key, secrets hidden. */
export function redactConfig(config: Config, settings: readonly Setting[]): Record<string, unknown> {
  const shown = structuredClone(config) as unknown as Record<string, unknown>;
  for (const { path, secret } of settings) {
    const value = valueAt(config, path);
    if (secret === null || typeof value !== 'string') continue;
    const section = valueAt(shown, path.slice(0, -1)) as Record<string, unknown>;
    section[path.at(-1) as string] = redactUrl(value, secret);
  }
  return shown;
}
