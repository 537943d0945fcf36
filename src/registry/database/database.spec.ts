import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../../test/servers/postgresql.js';
import { locateDatabase, openDatabase } from './database.js';
import { applyMigrations, knownMigrations, type Dialect } from './migrations.store.js';

const postgresqlBin = findPostgresql();
const everyDialect: Dialect[] = postgresqlBin === null ? ['sqlite'] : ['sqlite', 'postgresql'];

let dir: string;
let postgresql: PostgresqlServer | undefined;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-database-'));
  if (postgresqlBin !== null) postgresql = await startPostgresql(postgresqlBin);
});
afterAll(async () => {
  await postgresql?.stop();
  rmSync(dir, { recursive: true, force: true });
});

let databases = 0;
const freshUrl = async (dialect: Dialect): Promise<string> =>
  dialect === 'sqlite' ? `file:${join(dir, `${++databases}.db`)}` : postgresql!.createDatabase();

describe.each(everyDialect)('a %s database', (dialect) => {
  it('is migrated at the first start, and left alone at the second', async () => {
    const url = await freshUrl(dialect);
    const names = knownMigrations(dialect).map((migration) => migration.name);
    expect(await applyMigrations(dialect, url)).toEqual(names);
    expect(await applyMigrations(dialect, url)).toEqual([]);
  });

  it('is migrated once when several instances start at the same moment', async () => {
    const url = await freshUrl(dialect);
    const starts = await Promise.all([1, 2, 3].map(() => applyMigrations(dialect, url)));
    expect(starts.flat()).toEqual(knownMigrations(dialect).map((migration) => migration.name));
  });

  it('refuses to start when an applied migration was altered, and says which', async () => {
    const url = await freshUrl(dialect);
    await applyMigrations(dialect, url);
    const altered = mkdtempSync(join(dir, 'altered-'));
    cpSync('prisma/migrations', altered, { recursive: true });
    const first = readdirSync(join(altered, dialect)).sort()[0]!;
    writeFileSync(join(altered, dialect, first, 'migration.sql'), '-- nothing\n');
    await expect(applyMigrations(dialect, url, altered)).rejects.toThrow(
      `The migration ${first} was altered after it was applied to this database.`,
    );
  });

  it('keeps nothing of a migration that fails half way', async () => {
    const url = await freshUrl(dialect);
    const broken = mkdtempSync(join(dir, 'broken-'));
    cpSync('prisma/migrations', broken, { recursive: true });
    const name = '29990101000000_broken';
    cpSync(join(broken, dialect, knownMigrations(dialect)[0]!.name), join(broken, dialect, name), { recursive: true });
    writeFileSync(join(broken, dialect, name, 'migration.sql'), 'CREATE TABLE "half" (a INTEGER);\nNONSENSE;\n');
    await expect(applyMigrations(dialect, url, broken)).rejects.toThrow(/NONSENSE/);
    expect(await applyMigrations(dialect, url)).toEqual(knownMigrations(dialect).map((migration) => migration.name));
  });

  it('stores and answers what the models say', async () => {
    const url = await freshUrl(dialect);
    const database = await openDatabase({ databaseUrl: url, dataDir: dir });
    try {
      const at = new Date('2026-11-21T10:00:00.123Z');
      await database.$transaction(async (tx) => {
        await tx.subject.create({ data: { name: 'orders/created é 🙂', createdAt: at, updatedAt: at } });
        await tx.auditEntry.create({ data: { at, actor: 'anonymous', action: 'test', target: 'x', to: '{}' } });
      });
      const select = { name: true, createdAt: true, updatedAt: true };
      expect(await database.subject.findMany({ select })).toEqual([
        { name: 'orders/created é 🙂', createdAt: at, updatedAt: at },
      ]);
      const gone = database.$transaction(async (tx) => {
        await tx.subject.create({ data: { name: 'b', createdAt: at, updatedAt: at } });
        throw new Error('changed my mind');
      });
      await expect(gone).rejects.toThrow('changed my mind');
      expect(await database.subject.count()).toBe(1);
    } finally {
      await database.$disconnect();
    }
  });
});

it('does not gather file descriptors with the transactions on SQLite', async () => {
  const database = await openDatabase({ databaseUrl: await freshUrl('sqlite'), dataDir: dir });
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const at = new Date();
  const before = descriptors();
  for (let i = 0; i < 50; i++) {
    await database.$transaction((tx) =>
      tx.auditEntry.create({ data: { at, actor: 'anonymous', action: 'test', target: 'x' } }),
    );
  }
  expect(descriptors() - before).toBeLessThan(10);
  await database.$disconnect();
});

it('lets writes outside transactions wait for another connection that holds the lock', async () => {
  const url = await freshUrl('sqlite');
  const [one, other] = await Promise.all([1, 2].map(() => openDatabase({ databaseUrl: url, dataDir: dir })));
  const at = new Date();
  const entry = (target: string) => ({ data: { at, actor: 'anonymous', action: 'test', target } });
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => [
      one!.$transaction((tx) => tx.auditEntry.create(entry(`one ${i}`))),
      other!.auditEntry.create(entry(`other ${i}`)),
    ]).flat(),
  );
  expect(await one!.auditEntry.count()).toBe(40);
  await Promise.all([one!.$disconnect(), other!.$disconnect()]);
});

it('knows the dialect by the URL', () => {
  expect(locateDatabase('', '/data')).toEqual({ dialect: 'sqlite', url: 'file:/data/plumbline.db' });
  expect(locateDatabase('file:./x.db', '/data')).toEqual({ dialect: 'sqlite', url: 'file:./x.db' });
  expect(locateDatabase('postgresql://db/plumbline', '/data').dialect).toBe('postgresql');
  expect(() => locateDatabase('mysql://db/plumbline', '/data')).toThrow('databaseUrl must be empty, file:PATH or');
});
