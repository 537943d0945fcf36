import type { DatabaseTransaction } from '../../registry/database/database.js';

/** Which of these subjects have a version here, deleted or not. */
export async function presentSubjects(tx: DatabaseTransaction, names: readonly string[]): Promise<Set<string>> {
  const where = { name: { in: [...new Set(names)] }, versions: { some: {} } };
  const found = await tx.subject.findMany({ where, select: { name: true } });
  return new Set(found.map(({ name }) => name));
}
