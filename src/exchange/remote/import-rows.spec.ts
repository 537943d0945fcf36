import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../../test/servers/postgresql.js';
import {
  closeDatabase,
  openDatabase,
  type Database,
  type DatabaseTransaction,
} from '../../registry/database/database.js';
import { PrismaSubjectsRepository } from '../../registry/store/prisma-subjects.repository.js';
import type { Reference, SchemaContent } from '../../registry/subject-version.js';
import { importRows, type Imported } from './import-rows.store.js';
import { rowsOf } from './remote-rows.js';

const source = 'http://old.example:8081';
const change = { actor: 'ada', at: new Date('2026-11-21T10:00:00.123Z') };
const toBase: Reference = { name: 'base.json', subject: 'base', version: 1 };

const content = (text: string, references: Reference[] = []): SchemaContent => ({
  format: 'JSON',
  text,
  references,
  metadata: null,
  ruleSet: null,
});

/** Version 1 of "user", schema 5. */
const rowsOfUser = (references: Reference[]) => {
  const found = { id: 5, schema: content('{"$ref":"base.json"}', references), registeredAt: change.at };
  return rowsOf('user', 1, false, found, change.at);
};

const bring = (database: Database, references: Reference[]): Promise<Imported> =>
  importRows(database, { source, target: 'user', rows: rowsOfUser(references), references }, change);

async function register(database: Database, subject: string) {
  const next = {
    subject,
    revision: 0,
    rules: null,
    version: null,
    id: null,
    schema: content(`{"title":"${subject}"}`),
  };
  expect((await new PrismaSubjectsRepository(database).append(next, change)).outcome).toBe('appended');
}

async function purge(database: Database, subject: string) {
  const subjects = new PrismaSubjectsRepository(database);
  for (const isPermanent of [false, true]) {
    const { revision } = (await subjects.state(subject))!;
    const removal = { subject, revision, rules: null, versions: [1], isPermanent };
    const removed = await subjects.remove(removal, change);
    if (removed.outcome !== 'removed') return removed;
  }
  return { outcome: 'removed' };
}

function itBringsRows(open: () => Promise<Database>): void {
  let database: Database;
  beforeEach(async () => (database = await open()));
  afterEach(() => closeDatabase(database));

  it('brings what refers to a version that is here, deleted softly too, and keeps that from being purged', async () => {
    await register(database, 'base');
    await database.schemaVersion.updateMany({ data: { deletedAt: change.at } });
    expect(await bring(database, [toBase])).toEqual({ outcome: 'added' });
    expect(await bring(database, [toBase])).toEqual({ outcome: 'same' });
    const { action, target, from, to } = (await database.auditEntry.findFirst({ orderBy: { id: 'desc' } }))!;
    expect({ action, target, from, to: JSON.parse(to!) }).toMatchObject({
      ...{ action: 'registry.imported', target: 'user', from: null },
      to: { source, schemas: { rows: 1, added: [{ id: 5 }] }, subjects: { rows: 1, added: [{ name: 'user' }] } },
    });
    const removal = { subject: 'base', rules: null, versions: [1], isPermanent: true };
    const subjects = new PrismaSubjectsRepository(database);
    const { revision } = (await subjects.state('base'))!;
    expect(await subjects.remove({ ...removal, revision }, change)).toEqual({ outcome: 'referenced', version: 1 });
  });

  it('brings nothing of what refers to a version that is gone', async () => {
    await register(database, 'base');
    await purge(database, 'base');
    expect(await bring(database, [toBase])).toEqual({
      outcome: 'clash',
      message: 'what it refers to is not here any more: version 1 of "base"',
    });
    expect(await database.schema.count()).toBe(0);
    expect((await database.registryContext.findMany())[0]).toMatchObject({ nextId: 2 });
  });

  it('shows a context again that was deleted before its first subject came', async () => {
    await register(database, 'base');
    await purge(database, 'base');
    await database.registryContext.update({ where: { name: '.' }, data: { nextId: 9, deletedAt: change.at } });
    const [, ...afterContext] = rowsOfUser([]);
    const arrival = { source, target: 'user', rows: afterContext, references: [] };
    expect(await importRows(database, arrival, change)).toEqual({ outcome: 'added' });
    expect(await database.registryContext.findMany()).toEqual([{ name: '.', nextId: 9, deletedAt: null }]);
  });
}

describe('an import on SQLite', () => {
  let dir: string;
  let databases = 0;
  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-import-rows-'))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  itBringsRows(() => openDatabase({ databaseUrl: `file:${join(dir, `${++databases}.db`)}`, dataDir: '' }));
});

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('an import on PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(async () => (server = await startPostgresql(postgresqlBin!)));
  afterAll(() => server.stop());
  const open = async () => openDatabase({ databaseUrl: await server.createDatabase(), dataDir: '' });
  itBringsRows(open);

  describe('beside another transaction', () => {
    let database: Database;
    beforeEach(async () => (database = await open()));
    afterEach(() => closeDatabase(database));

    /** Commits what `act` did once the import waits for it, or has not waited. */
    async function bringBeside(references: Reference[], act: (tx: DatabaseTransaction) => Promise<unknown>) {
      let importing: Promise<Imported>;
      await database.$transaction(async (tx) => {
        await act(tx);
        let isOver = false;
        importing = bring(database, references).finally(() => (isOver = true));
        while (!isOver && (await waiting()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      });
      return importing!;
    }
    async function waiting(): Promise<number> {
      const [row] = await database.$queryRaw<{ count: bigint }[]>`
        SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return Number(row!.count);
    }

    it('brings nothing that refers to a version that is being purged', async () => {
      await register(database, 'base');
      const imported = await bringBeside([toBase], async (tx) => {
        await tx.subject.updateMany({ where: { name: 'base' }, data: { revision: { increment: 1 } } });
        await tx.schemaVersion.deleteMany({ where: { subjectName: 'base' } });
      });
      expect(imported).toEqual({
        outcome: 'clash',
        message: 'what it refers to is not here any more: version 1 of "base"',
      });
    });

    it('takes back no id that a registration under way has taken', async () => {
      await register(database, 'base');
      const imported = await bringBeside([], (tx) =>
        tx.registryContext.update({ where: { name: '.' }, data: { nextId: 9 } }),
      );
      expect(imported).toEqual({ outcome: 'added' });
      expect(await database.registryContext.findMany({ select: { name: true, nextId: true } })).toEqual([
        { name: '.', nextId: 9 },
      ]);
    });
  });
});
