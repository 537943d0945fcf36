import { auditEntry, writeEntries } from './audit-entry.js';
import type { DatabaseTransaction } from '../database/database.js';
import { dropProfile } from './profile.store.js';
import { dropMode, dropSettings } from './scope.store.js';
import { join, sql, type Sql } from './statements.js';
import { asJson } from './subject-rows.js';
import type { Change } from '../subject-version.js';
import { rangesOf, type Range } from './version-ranges.js';

/** What goes for good, after the versions it belonged to; the audit trail tells each. */

/** The schemas of a context that nothing uses any more, of those that the versions which went have used. */
export async function dropUnused(tx: DatabaseTransaction, context: string, used: readonly number[]): Promise<void> {
  for (const ranges of rangesOf(used)) {
    // Two that take the last versions of one schema would each see the other's: the second waits here, and sees none.
    await tx.$executeRaw(
      sql`UPDATE "Schema" SET "format" = "format" WHERE "context" = ${context} AND ${isIn(sql`"id"`, ranges)}`,
    );
    await tx.$executeRaw(sql`
      DELETE FROM "Schema" WHERE "context" = ${context} AND ${isIn(sql`"id"`, ranges)}
        AND NOT EXISTS (SELECT 1 FROM "SchemaVersion" v
          WHERE v."context" = ${context} AND v."schemaId" = "Schema"."id")`);
    // Only of schemas that went: somebody else may use one again since the first statement looked.
    await tx.$executeRaw(sql`
      DELETE FROM "SchemaReference" WHERE "context" = ${context} AND ${isIn(sql`"schemaId"`, ranges)}
        AND NOT EXISTS (SELECT 1 FROM "Schema" s
          WHERE s."context" = ${context} AND s."id" = "SchemaReference"."schemaId")`);
  }
}

/** Which numbers, in a statement. */
export const isIn = (column: Sql, ranges: readonly Range[]): Sql =>
  sql`(${join(
    ranges.map(({ from, to }) => sql`${column} BETWEEN ${from} AND ${to}`),
    ' OR ',
  )})`;

/** Samples; told is which those were, not what they held. */
export async function forgetSamples(
  tx: DatabaseTransaction,
  where: { subject: string | { in: string[] }; OR?: { version: { gte: number; lte: number } }[] },
  change: Change,
): Promise<void> {
  const select = { id: true, subject: true, name: true, version: true };
  const samples = await tx.contractSample.findMany({ where, select, orderBy: [{ subject: 'asc' }, { name: 'asc' }] });
  const entries = samples.map(({ subject, ...one }) =>
    auditEntry(change, 'sample.deleted', subject, asJson(one), null),
  );
  await writeEntries(tx, entries);
  if (samples.length > 0) await tx.contractSample.deleteMany({ where });
}

/** Which names: some, or all of a range. */
type Names = { in: string[] } | { gte: string; lte: string };

/** What was said of subjects and contexts: configuration, modes and profiles. */
export async function takeBackAll(tx: DatabaseTransaction, names: Names, change: Change): Promise<void> {
  const ofScopes = { where: { scope: names }, select: { scope: true }, orderBy: { scope: 'asc' } } as const;
  for (const { scope } of await tx.registryConfig.findMany(ofScopes)) await dropSettings(tx, scope, change);
  for (const { scope } of await tx.registryMode.findMany(ofScopes)) await dropMode(tx, scope, change);
  const ofSubjects = { where: { subject: names }, select: { subject: true }, orderBy: { subject: 'asc' } } as const;
  for (const { subject } of await tx.contractProfile.findMany(ofSubjects)) await dropProfile(tx, subject, change);
}

/** Subjects of which no version is left, and all that was said of them: whoever takes such a name begins anew. */
export async function forgetSubjects(tx: DatabaseTransaction, names: string[], change: Change): Promise<void> {
  await forgetSamples(tx, { subject: { in: names } }, change);
  await takeBackAll(tx, { in: names }, change);
  await tx.subjectTerm.deleteMany({ where: { subjectName: { in: names } } });
  await tx.subject.deleteMany({ where: { name: { in: names } } });
}
