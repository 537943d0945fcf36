import type { DatabaseTransaction } from '../../registry/database/database.js';
import { contextOf } from '../../registry/subject-name.js';
import { termsOf } from '../../registry/store/subject-terms.js';
import type { Judgement } from '../archive/archive-part.js';
import { insertRows } from './insert-rows.store.js';
import type { SubjectRow } from './row-shapes.js';

type Version = SubjectRow['versions'][number];

/** A version that is there must be the same schema, and deleted in both places or in neither. */
export async function judgeSubjects(
  tx: DatabaseTransaction,
  rows: readonly SubjectRow[],
): Promise<Judgement<SubjectRow>[]> {
  const stored = await tx.schemaVersion.findMany({
    where: { subjectName: { in: [...new Set(rows.map(({ name }) => name))] } },
    select: { subjectName: true, version: true, schemaId: true, deletedAt: true },
  });
  const byKey = new Map(stored.map((one) => [`${one.version} ${one.subjectName}`, one]));
  return rows.map((row) => {
    const added: Version[] = [];
    for (const version of row.versions) {
      const there = byKey.get(`${version.version} ${row.name}`);
      const clash = there === undefined ? null : clashOf(row.name, version, there);
      if (clash !== null) return { clash };
      if (there === undefined) added.push(version);
    }
    return added.length === 0 ? 'same' : { add: { ...row, versions: added } };
  });
}

function clashOf(
  name: string,
  { version, id, deletedAt }: Version,
  there: { schemaId: number; deletedAt: Date | null },
): string | null {
  const what = `version ${version} of "${name}"`;
  if (there.schemaId !== id) return `${what} is schema ${there.schemaId} here and ${id} there`;
  if ((there.deletedAt === null) === (deletedAt === null)) return null;
  return `${what} is deleted ${deletedAt === null ? 'here and not there' : 'there and not here'}`;
}

/** Adds versions to subjects that are there, or makes the subjects. */
export async function writeSubjects(tx: DatabaseTransaction, rows: readonly SubjectRow[]): Promise<void> {
  const joined = [...joinByName(rows).values()];
  const names = joined.map(({ name }) => name);
  const contexts = [...new Set(names.map(contextOf))];
  // An empty one may have been deleted since it came; one with subjects is shown.
  await tx.registryContext.updateMany({
    where: { name: { in: contexts }, deletedAt: { not: null } },
    data: { deletedAt: null },
  });
  // Locked before they are read: a registration under way would be overwritten.
  await tx.subject.updateMany({ where: { name: { in: names } }, data: { revision: { increment: 1 } } });
  const select = { name: true, latestVersion: true, lastVersion: true };
  const stored = await tx.subject.findMany({ where: { name: { in: names } }, select });
  const byName = new Map(stored.map((subject) => [subject.name, subject]));
  const fresh = joined.filter(({ name }) => !byName.has(name));
  await insertRows(tx, 'Subject', fresh.map(newSubject));
  for (const row of joined) {
    const before = byName.get(row.name);
    if (before === undefined) continue;
    const stands = standsAfter(row.versions, before);
    await tx.subject.update({ where: { name: row.name }, data: stands });
  }
  await insertRows(tx, 'SchemaVersion', joined.flatMap(versionRows));
  const shown = joined.filter((row) => (byName.get(row.name)?.latestVersion ?? null) === null && isLive(row));
  const terms = shown.flatMap(({ name }) => termsOf(name).map((term) => ({ term, subjectName: name })));
  await insertRows(tx, 'SubjectTerm', terms);
}

const isLive = ({ versions }: SubjectRow): boolean => versions.some(({ deletedAt }) => deletedAt === null);

function joinByName(rows: readonly SubjectRow[]): Map<string, SubjectRow> {
  const joined = new Map<string, SubjectRow>();
  for (const row of rows) {
    const before = joined.get(row.name);
    joined.set(row.name, before === undefined ? row : { ...before, versions: [...before.versions, ...row.versions] });
  }
  return joined;
}

/** Where a subject stands once it has these versions too. */
function standsAfter(versions: readonly Version[], before: { latestVersion: number | null; lastVersion: number }) {
  let { latestVersion, lastVersion } = before;
  for (const { version, deletedAt } of versions) {
    lastVersion = Math.max(lastVersion, version);
    if (deletedAt === null) latestVersion = Math.max(latestVersion ?? 0, version);
  }
  return { latestVersion, lastVersion, isLive: latestVersion !== null };
}

const newSubject = ({ name, createdAt, updatedAt, versions }: SubjectRow) => ({
  name,
  context: contextOf(name),
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
  // Not 1: a subject that went and came back must not be taken for the one that somebody has read before.
  revision: 1 + Math.floor(Math.random() * 2 ** 29),
  ...standsAfter(versions, { latestVersion: null, lastVersion: 0 }),
});

const versionRows = ({ name, versions }: SubjectRow) =>
  versions.map(({ version, id, registeredAt, deletedAt }) => ({
    subjectName: name,
    version,
    context: contextOf(name),
    schemaId: id,
    registeredAt: new Date(registeredAt),
    deletedAt: deletedAt === null ? null : new Date(deletedAt),
  }));
