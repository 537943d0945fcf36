import { sql, type StatementRunner } from './statements.js';
import type { Change } from '../subject-version.js';

/** What an entry of the audit trail holds; `from` and `to` are JSON. */
export const auditEntry = (
  { actor, at }: Change,
  action: string,
  target: string,
  from: string | null,
  to: string | null,
) => ({ data: { at, actor, action, target, from, to } });

/** The same beneath Prisma, within a transaction. */
export async function appendAudit(
  tx: StatementRunner,
  { actor, at }: Change,
  { action, target, from, to }: { action: string; target: string; from: string | null; to: string | null },
): Promise<void> {
  await tx.all(sql`
    INSERT INTO "AuditEntry" ("at", "actor", "action", "target", "from", "to")
    VALUES (${at}, ${actor}, ${action}, ${target}, ${from}, ${to})`);
}
