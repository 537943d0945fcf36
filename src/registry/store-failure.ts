/** Waiting for a connection, for the one writer, or for the end of a transaction took too long. */
const TIMEOUTS = ['P1008', 'P2024', 'P2028'];

/** Whether an error comes from Prisma or a driver below it. */
export function isStoreFailure(error: unknown): boolean {
  const { name = '', code = '' } = (error ?? {}) as { name?: string; code?: string };
  return name.startsWith('PrismaClient') || name === 'DriverAdapterError' || String(code).startsWith('SQLITE_');
}

export const isStoreTimeout = (error: unknown): boolean =>
  TIMEOUTS.includes((error as { code?: string } | null)?.code ?? '');
