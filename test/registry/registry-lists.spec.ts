import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../servers/postgresql.js';
import { openDatabase, type Database } from '../../src/registry/database/database.js';
import { applyMigrations } from '../../src/registry/database/migrations.store.js';
import { openSqlite } from '../../src/registry/database/sqlite.store.js';

/** The lists and look-ups of the repository as the database sees them. */
const STATEMENTS: [string, string][] = [
  ['live subjects, by page', `SELECT "name" FROM "Subject" WHERE "isLive" = true ORDER BY "name" LIMIT 100`],
  [
    'live subjects of a context by prefix',
    `SELECT "name" FROM "Subject" WHERE "context" = '.' AND "isLive" = true AND "name" >= 'a' AND "name" <= 'az' ORDER BY "name" LIMIT 100`,
  ],
  [
    'subjects by the beginning of a word',
    `SELECT DISTINCT "subjectName" FROM "SubjectTerm" WHERE "term" >= 'created' AND "term" <= 'createdz' AND "subjectName" > '' ORDER BY "subjectName" LIMIT 50`,
  ],
  [
    'versions of a subject',
    `SELECT "version" FROM "SchemaVersion" WHERE "subjectName" = 'a' AND "deletedAt" IS NULL ORDER BY "version"`,
  ],
  [
    'schemas by prefix',
    `SELECT "version" FROM "SchemaVersion" WHERE "subjectName" >= 'a' AND "subjectName" <= 'az' ORDER BY "subjectName", "version" LIMIT 100`,
  ],
  ['a schema by id', `SELECT "text" FROM "Schema" WHERE "context" = '.' AND "id" = 1`],
  [
    'a schema by fingerprint',
    `SELECT "id" FROM "Schema" WHERE "context" = '.' AND "fingerprint" >= 'ab' AND "fingerprint" < 'ab/'`,
  ],
  ['where a schema is used', `SELECT "version" FROM "SchemaVersion" WHERE "context" = '.' AND "schemaId" = 1`],
  ['what refers to a version', `SELECT "schemaId" FROM "SchemaReference" WHERE "subject" = 'a' AND "version" = 1`],
  ['the last change', `SELECT MAX("id") FROM "AuditEntry"`],
];

describe('no list or look-up scans a table', () => {
  let dir: string;
  let url: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-plans-'));
    url = `file:${join(dir, 'plans.db')}`;
    await applyMigrations('sqlite', url);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each(STATEMENTS)('%s, on SQLite', async (_, sql) => {
    const client = openSqlite(url);
    const { rows } = await client.execute(`EXPLAIN QUERY PLAN ${sql}`);
    client.close();
    const plan = rows.map((row) => String(row.detail));
    expect(plan.filter((step) => /^SCAN (?!.*COVERING INDEX)/.test(step))).toEqual([]);
    expect(plan.join()).toMatch(/SEARCH/);
  });
});

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('on PostgreSQL', () => {
  let server: PostgresqlServer;
  let database: Database;
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-plans-'));
    server = await startPostgresql(postgresqlBin!);
    database = await openDatabase({ databaseUrl: await server.createDatabase(), dataDir: dir });
  });
  afterAll(async () => {
    await database.$disconnect();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each(STATEMENTS)('%s reads a range of an index', async (_, sql) => {
    const rows = await database.$transaction(async (tx) => {
      // An empty table is scanned whatever there is; this asks whether it could be otherwise.
      await tx.$executeRawUnsafe('SET LOCAL enable_seqscan = off');
      return tx.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`);
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan/);
    expect(plan).toMatch(/Index/);
  });
});

it('keeps what was registered before there were contexts and deletions', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-older-'));
  const url = `file:${join(dir, 'older.db')}`;
  const first = 'prisma/migrations/sqlite/20261121150235_registry/migration.sql';
  const client = openSqlite(url);
  await client.executeMultiple(readFileSync(first, 'utf8'));
  await client.executeMultiple(`
    INSERT INTO "Schema" ("id", "format", "text", "fingerprint", "createdAt") VALUES (7, 'JSON', 'true', 'f', 0);
    INSERT INTO "Subject" VALUES ('Orders', 0, 0);
    INSERT INTO "SchemaVersion" VALUES ('Orders', 1, 7, 0);
    INSERT INTO "RegistryConfig" VALUES ('Orders', 'FULL', NULL, 0);`);
  const second = readFileSync(`prisma/migrations/sqlite/20261121185845_registry_api/migration.sql`, 'utf8');
  const transaction = await client.transaction('write');
  await transaction.executeMultiple(second);
  await transaction.commit();
  const rows = async (sql: string) => (await client.execute(sql)).rows.map((row) => Object.values(row));
  expect(await rows('SELECT "context", "id", "text" FROM "Schema"')).toEqual([['.', 7, 'true']]);
  expect(await rows('SELECT "name", "isLive", "latestVersion", "lastVersion" FROM "Subject"')).toEqual([
    ['Orders', 1, 1, 1],
  ]);
  expect(await rows('SELECT "subjectName", "version", "schemaId" FROM "SchemaVersion"')).toEqual([['Orders', 1, 7]]);
  expect(await rows('SELECT "scope", "level" FROM "RegistryConfig"')).toEqual([['Orders', 'FULL']]);
  expect(await rows('SELECT "name", "nextId" FROM "RegistryContext"')).toEqual([['.', 8]]);
  expect(await rows('SELECT "term" FROM "SubjectTerm"')).toEqual([['orders']]);
  client.close();
  rmSync(dir, { recursive: true, force: true });
});
