/** What the configuration says of the names that this server goes by. */
export interface HostRules {
  /** What the ports are bound to. */
  host: string;
  allowedHosts: readonly string[];
}

/**
 * Whether a request may call this server by the name in its Host header. A web page can make its own name lead to this
 * machine (DNS rebinding), and would then read and write here with the reach of whoever looks at it; the name gives it away.
 */
export function isAllowedHost(header: string, { host, allowedHosts }: HostRules): boolean {
  if (allowedHosts.length === 0 && !isLoopback(host)) return true;
  const name = nameIn(header);
  if (name === null) return false;
  return isLoopback(name) || [host, ...allowedHosts].some((one) => bare(one) === name);
}

/** Null for what is no host with or without a port. */
function nameIn(header: string): string | null {
  const [, name = null] = /^(\[[\da-f:.]+\]|[^\s:/@[\]]+)(?::\d{1,5})?$/i.exec(header) ?? [];
  return name === null ? null : bare(name);
}

const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

const isLoopback = (name: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(bare(name));
