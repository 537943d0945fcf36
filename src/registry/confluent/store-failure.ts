/** Waiting for a connection, for the one writer, or for the end of a transaction took too long. */
const TIMEOUTS = ['P1008', 'P2024', 'P2028'];

/** Whether an error comes from Prisma or a driver below it. */
export function isStoreFailure(error: unknown): boolean {
  const { name = '', code = '' } = (error ?? {}) as { name?: string; code?: string };
  return name.startsWith('PrismaClient') || name === 'DriverAdapterError' || String(code).startsWith('SQLITE_');
}

export function isStoreTimeout(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return TIMEOUTS.includes(String(code)) || String(code).startsWith('SQLITE_BUSY') || isLockTimeout(error);
}

/** Codes of Prisma, of sockets and of PostgreSQL (classes 08, 53 and 57) for a store that is away or takes nobody in. */
const AWAY = /^(?:P1001|P1002|P1011|P1017|ECONN[A-Z]+|EPIPE|ETIMEDOUT|EAI_AGAIN|08...|53...|57...)$/;
const AWAY_KINDS = [
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
];

/** Whether the store could not be reached, or left while it was asked: it may be there again. */
export function isStoreAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, originalCode, kind, message, cause, meta } = error as Record<string, unknown>;
  if ([code, originalCode].some((one) => AWAY.test(String(one))) || AWAY_KINDS.includes(String(kind))) return true;
  if (/connection terminated|connection ended|ECONNREFUSED|ECONNRESET/i.test(String(message))) return true;
  const { driverAdapterError } = (meta ?? {}) as { driverAdapterError?: unknown };
  return [cause, driverAdapterError].some((one) => one !== error && isStoreAway(one));
}

/** PostgreSQL's lock_not_available, which Prisma knows by no code of its own. */
function isLockTimeout(error: unknown): boolean {
  const { meta } = (error ?? {}) as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  return meta?.driverAdapterError?.cause?.originalCode === '55P03';
}
