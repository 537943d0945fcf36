import { auditEntry, writeEntries } from './audit-entry.js';
import { runnerOf, type Database, type DatabaseTransaction } from '../database/database.js';
import { dropUnused, forgetSubjects } from './purge.store.js';
import { changeRules, putMode } from './scope.store.js';
import { join, sql } from './statements.js';
import { contextOf, GLOBAL_SCOPE, isSubjectScope } from '../subject-name.js';
import { asJson } from './subject-rows.js';
import type { Change } from '../subject-version.js';
import type { ImportBeginning, ImportBegun } from './subjects.repository.js';

type Deleted = ImportBeginning['deleted'];

/** Of subjects, in one statement. */
const AT_ONCE = 200;
/** There may be any number of them, and all go or none. */
const MAX_MS = 600_000;

/** Thrown to leave the transaction with nothing of it kept. */
class Refusal extends Error {
  constructor(readonly begun: ImportBegun) {
    super(begun.outcome);
  }
}

/**
 * Sets the mode of import for a scope that has no version in use, and takes for good what is left of deleted ones: all in
 * one transaction. What refers to one of them must be among them, in whatever order they go.
 */
export async function beginImport(
  database: Database,
  { scope, rules, deleted }: ImportBeginning,
  change: Change,
): Promise<ImportBegun> {
  const groups = inGroups(deleted);
  try {
    const begun = await changeRules(database, rules, (tx) => clear(tx, scope, groups, change), MAX_MS);
    return begun === 'raced' ? { outcome: 'raced' } : begun;
  } catch (error) {
    if (error instanceof Refusal) return error.begun;
    throw error;
  }
}

async function clear(
  tx: DatabaseTransaction,
  scope: string,
  groups: readonly Deleted[],
  change: Change,
): Promise<ImportBegun> {
  for (const group of groups) await claim(tx, group);
  for (const group of groups) await purge(tx, group, change);
  // Only now: what referred to one group may have been in another.
  for (const group of groups) await requireUnreferenced(tx, group);
  for (const group of groups) await forgetSubjects(tx, namesOf(group), change);
  if (await hasVersions(tx, scope)) throw new Refusal({ outcome: 'raced' });
  await putMode(tx, scope, 'IMPORT', change);
  return { outcome: 'begun' };
}

/** Locks the subjects, where they still are as they were decided upon. */
async function claim(tx: DatabaseTransaction, group: Deleted): Promise<void> {
  const rows = await runnerOf(tx).all<{ name: string; revision: number; latestVersion: number | null }>(sql`
    UPDATE "Subject" SET "revision" = "revision" + 1 WHERE "name" IN (${join(namesOf(group))})
    RETURNING "name", "revision", "latestVersion"`);
  const seen = new Map(group.map(({ name, revision }) => [name, revision + 1]));
  const same = rows.filter((row) => row.latestVersion === null && seen.get(row.name) === row.revision);
  if (same.length < group.length) throw new Refusal({ outcome: 'raced' });
}

async function purge(tx: DatabaseTransaction, group: Deleted, change: Change): Promise<void> {
  const rows = await runnerOf(tx).all<{ subject: string; version: number; id: number }>(sql`
    DELETE FROM "SchemaVersion" WHERE "subjectName" IN (${join(namesOf(group))})
    RETURNING "subjectName" AS "subject", "version", "schemaId" AS "id"`);
  const [versions, ids] = [new Map<string, number[]>(), new Map<string, number[]>()];
  for (const { subject, version, id } of rows) {
    add(versions, subject, version);
    add(ids, contextOf(subject), id);
  }
  for (const [context, used] of ids) await dropUnused(tx, context, used);
  const entries = [...versions].map(([subject, numbers]) => {
    const from = asJson({ versions: numbers.sort((a, b) => a - b) });
    return auditEntry(change, 'version.purged', subject, from, null);
  });
  await writeEntries(tx, entries);
}

function add<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Of every number that the subjects have given: it would be given again, and what refers to it would mean another schema. */
async function requireUnreferenced(tx: DatabaseTransaction, group: Deleted): Promise<void> {
  const [row] = await runnerOf(tx).all<{ subject: string; version: number }>(sql`
    SELECT r."subject", r."version"
    FROM "SchemaReference" r JOIN "Subject" s ON s."name" = r."subject" AND r."version" <= s."lastVersion"
    WHERE r."subject" IN (${join(namesOf(group))}) ORDER BY r."subject", r."version" LIMIT 1`);
  if (row !== undefined) throw new Refusal({ outcome: 'referenced', ...row });
}

async function hasVersions(tx: DatabaseTransaction, scope: string): Promise<boolean> {
  const inContext = scope === GLOBAL_SCOPE ? {} : { context: contextOf(scope) };
  const where = { lastVersion: { gt: 0 }, ...(isSubjectScope(scope) ? { name: scope } : inContext) };
  return (await tx.subject.findFirst({ where, select: { name: true } })) !== null;
}

const namesOf = (group: Deleted): string[] => group.map(({ name }) => name);

const inGroups = (deleted: Deleted): Deleted[] =>
  Array.from({ length: Math.ceil(deleted.length / AT_ONCE) }, (_, i) => deleted.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
