import { auditEntry } from './audit-entry.js';
import type { DatabaseTransaction } from '../database/database.js';
import type { Change } from '../subject-version.js';

/** Takes back what people said of a subject, with its audit entry; whether there was anything. */
export async function dropProfile(tx: DatabaseTransaction, subject: string, change: Change): Promise<boolean> {
  const row = await tx.contractProfile.findUnique({ where: { subject } });
  if (row === null) return false;
  await tx.contractProfile.deleteMany({ where: { subject } });
  // Who decided upon the profile as it was has lost a race now, and decides anew.
  await tx.subject.updateMany({ where: { name: subject }, data: { revision: { increment: 1 } } });
  const { subject: _s, revision: _r, updatedAt: _a, updatedBy: _b, links, tags, groups, lint, ...rest } = row;
  const lists = { links, tags, groups, lint };
  const parsed = Object.fromEntries(Object.entries(lists).map(([name, text]) => [name, JSON.parse(text) as unknown]));
  const from = JSON.stringify({ ...rest, ...parsed });
  await tx.auditEntry.create(auditEntry(change, 'profile.deleted', subject, from, null));
  return true;
}
