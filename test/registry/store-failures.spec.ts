import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase, type Database } from '../../src/registry/database/database.js';
import { openSqlite } from '../../src/registry/database/sqlite.store.js';
import { findPostgresql, startPostgresql } from '../servers/postgresql.js';
import { ask, json, startRegistry } from './registry-app.js';

const postgresqlBin = findPostgresql();

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const timeout = {
  status: 500,
  body: { error_code: 50002, message: 'The store did not answer in time. Nothing was changed; try again.' },
};

it('answers 50002 where another process keeps SQLite locked, and registers once it is free', async () => {
  const databaseUrl = `file:${join(dir, 'registry.db')}`;
  const registry = await startRegistry({ databaseUrl, dataDir: dir });
  const register = () => ask(`${registry.url}/subjects/a/versions`, 'POST', json({}));
  const other = openSqlite(databaseUrl);
  try {
    const lock = await other.transaction('write');
    expect(await register()).toEqual(timeout);
    await lock.rollback();
    expect(await register()).toMatchObject({ status: 200, body: { id: 1, version: 1 } });
  } finally {
    other.close();
    await registry.close();
  }
}, 40_000);

(postgresqlBin === null ? describe.skip : describe)('on PostgreSQL', () => {
  it('answers 50002 where it is locked, and 50001 where it is away', async () => {
    const postgresql = await startPostgresql(postgresqlBin!);
    const databaseUrl = await postgresql.createDatabase();
    const registry = await startRegistry({ databaseUrl, dataDir: dir });
    const register = () => ask(`${registry.url}/subjects/a/versions`, 'POST', json({}));
    const other = await openDatabase({ databaseUrl, dataDir: dir });
    try {
      await whileLocked(other, async () => expect(await register()).toEqual(timeout));
      expect(await register()).toMatchObject({ status: 200, body: { id: 1, version: 1 } });
      await postgresql.stop();
      for (const answer of [await register(), await ask(`${registry.url}/subjects`)]) {
        expect(answer).toEqual({
          status: 500,
          body: { error_code: 50001, message: 'The store failed: the log says how. Nothing was changed; try again.' },
        });
      }
    } finally {
      await closeDatabase(other);
      await registry.close();
      await postgresql.stop();
    }
  }, 60_000);
});

/** Keeps everybody else from the versions until the work is done. */
const whileLocked = (database: Database, work: () => Promise<void>) =>
  database.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe('LOCK TABLE "SchemaVersion" IN ACCESS EXCLUSIVE MODE');
      await work();
    },
    { timeout: 60_000 },
  );
