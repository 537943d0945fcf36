import { Inject, Injectable, Optional } from '@nestjs/common';
import { append } from './append-version.store.js';
import { beginImport } from './begin-import.store.js';
import { ContractEvents } from '../contract-events.js';
import { DATABASE, statementsOf, type Database } from '../database/database.js';
import { contentRange, guidOf, guidRange } from '../schemas/fingerprint.js';
import { lostRace } from './lost-race.js';
import type { Mode } from '../mode.js';
import { prefixRange } from './prefix-range.js';
import { deleteContext, remove } from './remove-versions.store.js';
import { deleteMode, deleteSettings, saveMode, saveSettings } from './scope.store.js';
import { readRules } from './rules-seen.store.js';
import type { Settings } from '../settings.js';
import { sql, type Sql, type Statements } from './statements.js';
import { contextOf, DEFAULT_CONTEXT } from '../subject-name.js';
import { storedSchema, subjectVersion } from './subject-rows.js';
import { sought } from './subject-terms.js';
import type { Change, StoredSchema, SubjectState, SubjectVersion } from '../subject-version.js';
import {
  SubjectsRepository,
  type Appended,
  type Deletion,
  type ImportBeginning,
  type ImportBegun,
  type NewVersion,
  type Page,
  type Removal,
  type Removed,
  type Rules,
  type RulesSeen,
  type SubjectFilter,
} from './subjects.repository.js';
import {
  readLatestVersions,
  readModes,
  readSchema,
  readSchemasLike,
  readSettings,
  readState,
  readSubjects,
  readVersions,
} from './version-rows.store.js';

/** SQLite and PostgreSQL; what writes is in files of its own. Each list is a range of an index: see the models. */
@Injectable()
export class PrismaSubjectsRepository extends SubjectsRepository {
  private readonly statements: Statements;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Optional() @Inject(ContractEvents) private readonly events: ContractEvents | null = null,
  ) {
    super();
    this.statements = statementsOf(database);
  }

  override state(subject: string): Promise<SubjectState | null> {
    return readState(this.statements, subject);
  }

  override async version(subject: string, version: number): Promise<SubjectVersion | null> {
    const [row] = await readVersions(this.statements, subject, sql`v."version" = ${version}`);
    return row ?? null;
  }

  override history(subject: string, deletion: Deletion = 'live'): Promise<SubjectVersion[]> {
    return readVersions(this.statements, subject, DELETED[deletion]);
  }

  override async versionNumbers(subject: string, deletion: Deletion, page?: Page) {
    const rows = await this.database.schemaVersion.findMany({
      where: { subjectName: subject, ...deleted(deletion) },
      orderBy: { version: 'asc' },
      select: { version: true, deletedAt: true },
      ...paged(page),
    });
    return rows.map(({ version, deletedAt }) => ({ version, isDeleted: deletedAt !== null }));
  }

  override versionsWith(subject: string, contentFingerprint: string): Promise<SubjectVersion[]> {
    const { gte, lt } = contentRange(contentFingerprint);
    const isSame = sql`s."context" = ${contextOf(subject)} AND s."fingerprint" >= ${gte} AND s."fingerprint" < ${lt}`;
    return readVersions(this.statements, subject, isSame, 'desc');
  }

  override referringVersions(subject: string): Promise<SubjectVersion[]> {
    return readVersions(this.statements, subject, sql`s."references" <> '[]'`, 'desc');
  }

  override subjects(filter: SubjectFilter, page?: Page): Promise<string[]> {
    return readSubjects(this.statements, filter, page);
  }

  override async search(term: string, { after, limit }: { after: string | null; limit: number }): Promise<string[]> {
    if (term === '') {
      const where = { isLive: true, ...(after === null ? {} : { name: { gt: after } }) };
      const rows = await this.database.subject.findMany({ where, orderBy: { name: 'asc' }, take: limit });
      return rows.map(({ name }) => name);
    }
    const { gte, lte } = prefixRange(sought(term));
    // Prisma would fetch the whole range and tell apart what is the same in memory.
    const found = await this.database.$queryRaw<{ subjectName: string }[]>`
      SELECT DISTINCT "subjectName" FROM "SubjectTerm"
      WHERE "term" >= ${gte} AND "term" <= ${lte} AND "subjectName" > ${after ?? ''}
      ORDER BY "subjectName" LIMIT ${limit}`;
    const names = found.map(({ subjectName }) => subjectName);
    const whole = term.toLowerCase();
    return sought(term) === whole ? names : names.filter((name) => name.toLowerCase().includes(whole));
  }

  override async countVersions(subjects: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.schemaVersion.groupBy({
      by: ['subjectName'],
      where: { subjectName: { in: [...subjects] }, deletedAt: null },
      _count: { _all: true },
    });
    return new Map(rows.map((row) => [row.subjectName, row._count._all]));
  }

  override async schemas(filter: SubjectFilter & { latestOnly: boolean }, page?: Page): Promise<SubjectVersion[]> {
    if (filter.latestOnly) return readLatestVersions(this.statements, filter, page);
    const { context, prefix, deletion } = filter;
    const rows = await this.database.schemaVersion.findMany({
      where: {
        ...inContext(context),
        ...deleted(deletion),
        ...(prefix === '' ? {} : { subjectName: prefixRange(prefix) }),
      },
      orderBy: [{ subjectName: 'asc' }, { version: 'asc' }],
      include: { schema: true },
      ...paged(page),
    });
    return rows.map(subjectVersion);
  }

  override schema(context: string, id: number): Promise<StoredSchema | null> {
    return readSchema(this.statements, context, id);
  }

  override async schemasByGuid(guid: string): Promise<StoredSchema[]> {
    const range = guidRange(guid);
    if (range === null) return [];
    const rows = await readSchemasLike(this.statements, range);
    return rows.filter(({ fingerprint }) => guidOf(fingerprint) === guid.toLowerCase()).map(storedSchema);
  }

  override async usesOf(context: string, id: number, deletion: Deletion, page?: Page) {
    const rows = await this.database.schemaVersion.findMany({
      where: { context, schemaId: id, ...deleted(deletion) },
      orderBy: [{ subjectName: 'asc' }, { version: 'asc' }],
      ...paged(page),
    });
    return rows.map((row) => ({ subject: row.subjectName, version: row.version }));
  }

  override referrers(
    subject: string,
    version: number,
    deletion: 'live' | 'both' = 'live',
  ): Promise<{ context: string; id: number }[]> {
    const isAny = deletion === 'both' ? 1 : 0;
    return this.statements.all(sql`
      SELECT DISTINCT r."context", r."schemaId" AS "id" FROM "SchemaReference" r
      WHERE r."subject" = ${subject} AND r."version" = ${version} AND EXISTS (
        SELECT 1 FROM "SchemaVersion" v
        WHERE v."context" = r."context" AND v."schemaId" = r."schemaId" AND (v."deletedAt" IS NULL OR 1 = ${isAny}))
      ORDER BY r."context", "id"`);
  }

  override async highestId(context: string): Promise<number> {
    const row = await this.database.schema.aggregate({ where: { context }, _max: { id: true } });
    return row._max.id ?? 0;
  }

  override async contexts(page?: Page): Promise<string[]> {
    const where = { OR: [{ deletedAt: null }, { name: DEFAULT_CONTEXT }] };
    const rows = await this.database.registryContext.findMany({ where, orderBy: { name: 'asc' }, ...paged(page) });
    return rows.map(({ name }) => name);
  }

  override append(version: NewVersion, change: Change): Promise<Appended> {
    return orRaced(append(this.statements, version, change, this.events), RACED);
  }

  override remove(removal: Removal, change: Change): Promise<Removed> {
    return orRaced(remove(this.database, removal, change), RACED);
  }

  override deleteContext(context: string, change: Change): Promise<boolean | 'raced'> {
    return orRaced(deleteContext(this.database, context, change), 'raced');
  }

  override rules(scopes: readonly string[]): Promise<Rules> {
    return readRules(this.statements, scopes);
  }

  override settings(scopes: readonly string[]): Promise<(Settings | null)[]> {
    return readSettings(this.statements, scopes);
  }

  override saveSettings(scope: string, given: Partial<Settings>, change: Change, rules: RulesSeen | null = null) {
    return orRaced(saveSettings(this.database, scope, given, change, rules), 'raced');
  }

  override deleteSettings(scope: string, change: Change, rules: RulesSeen | null = null) {
    return orRaced(deleteSettings(this.database, scope, change, rules), 'raced');
  }

  override modes(scopes: readonly string[]): Promise<(Mode | null)[]> {
    return readModes(this.statements, scopes);
  }

  override async scopesWithMode(prefix: string): Promise<string[]> {
    const where = prefix === '' ? {} : { scope: prefixRange(prefix) };
    const rows = await this.database.registryMode.findMany({
      where,
      select: { scope: true },
      orderBy: { scope: 'asc' },
    });
    return rows.map(({ scope }) => scope);
  }

  override async aliases(): Promise<{ scope: string; alias: string }[]> {
    const rows = await this.database.registryConfig.findMany({
      where: { alias: { not: null } },
      select: { scope: true, alias: true },
      orderBy: { scope: 'asc' },
    });
    return rows.flatMap(({ scope, alias }) => (alias === null || alias === '' ? [] : [{ scope, alias }]));
  }

  override saveMode(scope: string, mode: Mode, change: Change, rules: RulesSeen | null = null) {
    return orRaced(saveMode(this.database, scope, mode, change, rules), 'raced');
  }

  override beginImport(beginning: ImportBeginning, change: Change): Promise<ImportBegun> {
    return orRaced(beginImport(this.database, beginning, change), RACED);
  }

  override deleteMode(scope: string, change: Change) {
    return orRaced(deleteMode(this.database, scope, change), 'raced');
  }

  override stamp(): Promise<string> {
    return this.statements.stamp();
  }

  override async ping(): Promise<void> {
    await this.database.registryContext.count();
  }
}

const RACED = { outcome: 'raced' } as const;

const DELETED: Record<Deletion, Sql> = {
  live: sql`v."deletedAt" IS NULL`,
  deleted: sql`v."deletedAt" IS NOT NULL`,
  both: sql`1 = 1`,
};

const deleted = (deletion: Deletion): object =>
  deletion === 'both' ? {} : { deletedAt: deletion === 'live' ? null : { not: null } };

const inContext = (context: string | null): object => (context === null ? {} : { context });

const paged = ({ offset, limit }: Page = {}): { skip?: number; take?: number } => ({
  ...(offset === undefined || offset === 0 ? {} : { skip: offset }),
  ...(limit === undefined ? {} : { take: limit }),
});

async function orRaced<T, const R>(attempt: Promise<T>, raced: R): Promise<T | R> {
  try {
    return await attempt;
  } catch (error) {
    if (lostRace(error)) return raced;
    throw error;
  }
}
