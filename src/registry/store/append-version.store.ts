import { appendAudit } from './audit-entry.js';
import { registeredEvent, type ContractEvents } from '../contract-events.js';
import { fingerprintOf, fingerprintOfAnother, guidOf, rangeOfSame } from '../schemas/fingerprint.js';
import { whileUnchanged } from './rules-seen.store.js';
import { join, sql, type StatementRunner, type Statements } from './statements.js';
import { contextOf, qualifyFrom } from '../subject-name.js';
import { termsOf } from './subject-terms.js';
import { asJson } from './subject-rows.js';
import type { Change, Reference } from '../subject-version.js';
import type { Appended, NewVersion } from './subjects.repository.js';

/** What a whole number of the store holds at most: a context's next id stands there once all ids are given. */
const MAX_INT = 2 ** 31 - 1;

/** Thrown to leave a transaction with nothing of it kept. */
class Refusal extends Error {
  constructor(readonly appended: Appended) {
    super(appended.outcome);
  }
}

/**
 * Appends a version in one transaction. What others could change at the same moment is locked in one order: the rules,
 * then subjects by name, then the context that hands out ids. A row that somebody else made first is a race that was lost.
 */
export async function append(
  statements: Statements,
  next: NewVersion,
  change: Change,
  events: ContractEvents | null,
): Promise<Appended> {
  try {
    return await statements.transaction(async (tx) => {
      if (next.rules !== null) await statements.holdRules(tx, 'shared');
      const appended = await appendVersion(tx, next, change);
      if (appended.outcome === 'appended') await events?.recordWithin(tx, registeredEvent(next, appended, change));
      return appended;
    });
  } catch (error) {
    if (error instanceof Refusal) return error.appended;
    throw error;
  }
}

async function appendVersion(tx: StatementRunner, next: NewVersion, change: Change): Promise<Appended> {
  const { subject } = next;
  const references = next.schema.references.map((one) => ({ ...one, subject: qualifyFrom(subject, one.subject) }));
  const before = await lockSubjects(tx, next, references, change);
  const version = next.version ?? before.lastVersion + 1;
  if (version > MAX_INT) throw new Refusal({ outcome: 'no-versions-left' });
  await requireReferences(tx, references, next.id !== null);
  const context = contextOf(subject);
  const known = await idsOf(tx, context, fingerprintOf(next.schema));
  const { id, guid } = await schemaFor(tx, context, next, { known, references }, change);
  const replaces = await keepVersion(
    tx,
    next,
    { context, id, known, version, lastVersion: before.lastVersion },
    change,
  );
  // One that is new was made with its first version.
  if (next.revision !== 0) await settleSubject(tx, subject, version, before);
  if (before.latestVersion === null) {
    for (const term of termsOf(subject)) {
      await tx.all(sql`INSERT INTO "SubjectTerm" ("term", "subjectName") VALUES (${term}, ${subject})`);
    }
  }
  const from = before.latestVersion === null ? null : asJson({ version: before.latestVersion });
  const to = asJson({ version, id, ...(replaces.length > 0 ? { replaces } : {}) });
  await appendAudit(tx, change, { action: 'version.registered', target: subject, from, to });
  return { outcome: 'appended', version, id, guid };
}

async function settleSubject(tx: StatementRunner, name: string, version: number, before: Before): Promise<void> {
  const latestVersion = Math.max(before.latestVersion ?? 0, version);
  const lastVersion = Math.max(before.lastVersion, version);
  await tx.all(sql`
    UPDATE "Subject" SET "isLive" = true, "latestVersion" = ${latestVersion}, "lastVersion" = ${lastVersion}
    WHERE "name" = ${name}`);
}

interface Before {
  latestVersion: number | null;
  lastVersion: number;
}

/** Answers where the subject stood; refuses as raced where that is not what was read. */
async function lockSubjects(
  tx: StatementRunner,
  next: NewVersion,
  references: readonly Reference[],
  { at }: Change,
): Promise<Before> {
  const { subject, revision } = next;
  let before: Before = { latestVersion: null, lastVersion: 0 };
  for (const name of [...new Set([subject, ...references.map((one) => one.subject)])].sort()) {
    if (name !== subject) await tx.all(sql`UPDATE "Subject" SET "revision" = "revision" WHERE "name" = ${name}`);
    else if (revision === 0) await createSubject(tx, next, at);
    else before = await claimSubject(tx, next, at);
  }
  return before;
}

async function createSubject(tx: StatementRunner, { subject, version, rules }: NewVersion, at: Date): Promise<void> {
  // Not 1: a subject that went and came back must not be taken for the one that somebody has read before.
  const revision = 1 + Math.floor(Math.random() * 2 ** 29);
  const made = await tx.all(sql`
    INSERT INTO "Subject"
      ("name", "context", "createdAt", "updatedAt", "revision", "isLive", "latestVersion", "lastVersion")
    SELECT ${subject}, ${contextOf(subject)}, ${at}, ${at}, ${revision}, true, ${version ?? 1}, ${version ?? 1}
    WHERE ${rules === null ? ALWAYS : whileUnchanged(rules)}
    ON CONFLICT DO NOTHING RETURNING "name"`);
  requireMade(made);
}

async function claimSubject(tx: StatementRunner, next: NewVersion, at: Date): Promise<Before> {
  const { subject, revision, rules } = next;
  const [row] = await tx.all<Before>(sql`
    UPDATE "Subject" SET "revision" = "revision" + 1, "updatedAt" = ${at}
    WHERE "name" = ${subject} AND "revision" = ${revision} AND ${rules === null ? ALWAYS : whileUnchanged(rules)}
    RETURNING "latestVersion", "lastVersion"`);
  if (row === undefined) throw new Refusal({ outcome: 'raced' });
  return row;
}

const ALWAYS = sql`1 = 1`;

function requireMade(rows: readonly object[]): void {
  if (rows.length === 0) throw new Refusal({ outcome: 'raced' });
}

/**
 * Their subjects are locked, so that what is there now is there when this is committed. What is imported may refer to what
 * was deleted softly.
 */
async function requireReferences(
  tx: StatementRunner,
  references: readonly Reference[],
  isImported: boolean,
): Promise<void> {
  for (const reference of references) {
    const { subject, version } = reference;
    const [found] = await tx.all<{ deletedAt: unknown }>(sql`
      SELECT "deletedAt" FROM "SchemaVersion" WHERE "subjectName" = ${subject} AND "version" = ${version}`);
    const isDeleted = found !== undefined && found.deletedAt !== null;
    if (found === undefined || (isDeleted && !isImported))
      throw new Refusal({ outcome: 'reference-missing', reference, isDeleted });
  }
}

/** The ids that a schema has in a context, the lowest first. It has several where it was imported with them. */
async function idsOf(tx: StatementRunner, context: string, fingerprint: string): Promise<number[]> {
  const { gte, lt } = rangeOfSame(fingerprint);
  const rows = await tx.all<{ id: number }>(sql`
    SELECT "id" FROM "Schema"
    WHERE "context" = ${context} AND "fingerprint" >= ${gte} AND "fingerprint" < ${lt} ORDER BY "id"`);
  return rows.map(({ id }) => id);
}

/** Of several ids the one that the subject knows the schema by; else the lowest. */
async function idFor(
  tx: StatementRunner,
  subject: string,
  known: readonly number[],
  fingerprint: string,
): Promise<number | null> {
  const [lowest = null] = known;
  if (known.length < 2) return lowest;
  const { gte, lt } = rangeOfSame(fingerprint);
  const [own] = await tx.all<{ id: number }>(sql`
    SELECT s."id" FROM "SchemaVersion" v JOIN "Schema" s ON s."context" = v."context" AND s."id" = v."schemaId"
    WHERE v."subjectName" = ${subject} AND s."fingerprint" >= ${gte} AND s."fingerprint" < ${lt}
    ORDER BY v."version" DESC LIMIT 1`);
  return own?.id ?? lowest;
}

/** The schema's id: the one that was given, else its own where the context has it, else the next. */
async function schemaFor(
  tx: StatementRunner,
  context: string,
  { subject, schema, id }: NewVersion,
  { known, references }: { known: number[]; references: readonly Reference[] },
  { at }: Change,
): Promise<{ id: number; guid: string }> {
  const bare = fingerprintOf(schema);
  const guid = guidOf(bare);
  const kept = id === null ? await idFor(tx, subject, known, bare) : (known.find((one) => one === id) ?? null);
  if (kept !== null) return { id: kept, guid };
  const own = id === null ? await nextId(tx, context) : await givenId(tx, context, id);
  const fingerprint = known.length === 0 ? bare : fingerprintOfAnother(bare, own);
  const { format, text, metadata, ruleSet } = schema;
  const made = await tx.all(sql`
    INSERT INTO "Schema"
      ("context", "id", "format", "text", "fingerprint", "references", "metadata", "ruleSet", "createdAt")
    VALUES (${context}, ${own}, ${format}, ${text}, ${fingerprint}, ${JSON.stringify(schema.references)},
      ${asJson(metadata)}, ${asJson(ruleSet)}, ${at})
    ON CONFLICT DO NOTHING RETURNING "id"`);
  requireMade(made);
  for (const [position, { name, subject, version }] of references.entries()) {
    await tx.all(sql`
      INSERT INTO "SchemaReference" ("context", "schemaId", "position", "name", "subject", "version")
      VALUES (${context}, ${own}, ${position}, ${name}, ${subject}, ${version})`);
  }
  return { id: own, guid };
}

/** The row stays locked to the transaction's end: the next one sees either this id used, or hands it out itself. */
async function nextId(tx: StatementRunner, context: string): Promise<number> {
  const [row] = await tx.all<{ nextId: number }>(sql`
    INSERT INTO "RegistryContext" ("name", "nextId") VALUES (${context}, 2)
    ON CONFLICT ("name") DO UPDATE SET "nextId" = "RegistryContext"."nextId" + 1, "deletedAt" = NULL
      WHERE "RegistryContext"."nextId" < ${MAX_INT}
    RETURNING "nextId"`);
  if (row === undefined) throw new Refusal({ outcome: 'no-ids-left' });
  return row.nextId - 1;
}

async function givenId(tx: StatementRunner, context: string, id: number): Promise<number> {
  const next = Math.min(id + 1, MAX_INT);
  const [row] = await tx.all<{ nextId: number }>(sql`
    INSERT INTO "RegistryContext" ("name", "nextId") VALUES (${context}, ${next})
    ON CONFLICT ("name") DO UPDATE SET "deletedAt" = NULL RETURNING "nextId"`);
  const taken = await tx.all(sql`SELECT "id" FROM "Schema" WHERE "context" = ${context} AND "id" = ${id}`);
  if (taken.length > 0) throw new Refusal({ outcome: 'id-taken' });
  if (row!.nextId <= id) {
    await tx.all(sql`UPDATE "RegistryContext" SET "nextId" = ${next} WHERE "name" = ${context}`);
  }
  return id;
}

interface Placed {
  context: string;
  id: number;
  /** The ids of the same schema. */
  known: readonly number[];
  version: number;
  lastVersion: number;
}

/** Answers the numbers that the version had before, where it was deleted softly and comes back. */
async function keepVersion(
  tx: StatementRunner,
  { subject, version: given }: NewVersion,
  placed: Placed,
  { at }: Change,
): Promise<number[]> {
  const { context, id, known, version, lastVersion } = placed;
  const replaces = lastVersion > 0 && known.length > 0 ? await takeOver(tx, subject, placed) : [];
  if (given !== null && given <= lastVersion) {
    const [there] = await tx.all<{ id: number }>(
      sql`SELECT "schemaId" AS "id" FROM "SchemaVersion" WHERE "subjectName" = ${subject} AND "version" = ${given}`,
    );
    if (there !== undefined && known.includes(there.id)) throw new Refusal({ outcome: 'has-id', id: there.id });
    if (there !== undefined) throw new Refusal({ outcome: 'version-taken' });
  }
  const made = await tx.all(sql`
    INSERT INTO "SchemaVersion" ("subjectName", "version", "context", "schemaId", "registeredAt")
    VALUES (${subject}, ${version}, ${context}, ${id}, ${at}) ON CONFLICT DO NOTHING RETURNING "version"`);
  requireMade(made);
  return replaces;
}

/** What versions of the same schema that were deleted softly leave to the new one; answers their numbers that go. */
async function takeOver(
  tx: StatementRunner,
  subject: string,
  { context, id, known, version }: Placed,
): Promise<number[]> {
  const deleted = await tx.all<{ version: number }>(sql`
    SELECT "version" FROM "SchemaVersion" WHERE "subjectName" = ${subject} AND "context" = ${context}
      AND "schemaId" IN (${join(known)}) AND "deletedAt" IS NOT NULL AND "version" <= ${version}`);
  if (deleted.length === 0) return [];
  // It is the same schema: its samples are events of it under either number, also where the row of the old one stays.
  await tx.all(sql`
    UPDATE "ContractSample" SET "version" = ${version}
    WHERE "subject" = ${subject} AND "version" IN (${join(deleted.map((row) => row.version))})`);
  // What was deleted softly and comes back has the new number alone, but where a schema refers to the old one.
  const gone = await tx.all<{ version: number }>(sql`
    DELETE FROM "SchemaVersion" WHERE "subjectName" = ${subject} AND "context" = ${context} AND "schemaId" = ${id}
      AND "deletedAt" IS NOT NULL AND "version" <= ${version} AND ("version" = ${version} OR NOT EXISTS (
        SELECT 1 FROM "SchemaReference" r
        WHERE r."subject" = ${subject} AND r."version" = "SchemaVersion"."version"))
    RETURNING "version"`);
  const replaces = gone.map((row) => row.version).filter((one) => one !== version);
  return replaces.sort((a, b) => a - b);
}
