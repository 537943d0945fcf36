import { auditEntry } from './audit-entry.js';
import type { Database, DatabaseTransaction } from './database.js';
import { dropProfile } from './profile.store.js';
import { dropMode, dropSettings } from './scope.store.js';
import { scopeOfContext } from './subject-name.js';
import { asJson } from './subject-rows.js';
import type { Change } from './subject-version.js';
import type { Removal, Removed } from './subjects.repository.js';

/** Removes versions in one transaction, unless the subject was changed meanwhile or something refers to one of them. */
export async function remove(database: Database, removal: Removal, change: Change): Promise<Removed> {
  return database
    .$transaction(async (tx) => {
      const { subject, revision, versions, isPermanent } = removal;
      const data = { revision: { increment: 1 }, updatedAt: change.at };
      const claimed = await tx.subject.updateMany({ where: { name: subject, revision }, data });
      if (claimed.count === 0) return { outcome: 'raced' as const };
      const referenced = await findReferenced(tx, removal);
      if (referenced !== null) throw new Referenced(referenced);
      if (isPermanent) await purge(tx, removal);
      else await mark(tx, removal, change.at);
      const action = isPermanent ? 'version.purged' : 'version.deleted';
      await tx.auditEntry.create(auditEntry(change, action, subject, asJson({ versions }), null));
      if (isPermanent) await forgetSamples(tx, removal, change);
      await settle(tx, subject, change);
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
  const rows = await tx.schemaReference.findMany({
    where: { subject, version: { in: [...versions] } },
    orderBy: { version: 'asc' },
  });
  for (const { context, schemaId, version } of rows) {
    if (isPermanent) return version;
    const uses = await tx.schemaVersion.count({ where: { context, schemaId, deletedAt: null } });
    if (uses > 0) return version;
  }
  return null;
}

async function mark(tx: DatabaseTransaction, { subject, versions }: Removal, at: Date): Promise<void> {
  await tx.schemaVersion.updateMany({
    where: { subjectName: subject, version: { in: [...versions] }, deletedAt: null },
    data: { deletedAt: at },
  });
}

async function purge(tx: DatabaseTransaction, { subject, versions }: Removal): Promise<void> {
  const where = { subjectName: subject, version: { in: [...versions] } };
  const rows = await tx.schemaVersion.findMany({ where, select: { context: true, schemaId: true } });
  await tx.schemaVersion.deleteMany({ where });
  for (const { context, schemaId } of rows) {
    if ((await tx.schemaVersion.count({ where: { context, schemaId } })) > 0) continue;
    await tx.schemaReference.deleteMany({ where: { context, schemaId } });
    await tx.schema.deleteMany({ where: { context, id: schemaId } });
  }
}

/** What was kept of a version goes with it for good; the audit trail tells which samples that were, not what they held. */
async function forgetSamples(tx: DatabaseTransaction, { subject, versions }: Removal, change: Change): Promise<void> {
  const where = { subject, version: { in: [...versions] } };
  const select = { id: true, name: true, version: true };
  for (const sample of await tx.contractSample.findMany({ where, select, orderBy: { name: 'asc' } })) {
    await tx.auditEntry.create(auditEntry(change, 'sample.deleted', subject, asJson(sample), null));
  }
  await tx.contractSample.deleteMany({ where });
}

/** Writes down where the subject stands now; what nobody uses any more goes with its last version. */
async function settle(tx: DatabaseTransaction, subject: string, change: Change): Promise<void> {
  const last = await tx.schemaVersion.aggregate({ where: { subjectName: subject }, _max: { version: true } });
  const live = { subjectName: subject, deletedAt: null };
  const latest = await tx.schemaVersion.aggregate({ where: live, _max: { version: true } });
  const [lastVersion, latestVersion] = [last._max.version ?? 0, latest._max.version];
  if (latestVersion === null) {
    await tx.subjectTerm.deleteMany({ where: { subjectName: subject } });
    await dropSettings(tx, subject, change);
    await dropMode(tx, subject, change);
  }
  if (lastVersion === 0) {
    await tx.subject.delete({ where: { name: subject } });
    await dropProfile(tx, subject, change);
  } else {
    const data = { lastVersion, latestVersion, isLive: latestVersion !== null };
    await tx.subject.update({ where: { name: subject }, data });
  }
}

/** False where the context has subjects, deleted ones too. Its row stays, hidden: ids must not come back with the name. */
export async function deleteContext(database: Database, context: string, change: Change): Promise<boolean> {
  return database
    .$transaction(async (tx) => {
      // Locked as a registration would: none can come in between.
      const where = { name: context, deletedAt: null };
      const { count } = await tx.registryContext.updateMany({ where, data: { deletedAt: change.at } });
      if ((await tx.subject.count({ where: { context }, take: 1 })) > 0) throw new NotEmpty();
      const scope = scopeOfContext(context);
      await dropSettings(tx, scope, change);
      await dropMode(tx, scope, change);
      // To delete what is not there is no change.
      if (count > 0) {
        await tx.auditEntry.create(auditEntry(change, 'context.deleted', context, asJson({ context }), null));
      }
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof NotEmpty) return false;
      throw error;
    });
}

class NotEmpty extends Error {}
