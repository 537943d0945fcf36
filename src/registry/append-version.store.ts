import { auditEntry } from './audit-entry.js';
import type { Database, DatabaseTransaction } from './database.js';
import { fingerprintOf, guidOf } from './fingerprint.js';
import { contextOf, qualifyFrom } from './subject-name.js';
import { termsOf } from './subject-terms.js';
import { asJson } from './subject-rows.js';
import type { Change, Reference } from './subject-version.js';
import type { Appended, NewVersion } from './subjects.repository.js';

/** Thrown to leave a transaction with nothing of it kept. */
class Refusal extends Error {
  constructor(readonly appended: Appended) {
    super(appended.outcome);
  }
}

/**
 * Appends a version in one transaction. What others could change at the same moment is locked in one order: subjects by
 * name, then the context that hands out ids. A unique constraint that is violated is a race that was lost.
 */
export async function append(database: Database, next: NewVersion, change: Change): Promise<Appended> {
  try {
    return await database.$transaction((tx) => appendVersion(tx, next, change));
  } catch (error) {
    if (error instanceof Refusal) return error.appended;
    throw error;
  }
}

async function appendVersion(tx: DatabaseTransaction, next: NewVersion, change: Change): Promise<Appended> {
  const { subject } = next;
  const references = next.schema.references.map((one) => ({ ...one, subject: qualifyFrom(subject, one.subject) }));
  const before = await lockSubjects(tx, next, references, change);
  await requireReferences(tx, references);
  const context = contextOf(subject);
  const { id, guid } = await schemaFor(tx, context, next, references, change);
  const version = next.version ?? before.lastVersion + 1;
  await keepVersion(tx, next, { context, id, version, lastVersion: before.lastVersion }, change);
  // One that is new was made with its first version.
  if (next.revision !== 0) await settleSubject(tx, subject, version, before);
  if (before.latestVersion === null) {
    await tx.subjectTerm.createMany({ data: termsOf(subject).map((term) => ({ term, subjectName: subject })) });
  }
  const from = before.latestVersion === null ? null : asJson({ version: before.latestVersion });
  await tx.auditEntry.create(auditEntry(change, 'version.registered', subject, from, asJson({ version, id })));
  return { outcome: 'appended', version, id, guid };
}

async function settleSubject(tx: DatabaseTransaction, name: string, version: number, before: Before): Promise<void> {
  const latestVersion = Math.max(before.latestVersion ?? 0, version);
  const lastVersion = Math.max(before.lastVersion, version);
  await tx.subject.updateMany({ where: { name }, data: { isLive: true, latestVersion, lastVersion } });
}

interface Before {
  latestVersion: number | null;
  lastVersion: number;
}

/** Answers where the subject stood; refuses as raced where that is not what was read. */
async function lockSubjects(
  tx: DatabaseTransaction,
  { subject, revision, version }: NewVersion,
  references: readonly Reference[],
  { at }: Change,
): Promise<Before> {
  let before: Before = { latestVersion: null, lastVersion: 0 };
  for (const name of [...new Set([subject, ...references.map((one) => one.subject)])].sort()) {
    if (name !== subject) await tx.subject.updateMany({ where: { name }, data: { revision: { increment: 0 } } });
    else if (revision === 0) await createSubject(tx, name, version ?? 1, at);
    else before = await claimSubject(tx, name, revision, at);
  }
  return before;
}

async function createSubject(tx: DatabaseTransaction, name: string, version: number, at: Date): Promise<void> {
  // Not 1: a subject that went and came back must not be taken for the one that somebody has read before.
  const revision = 1 + Math.floor(Math.random() * 2 ** 29);
  const stands = { isLive: true, latestVersion: version, lastVersion: version };
  await tx.subject.create({
    data: { name, context: contextOf(name), createdAt: at, updatedAt: at, revision, ...stands },
    select: { name: true },
  });
}

async function claimSubject(tx: DatabaseTransaction, name: string, revision: number, at: Date): Promise<Before> {
  const data = { revision: { increment: 1 }, updatedAt: at };
  const claimed = await tx.subject.updateManyAndReturn({ where: { name, revision }, data });
  const [row] = claimed;
  if (row === undefined) throw new Refusal({ outcome: 'raced' });
  return row;
}

/** Their subjects are locked, so that what is there now is there when this is committed. */
async function requireReferences(tx: DatabaseTransaction, references: readonly Reference[]): Promise<void> {
  for (const reference of references) {
    const where = { subjectName: reference.subject, version: reference.version, deletedAt: null };
    if ((await tx.schemaVersion.count({ where })) === 0) throw new Refusal({ outcome: 'reference-missing', reference });
  }
}

/** The schema's id: its own where the context has it, else the one that was given, else the next. */
async function schemaFor(
  tx: DatabaseTransaction,
  context: string,
  { schema, id }: NewVersion,
  references: readonly Reference[],
  { at }: Change,
): Promise<{ id: number; guid: string }> {
  const fingerprint = fingerprintOf(schema);
  const guid = guidOf(fingerprint);
  const known = await tx.schema.findUnique({
    where: { context_fingerprint: { context, fingerprint } },
    select: { id: true },
  });
  if (known !== null) {
    if (id !== null && id !== known.id) throw new Refusal({ outcome: 'has-id', id: known.id });
    return { id: known.id, guid };
  }
  const own = id === null ? await nextId(tx, context) : await givenId(tx, context, id);
  const { format, text, metadata, ruleSet } = schema;
  await tx.schema.create({
    data: {
      context,
      id: own,
      format,
      text,
      fingerprint,
      references: JSON.stringify(schema.references),
      metadata: asJson(metadata),
      ruleSet: asJson(ruleSet),
      createdAt: at,
    },
    select: { id: true },
  });
  const rows = references.map((one, position) => ({ ...one, position, context, schemaId: own }));
  if (rows.length > 0) await tx.schemaReference.createMany({ data: rows });
  return { id: own, guid };
}

async function nextId(tx: DatabaseTransaction, context: string): Promise<number> {
  const data = { nextId: { increment: 1 }, deletedAt: null };
  const [row] = await tx.registryContext.updateManyAndReturn({ where: { name: context }, data });
  if (row !== undefined) return row.nextId - 1;
  await tx.registryContext.create({ data: { name: context, nextId: 2 } });
  return 1;
}

async function givenId(tx: DatabaseTransaction, context: string, id: number): Promise<number> {
  const taken = await tx.schema.count({ where: { context, id } });
  if (taken > 0) throw new Refusal({ outcome: 'id-taken' });
  const [row] = await tx.registryContext.updateManyAndReturn({ where: { name: context }, data: { deletedAt: null } });
  if (row === undefined) await tx.registryContext.create({ data: { name: context, nextId: id + 1 } });
  else if (row.nextId <= id) await tx.registryContext.update({ where: { name: context }, data: { nextId: id + 1 } });
  return id;
}

interface Placed {
  context: string;
  id: number;
  version: number;
  lastVersion: number;
}

async function keepVersion(
  tx: DatabaseTransaction,
  { subject, version: given }: NewVersion,
  { context, id, version, lastVersion }: Placed,
  { at }: Change,
): Promise<void> {
  if (lastVersion > 0) {
    // What was deleted softly and comes back has the new number alone.
    const gone = { subjectName: subject, context, schemaId: id, deletedAt: { not: null }, version: { lte: version } };
    await tx.schemaVersion.deleteMany({ where: gone });
  }
  if (given !== null && given <= lastVersion) {
    const there = await tx.schemaVersion.count({ where: { subjectName: subject, version: given } });
    if (there > 0) throw new Refusal({ outcome: 'version-taken' });
  }
  await tx.schemaVersion.create({
    data: { subjectName: subject, version, context, schemaId: id, registeredAt: at },
    select: { version: true },
  });
}
