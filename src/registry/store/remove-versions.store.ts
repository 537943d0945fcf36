import { auditEntry } from './audit-entry.js';
import { runnerOf, statementsOf, type Database, type DatabaseTransaction } from '../database/database.js';
import { prefixRange } from './prefix-range.js';
import { dropUnused, forgetSamples, forgetSubjects, isIn, takeBackAll } from './purge.store.js';
import { holdSeenRules } from './rules-seen.store.js';
import { changeRules, dropMode, dropSettings } from './scope.store.js';
import { empty, sql } from './statements.js';
import { contextOf, scopeOfContext } from '../subject-name.js';
import { asJson } from './subject-rows.js';
import type { Change } from '../subject-version.js';
import type { Removal, Removed } from './subjects.repository.js';
import { rangesOf, type Range } from './version-ranges.js';

/**
 * Removes versions in one transaction, unless the subject or what was decided by was changed meanwhile, or something refers
 * to one of them. Locked are first the rules, then the subject, then schemas by their ids.
 */
export async function remove(database: Database, removal: Removal, change: Change): Promise<Removed> {
  return database
    .$transaction(async (tx) => {
      const { subject, revision, rules, versions, isPermanent } = removal;
      const isAsSeen = await holdSeenRules(statementsOf(database), runnerOf(tx), rules, 'shared');
      if (!isAsSeen) return { outcome: 'raced' as const };
      const data = { revision: { increment: 1 }, updatedAt: change.at };
      const claimed = await tx.subject.updateMany({ where: { name: subject, revision }, data });
      if (claimed.count === 0) return { outcome: 'raced' as const };
      const referenced = await findReferenced(tx, removal);
      if (referenced !== null) throw new Referenced(referenced);
      if (isPermanent) await purge(tx, removal);
      else await mark(tx, removal, change.at);
      const action = isPermanent ? 'version.purged' : 'version.deleted';
      await tx.auditEntry.create(auditEntry(change, action, subject, asJson({ versions }), null));
      if (isPermanent) {
        for (const ranges of rangesOf(versions)) await forgetSamples(tx, { subject, OR: versionsIn(ranges) }, change);
      }
      await settle(tx, removal, change);
      return { outcome: 'removed' as const };
    })
    .catch((error: unknown) => {
      if (error instanceof Referenced) return { outcome: 'referenced' as const, version: error.version };
      throw error;
    });
}

/** Thrown to leave the transaction with nothing of it kept. */
class Referenced extends Error {
  constructor(readonly version: number) {
    super(`Version ${version} is referred to.`);
  }
}

/**
 * The first of the versions that a schema refers to. A soft deletion minds the schemas that are in use; a permanent one
 * every schema that is there, since who reads its events needs what it refers to.
 */
async function findReferenced(
  tx: DatabaseTransaction,
  { subject, versions, isPermanent }: Removal,
): Promise<number | null> {
  const isMinded = isPermanent
    ? empty
    : sql`AND EXISTS (
        SELECT 1 FROM "SchemaVersion" v
        WHERE v."context" = r."context" AND v."schemaId" = r."schemaId" AND v."deletedAt" IS NULL)`;
  for (const ranges of rangesOf(versions)) {
    const [row] = await tx.$queryRaw<{ version: number | null }[]>(sql`
      SELECT MIN(r."version") AS "version" FROM "SchemaReference" r
      WHERE r."subject" = ${subject} AND ${isIn(sql`r."version"`, ranges)} ${isMinded}`);
    if (typeof row?.version === 'number') return row.version;
  }
  return null;
}

/** Statements of sets: a subject may have thousands of versions, and a transaction has ten seconds. */
async function mark(tx: DatabaseTransaction, { subject, versions }: Removal, at: Date): Promise<void> {
  for (const ranges of rangesOf(versions)) {
    await tx.schemaVersion.updateMany({
      where: { subjectName: subject, deletedAt: null, OR: versionsIn(ranges) },
      data: { deletedAt: at },
    });
  }
}

/** The schemas that nothing uses any more go after the versions that used them. */
async function purge(tx: DatabaseTransaction, { subject, versions }: Removal): Promise<void> {
  const used: number[] = [];
  for (const ranges of rangesOf(versions)) {
    const where = { subjectName: subject, OR: versionsIn(ranges) };
    const rows = await tx.schemaVersion.findMany({ where, select: { schemaId: true } });
    used.push(...rows.map(({ schemaId }) => schemaId));
    await tx.schemaVersion.deleteMany({ where });
  }
  await dropUnused(tx, contextOf(subject), used);
}

const versionsIn = (ranges: readonly Range[]) => ranges.map(({ from, to }) => ({ version: { gte: from, lte: to } }));

/** Writes down where the subject stands now; what nobody uses any more goes with its last version. */
async function settle(tx: DatabaseTransaction, { subject, isPermanent }: Removal, change: Change): Promise<void> {
  const rows = await tx.schemaVersion.aggregate({ where: { subjectName: subject }, _max: { version: true } });
  const live = { subjectName: subject, deletedAt: null };
  const latest = await tx.schemaVersion.aggregate({ where: live, _max: { version: true } });
  const [highest, latestVersion] = [rows._max.version, latest._max.version];
  const referred = isPermanent ? await highestReferred(tx, subject) : 0;
  // The number would be given again, and what refers to it would mean another schema.
  if (highest === null && referred > 0) throw new Referenced(referred);
  if (highest === null) return forgetSubjects(tx, [subject], change);
  if (latestVersion === null) {
    await tx.subjectTerm.deleteMany({ where: { subjectName: subject } });
    await dropSettings(tx, subject, change);
    await dropMode(tx, subject, change);
  }
  // Deleted softly, every row stays, and so does the number that comes next.
  const numbers = isPermanent ? { lastVersion: Math.max(highest, referred) } : {};
  const data = { ...numbers, latestVersion, isLive: latestVersion !== null };
  await tx.subject.update({ where: { name: subject }, data });
}

/** Of the numbers that the subject has given the highest that a schema refers to, whether it is there or not; 0 for none. */
async function highestReferred(tx: DatabaseTransaction, subject: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ version: number | null }[]>(sql`
    SELECT MAX("version") AS "version" FROM "SchemaReference"
    WHERE "subject" = ${subject} AND "version" <= (SELECT "lastVersion" FROM "Subject" WHERE "name" = ${subject})`);
  return row?.version ?? 0;
}

/** False where the context has subjects, deleted ones too. Its row stays, hidden: ids must not come back with the name. */
export async function deleteContext(database: Database, context: string, change: Change): Promise<boolean | 'raced'> {
  // Who registers holds the rules from the beginning: none can come in between.
  return changeRules(database, null, async (tx) => {
    const where = { name: context, deletedAt: null };
    const { count } = await tx.registryContext.updateMany({ where, data: { deletedAt: change.at } });
    if ((await tx.subject.count({ where: { context }, take: 1 })) > 0) throw new NotEmpty();
    // Also of subjects that have no version yet: whoever takes the context's name begins anew.
    await takeBackAll(tx, prefixRange(scopeOfContext(context)), change);
    // To delete what is not there is no change.
    if (count > 0) {
      await tx.auditEntry.create(auditEntry(change, 'context.deleted', context, asJson({ context }), null));
    }
    return true;
  }).catch((error: unknown) => {
    if (error instanceof NotEmpty) return false;
    throw error;
  });
}

class NotEmpty extends Error {}
