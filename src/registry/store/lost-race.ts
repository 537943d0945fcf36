/**
 * Prisma's codes for a unique and a foreign key, and for a transaction that lost against another; PostgreSQL's for the
 * same. A foreign key is one where somebody took for good what this one had found, or took up what this one took away.
 */
const LOST_RACES = ['P2002', 'P2003', 'P2034', '23001', '23503', '23505', '40P01', '40001'];

/** Whether a write failed only because another one came first: read again, decide again, try again. */
export function lostRace(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, originalCode, meta, cause } = error as Record<string, unknown>;
  if ([code, originalCode].some((one) => LOST_RACES.includes(String(one)))) return true;
  // A raw statement's failure has Prisma's code for that, and the database's own further down.
  const { code: innerCode, driverAdapterError } = (meta ?? {}) as Record<string, unknown>;
  if (LOST_RACES.includes(String(innerCode))) return true;
  return [cause, driverAdapterError].some((one) => one !== error && lostRace(one));
}
