/** Why a port could not be opened, in words that say which and what to set. Anything unexpected is passed through. */
export function explainListenError(
  error: unknown,
  { host, port, variable }: { host: string; port: number; variable: string },
): Error {
  const cause = error instanceof Error ? error : new Error(String(error));
  const problem = PROBLEMS[(cause as NodeJS.ErrnoException).code ?? ''];
  if (problem === undefined) return cause;
  return new Error(problem(host, port, variable), { cause });
}

const PROBLEMS: Readonly<Record<string, (host: string, port: number, variable: string) => string>> = {
  EADDRINUSE: (host, port, variable) =>
    `Port ${port} on ${host} is in use. Stop what uses it, or set ${variable} to another port (0 takes any free one).`,
  EACCES: (host, port, variable) =>
    `Port ${port} on ${host} may not be opened by this user. Set ${variable} to a port above 1023.`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine. Set PLUMBLINE_HOST to one that is.`,
  ENOTFOUND: (host) => `${host} cannot be resolved. Set PLUMBLINE_HOST to an address of this machine.`,
};
