import { CommandError, EXIT } from '../exit-code.js';

/** Where a registry is and what every request to it carries. */
export interface RegistryAddress {
  /** Without credentials, a slash at the end, or anything else that must not be shown. */
  url: string;
  headers: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_REGISTRY = 'http://localhost:4400';

/**
 * The registry that the option, else PLUMBLINE_REGISTRY_URL names, else the one of this machine. Credentials come from the address
 * itself, from PLUMBLINE_REGISTRY_TOKEN, or from PLUMBLINE_REGISTRY_USER and _PASSWORD; `headers` are lines such as `X-Team: orders`.
 *
 * @throws CommandError for what is no address of HTTP, and for a header that is none.
 */
export function registryAddress(
  option: string | undefined,
  headers: readonly string[],
  env: Environment,
): RegistryAddress {
  const given = option || env['PLUMBLINE_REGISTRY_URL'] || DEFAULT_REGISTRY;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CommandError(
      EXIT.usage,
      `The registry must be an address such as ${DEFAULT_REGISTRY}; it is "${given}".`,
    );
  }
  const credentials = credentialsOf(url, env);
  return {
    url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    headers: {
      ...(credentials === null ? {} : { authorization: credentials }),
      ...Object.fromEntries(headers.map(headerOf)),
    },
  };
}

function credentialsOf(url: URL, env: Environment): string | null {
  if (url.username !== '') return basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
  const { PLUMBLINE_REGISTRY_TOKEN: token, PLUMBLINE_REGISTRY_USER: user } = env;
  if (token) return `Bearer ${token}`;
  return user ? basic(user, env['PLUMBLINE_REGISTRY_PASSWORD'] ?? '') : null;
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function headerOf(line: string): [string, string] {
  const at = line.indexOf(':');
  const name = line.slice(0, at).trim().toLowerCase();
  if (at > 0 && /^[\w!#$%&'*+.^`|~-]+$/.test(name)) return [name, line.slice(at + 1).trim()];
  throw new CommandError(EXIT.usage, '--header must be a name, a colon and a value, such as "X-Team: orders".');
}
