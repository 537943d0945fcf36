import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checksumOf, pendingMigrations, type AppliedMigration, type Migration } from './migrations.js';
import { openSqlite, whenFree } from './sqlite.store.js';

export type Dialect = 'sqlite' | 'postgresql';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));

/** The key Prisma's own tool locks: the two never migrate one database at the same time. */
const ADVISORY_LOCK_KEY = 72707369;

/** The table as Prisma's schema engine makes it, so that its tool reads and continues what was applied here. */
const RECORD_TABLE: Record<Dialect, string> = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "checksum" TEXT NOT NULL,
    "finished_at" DATETIME,
    "migration_name" TEXT NOT NULL,
    "logs" TEXT,
    "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
  )`,
  postgresql: `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`,
};

const APPLIED =
  'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at';

/** The migrations this version of Plumbline brings, in order. */
export function knownMigrations(dialect: Dialect, migrationsDir = MIGRATIONS_DIR): Migration[] {
  const dir = `${migrationsDir}/${dialect}`;
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(`${dir}/${name}/migration.sql`, 'utf8') }));
}

/**
 * Applies what is pending and records it, all or nothing, and answers the names of what it applied. Two instances may
 * call it at the same moment: the second waits for the first and then finds nothing to do.
 */
export async function applyMigrations(dialect: Dialect, url: string, migrationsDir?: string): Promise<string[]> {
  const known = knownMigrations(dialect, migrationsDir);
  return dialect === 'sqlite' ? migrateSqlite(url, known) : migratePostgresql(url, known);
}

async function migrateSqlite(url: string, known: readonly Migration[]): Promise<string[]> {
  const client = openSqlite(url);
  try {
    // Kept in the file. Readers and the one writer of several processes then do not wait for each other.
    await whenFree(client, () => client.execute('PRAGMA journal_mode = WAL'));
    const lock = await whenFree(client, () => client.transaction('write'));
    try {
      await lock.execute(RECORD_TABLE.sqlite);
      const applied = (await lock.execute(APPLIED)).rows as unknown as AppliedMigration[];
      const pending = pendingMigrations(known, applied);
      for (const migration of pending) {
        const startedAt = Date.now();
        await lock.executeMultiple(migration.sql);
        await lock.execute({
          sql: `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
                VALUES (?, ?, ?, ?, ?, 1)`,
          args: [randomUUID(), checksumOf(migration.sql), Date.now(), migration.name, startedAt],
        });
      }
      await lock.commit();
      return pending.map((migration) => migration.name);
    } finally {
      lock.close();
    }
  } finally {
    client.close();
  }
}

async function migratePostgresql(url: string, known: readonly Migration[]): Promise<string[]> {
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const adapter = await new PrismaPg({ connectionString: url, max: 1 }).connect();
  const connection = await adapter.underlyingDriver().connect();
  try {
    await connection.query('BEGIN');
    // Held until the transaction ends, whichever way: a crash leaves neither a lock nor half a migration behind.
    await connection.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK_KEY]);
    await connection.query(RECORD_TABLE.postgresql);
    const applied = (await connection.query<AppliedMigration>(APPLIED)).rows;
    const pending = pendingMigrations(known, applied);
    for (const migration of pending) {
      const startedAt = new Date();
      await connection.query(migration.sql);
      await connection.query(
        `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
         VALUES ($1, $2, $3, $4, $5, 1)`,
        [randomUUID(), checksumOf(migration.sql), new Date(), migration.name, startedAt],
      );
    }
    await connection.query('COMMIT');
    return pending.map((migration) => migration.name);
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    connection.release();
    await adapter.dispose();
  }
}
