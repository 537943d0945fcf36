import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../../test/servers/postgresql.js';
import type { Config } from '../../config/config.js';
import type { ContractRules } from '../contract-rules.js';
import { closeDatabase, openDatabase, type Database } from '../database/database.js';
import { DeletionService } from '../registration/deletion.service.js';
import { PrismaSubjectsRepository } from './prisma-subjects.repository.js';
import { SchemaCache } from '../schemas/schema-cache.service.js';
import { SettingsService } from '../settings.service.js';

const change = { actor: 'anonymous', at: new Date('2026-11-21T10:00:00.123Z') };
const postgresqlBin = findPostgresql();
const databases = postgresqlBin === null ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

describe.each(databases)('on %s', (kind) => {
  let dir: string;
  let server: PostgresqlServer | undefined;
  let database: Database;
  let subjects: PrismaSubjectsRepository;
  let settings: SettingsService;
  let deletions: DeletionService;
  /** Happens once, after a deletion has read the mode. */
  let meanwhile: () => Promise<unknown>;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-overlap-'));
    if (kind === 'PostgreSQL') server = await startPostgresql(postgresqlBin!);
    database = await openDatabase({ databaseUrl: (await server?.createDatabase()) ?? '', dataDir: dir });
    subjects = new PrismaSubjectsRepository(database);
    const cache = new SchemaCache(subjects);
    const rules = {
      deletionRefusal: async () => {
        const act = meanwhile;
        meanwhile = nothing;
        await act();
        return null;
      },
    } as unknown as ContractRules;
    settings = new SettingsService(subjects, rules, cache, { registry: { maxSchemaBytes: 1_000 } } as Config);
    deletions = new DeletionService(subjects, settings, cache, rules);
  });
  beforeEach(() => (meanwhile = nothing));
  afterAll(async () => {
    await closeDatabase(database);
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const nothing = () => Promise.resolve();
  async function append(subject: string, text: string) {
    const revision = (await subjects.state(subject))?.revision ?? 0;
    const schema = { format: 'JSON' as const, text, references: [], metadata: null, ruleSet: null };
    return subjects.append({ subject, revision, rules: null, version: null, id: null, schema }, change);
  }
  const live = async (subject: string) =>
    (await subjects.versionNumbers(subject, 'live')).map(({ version }) => version);

  it.each(['', 'read-only'])(
    'a deletion that read the mode of "%s" before it forbade it deletes nothing',
    async (scope) => {
      await append('read-only', 'true');
      meanwhile = () => subjects.saveMode(scope, 'READONLY', change);
      await expect(deletions.deleteSubject('read-only', false, change)).rejects.toMatchObject({ code: 42205 });
      expect(await live('read-only')).toEqual([1]);
      await subjects.deleteMode(scope, change);
      expect(await deletions.deleteSubject('read-only', false, change)).toEqual([1]);
      await deletions.deleteSubject('read-only', true, change);
    },
  );

  it('a deletion is decided anew where a level changed meanwhile', async () => {
    await append('level', 'true');
    meanwhile = () => subjects.saveSettings('level', { level: 'NONE' }, change);
    expect(await deletions.deleteVersion('level', 1, false, change)).toBe(1);
  });

  it('an import does not begin over a version that came while it cleared what was deleted', async () => {
    await append('cleared', 'true');
    await deletions.deleteSubject('cleared', false, change);
    meanwhile = () => append('cleared', 'true');
    await expect(settings.setMode('cleared', 'IMPORT', false, change)).rejects.toMatchObject({ code: 42205 });
    expect([await live('cleared'), await subjects.modes(['cleared'])]).toEqual([[2], [null]]);
  });

  if (kind === 'SQLite') return;

  /** Lets changes run until as many as `waiting` wait for a lock, with `table` locked against those that write it; then on. */
  async function whileLocked<T>(table: string, waiting: number, act: () => Promise<T>[]): Promise<T[]> {
    let acts: Promise<T>[] = [];
    await database.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`LOCK TABLE "${table}" IN SHARE MODE`);
      acts = act();
      for (let count = 0; count < waiting; await new Promise((resolve) => setTimeout(resolve, 5))) {
        const rows = await tx.$queryRaw<{ pid: number }[]>`SELECT DISTINCT pid FROM pg_locks WHERE NOT granted`;
        count = rows.length;
      }
    });
    return Promise.all(acts);
  }

  it('a mode is acknowledged once what was decided before it is deleted', async () => {
    await append('under-way', 'true');
    const order: string[] = [];
    // The deletion waits for the table of search terms, which a mode has no business with.
    await whileLocked('SubjectTerm', 2, () => {
      const deleting = deletions.deleteSubject('under-way', false, change).then(() => order.push('deleted'));
      const mode = waitingFor('SubjectTerm').then(() => subjects.saveMode('', 'READONLY', change));
      return [deleting, mode.then(() => order.push('acknowledged'))];
    });
    expect(order).toEqual(['deleted', 'acknowledged']);
    await subjects.deleteMode('', change);
  });

  async function waitingFor(table: string): Promise<void> {
    for (let rows: object[] = []; rows.length === 0; await new Promise((resolve) => setTimeout(resolve, 5))) {
      rows = await database.$queryRaw`
        SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE NOT l.granted AND c.relname = ${table}`;
    }
  }

  it('of two that take the last users of a schema for good, one takes the schema', async () => {
    for (const subject of ['last', 'other']) {
      await append(subject, '{"title":"shared"}');
      await deletions.deleteSubject(subject, false, change);
    }
    const { id } = (await subjects.history('last', 'both'))[0]!;
    // Each has deleted its version, and none has committed.
    const removed = await whileLocked('AuditEntry', 2, () =>
      ['last', 'other'].map((subject) => deletions.deleteSubject(subject, true, change)),
    );
    expect(removed).toEqual([[1], [1]]);
    expect(await subjects.schema('.', id)).toBeNull();
  });
});
