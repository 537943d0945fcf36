import { findPostgresql, startPostgresql, type PostgresqlServer } from '../../../test/servers/postgresql.js';
import { closeDatabase, openDatabase, statementsOf, type Database } from '../database/database.js';
import { lostRace } from './lost-race.js';
import { sql, type Sql } from './statements.js';

it.each([
  ['a unique key, as Prisma says it', { code: 'P2002' }],
  ['a foreign key, as Prisma says it', { code: 'P2003' }],
  ['a serialization failure of a raw statement', { code: 'P2010', meta: { code: '40001' } }],
  ['a deadlock beneath the adapter', { code: 'P2010', meta: { driverAdapterError: { cause: { code: '40P01' } } } }],
  ['what has a lost race for a cause', new Error('The import failed.', { cause: { originalCode: '40P01' } })],
])('takes %s for a lost race', (_, error) => expect(lostRace(error)).toBe(true));

it.each([
  ['nothing', undefined],
  ['a text', 'P2002'],
  [
    'a lock that was waited for too long',
    { code: 'P2010', meta: { driverAdapterError: { cause: { code: '55P03' } } } },
  ],
  ['a mistake in a statement', { code: 'P2010', meta: { code: '42601' } }],
  ['a store that is away', { code: 'ECONNREFUSED' }],
])('does not take %s for one', (_, error) => expect(lostRace(error)).toBe(false));

const postgresqlBin = findPostgresql();
(postgresqlBin === null ? describe.skip : describe)('on PostgreSQL', () => {
  let server: PostgresqlServer;
  let database: Database;
  beforeAll(async () => {
    server = await startPostgresql(postgresqlBin!);
    database = await openDatabase({ databaseUrl: await server.createDatabase(), dataDir: '' });
    for (const name of ['.a', '.b']) await database.registryContext.create({ data: { name } });
  });
  afterAll(async () => {
    await closeDatabase(database);
    await server.stop();
  });

  /** Two that lock the same rows in opposite orders, each after the other has its first. */
  async function deadlock(act: (lock: string, then: () => Promise<void>, next: string) => Promise<unknown>) {
    let there = 0;
    let go: () => void;
    const both = new Promise<void>((resolve) => (go = resolve));
    const meet = () => {
      if (++there === 2) go();
      return both;
    };
    const results = await Promise.allSettled([act('.a', meet, '.b'), act('.b', meet, '.a')]);
    return results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  }

  const touch = (name: string): Sql => sql`UPDATE "RegistryContext" SET "nextId" = "nextId" WHERE "name" = ${name}`;

  it('a deadlock of raw statements is a lost race', async () => {
    const errors = await deadlock((first, meet, second) =>
      statementsOf(database).transaction(async (tx) => {
        await tx.all(touch(first));
        await meet();
        await tx.all(touch(second));
      }),
    );
    expect(errors).toHaveLength(1);
    expect(String(errors[0])).toContain('deadlock detected');
    expect(lostRace(errors[0])).toBe(true);
  });

  it("a deadlock of Prisma's statements is one too", async () => {
    const errors = await deadlock((first, meet, second) =>
      database.$transaction(async (tx) => {
        await tx.registryContext.update({ where: { name: first }, data: { nextId: 2 } });
        await meet();
        await tx.registryContext.update({ where: { name: second }, data: { nextId: 2 } });
      }),
    );
    expect(errors.map(lostRace)).toEqual([true]);
  });

  it('so is a version of a schema that somebody took away for good', async () => {
    const insert = sql`
      INSERT INTO "SchemaVersion" ("subjectName", "version", "context", "schemaId", "registeredAt")
      VALUES ('a', 1, '.', 99, ${new Date()})`;
    await database.subject.create({ data: { name: 'a', createdAt: new Date(), updatedAt: new Date() } });
    const error: unknown = await statementsOf(database)
      .all(insert)
      .catch((one: unknown) => one);
    expect(String(error)).toContain('SchemaVersion_context_schemaId_fkey');
    expect(lostRace(error)).toBe(true);
  });
});
