/** Prisma's codes for a unique constraint, for a transaction that lost against another, and PostgreSQL's for a deadlock. */
const LOST_RACES = ['P2002', 'P2034', '40P01', '40001'];

/** Whether a write failed only because another one came first: read again, decide again, try again. */
export function lostRace(error: unknown): boolean {
  const { code, meta, cause } = (error ?? {}) as { code?: string; meta?: { code?: string }; cause?: unknown };
  if ([code, meta?.code].some((one) => one !== undefined && LOST_RACES.includes(one))) return true;
  return cause !== undefined && cause !== error && lostRace(cause);
}
