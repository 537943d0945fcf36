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

/** PostgreSQL's lock_not_available, which Prisma knows by no code of its own. */
function isLockTimeout(error: unknown): boolean {
  const { meta } = (error ?? {}) as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  return meta?.driverAdapterError?.cause?.originalCode === '55P03';
}
