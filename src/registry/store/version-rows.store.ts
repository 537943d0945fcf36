import type { Mode } from '../mode.js';
import type { Settings } from '../settings.js';
import { prefixRange } from './prefix-range.js';
import { empty, join, sql, type Sql, type StatementRunner } from './statements.js';
import { settingsOf, storedSchema, type SchemaRow, type SettingsRow } from './subject-rows.js';
import { DEFAULT_CONTEXT } from '../subject-name.js';
import type { StoredSchema, SubjectState, SubjectVersion } from '../subject-version.js';
import type { Page, SubjectFilter } from './subjects.repository.js';

/** What look-ups, checks and registrations read. Each is a row by its key, or a range of an index. */
export async function readState(statements: StatementRunner, subject: string): Promise<SubjectState | null> {
  const [row] = await statements.all<SubjectState>(
    sql`SELECT "name", "revision", "latestVersion", "lastVersion" FROM "Subject" WHERE "name" = ${subject}`,
  );
  return row ?? null;
}

export async function readSchema(
  statements: StatementRunner,
  context: string,
  id: number,
): Promise<StoredSchema | null> {
  const [row] = await statements.all<SchemaRow>(
    sql`SELECT * FROM "Schema" WHERE "context" = ${context} AND "id" = ${id}`,
  );
  return row === undefined ? null : storedSchema(row);
}

/** Names of subjects, in order: there may be 100,000 of them, and no object is made of each but its row. */
export async function readSubjects(statements: StatementRunner, filter: SubjectFilter, page?: Page): Promise<string[]> {
  const rows = await statements.all<{ name: string }>(sql`SELECT "name" ${fromSubjects(filter, page)}`);
  return rows.map(({ name }) => name);
}

/** What follows the columns in a statement that reads subjects by name: a range of an index, and no more than the page. */
function fromSubjects({ context, prefix, deletion }: SubjectFilter, { offset = 0, limit }: Page = {}): Sql {
  const { gte, lte } = prefixRange(prefix);
  return sql`
    FROM "Subject"
    WHERE "lastVersion" > 0
      ${context === null ? empty : sql`AND "context" = ${context}`}
      ${deletion === 'both' ? empty : sql`AND "isLive" = ${deletion === 'live'}`}
      ${prefix === '' ? empty : sql`AND "name" >= ${gte} AND "name" <= ${lte}`}
    ORDER BY "name" LIMIT ${limit ?? ALL} OFFSET ${offset}`;
}

/** The subject's versions for which a condition on `v` (SchemaVersion) and `s` (Schema) holds, by version. */
export async function readVersions(
  statements: StatementRunner,
  subject: string,
  condition: Sql,
  order: 'asc' | 'desc' = 'asc',
): Promise<SubjectVersion[]> {
  const rows = await statements.all<VersionRow>(sql`
    SELECT ${VERSION_COLUMNS}
    FROM "SchemaVersion" v JOIN "Schema" s ON s."context" = v."context" AND s."id" = v."schemaId"
    WHERE v."subjectName" = ${subject} AND ${condition} ${order === 'asc' ? ASCENDING : DESCENDING}`);
  return rows.map(versionOf);
}

/** The latest version of each subject, by subject; with deleted ones the highest that is there. A page is of subjects. */
export async function readLatestVersions(
  statements: StatementRunner,
  filter: SubjectFilter,
  page?: Page,
): Promise<SubjectVersion[]> {
  const latest =
    filter.deletion === 'live'
      ? sql`n."latestVersion"`
      : sql`(SELECT MAX(l."version") FROM "SchemaVersion" l WHERE l."subjectName" = n."name")`;
  const rows = await statements.all<VersionRow>(sql`
    SELECT ${VERSION_COLUMNS}
    FROM (SELECT "name", "latestVersion" ${fromSubjects(filter, page)}) n
      JOIN "SchemaVersion" v ON v."subjectName" = n."name" AND v."version" = ${latest}
      JOIN "Schema" s ON s."context" = v."context" AND s."id" = v."schemaId"
    ORDER BY v."subjectName"`);
  return rows.map(versionOf);
}

/** The schemas under this fingerprint in the contexts that are there, by context and id. */
export async function readSchemasLike(
  statements: StatementRunner,
  { gte, lt }: { gte: string; lt: string },
): Promise<SchemaRow[]> {
  return statements.all<SchemaRow>(sql`
    SELECT s.*
    FROM "RegistryContext" c
      JOIN "Schema" s ON s."context" = c."name" AND s."fingerprint" >= ${gte} AND s."fingerprint" < ${lt}
    WHERE c."deletedAt" IS NULL OR c."name" = ${DEFAULT_CONTEXT}
    ORDER BY s."context", s."id"`);
}

/** Both databases want a number where an offset stands. */
const ALL = 2 ** 31 - 1;

const ASCENDING = sql`ORDER BY v."version"`;
const DESCENDING = sql`ORDER BY v."version" DESC`;

const VERSION_COLUMNS = sql`v."subjectName", v."version", v."registeredAt", v."deletedAt", s."context", s."id", s."format",
  s."text", s."fingerprint", s."references", s."metadata", s."ruleSet"`;

interface VersionRow extends SchemaRow {
  subjectName: string;
  version: number;
  registeredAt: Date | string;
  deletedAt: Date | string | null;
}

const versionOf = (row: VersionRow): SubjectVersion => ({
  ...storedSchema(row),
  subject: row.subjectName,
  version: row.version,
  registeredAt: new Date(row.registeredAt),
  deletedAt: row.deletedAt === null ? null : new Date(row.deletedAt),
});

/** What each scope says itself, in the order of the scopes; null for one that says nothing. */
export async function readSettings(
  statements: StatementRunner,
  scopes: readonly string[],
): Promise<(Settings | null)[]> {
  const rows = await readSettingsRows(statements, scopes);
  const byScope = new Map(rows.map((row) => [row.scope, settingsOf(row)]));
  return scopes.map((scope) => byScope.get(scope) ?? null);
}

export const readSettingsRows = (statements: StatementRunner, scopes: readonly string[]): Promise<SettingsRow[]> =>
  statements.all(sql`SELECT * FROM "RegistryConfig" WHERE "scope" IN (${join([...scopes])})`);

/** The same of modes. */
export async function readModes(statements: StatementRunner, scopes: readonly string[]): Promise<(Mode | null)[]> {
  const rows = await readModeRows(statements, scopes);
  const byScope = new Map(rows.map(({ scope, mode }) => [scope, mode]));
  return scopes.map((scope) => byScope.get(scope) ?? null);
}

interface ModeRow {
  scope: string;
  mode: Mode;
  updatedAt: Date | string;
}

export const readModeRows = (statements: StatementRunner, scopes: readonly string[]): Promise<ModeRow[]> =>
  statements.all(sql`SELECT "scope", "mode", "updatedAt" FROM "RegistryMode" WHERE "scope" IN (${join([...scopes])})`);
