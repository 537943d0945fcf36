import type { DatabaseTransaction } from '../database/database.js';
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

/** A statement takes so many values, and one entry six. */
const ENTRIES_AT_ONCE = 1_000;

/** Writes any number of them, in their order. */
export async function writeEntries(
  tx: DatabaseTransaction,
  entries: readonly ReturnType<typeof auditEntry>[],
): Promise<void> {
  for (let start = 0; start < entries.length; start += ENTRIES_AT_ONCE) {
    const data = entries.slice(start, start + ENTRIES_AT_ONCE).map((entry) => entry.data);
    await tx.auditEntry.createMany({ data });
  }
}

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
