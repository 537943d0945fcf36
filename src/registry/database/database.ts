import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { MigrationError } from './migrations.js';
import { applyMigrations, type Dialect } from './migrations.store.js';
import { PrismaStatements } from '../store/prisma-statements.store.js';
import { SingleConnectionLibSql, sqliteConfig } from './sqlite.store.js';
import { SqliteStatements } from '../store/sqlite-statements.store.js';
import type { StatementRunner, Statements } from '../store/statements.js';
import type { PrismaClient } from '../prisma/sqlite/client.js';

/**
 * The metadata store: Prisma's client. There are two of them, one a dialect, generated from the same models; SQLite's
 * type stands for both. Use only what both can do: no `mode: 'insensitive'`, no lists of scalars, no Json columns.
 *
 * `$transaction(async (tx) => ...)` is one writer at a time on SQLite and read committed on PostgreSQL: let a unique
 * constraint decide a race, and try again.
 */
export type Database = PrismaClient;
/** What a repository's method takes to run inside a transaction or outside. */
export type DatabaseTransaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** The Database, as a token that Nest can inject. */
export const DATABASE = Symbol('DATABASE');

// The first waits for a free connection (SQLite: for the one writer), the second bounds the transaction itself.
const TRANSACTION_OPTIONS = { maxWait: 10_000, timeout: 10_000 };

/** A statement outside of a transaction has no other bound: without one it would wait for a lock for ever. */
const LOCK_TIMEOUT_MS = 5_000;

/** Which database a `databaseUrl` means; '' is SQLite under the data directory. */
export function locateDatabase(databaseUrl: string, dataDir: string): { dialect: Dialect; url: string } {
  if (databaseUrl === '') return { dialect: 'sqlite', url: `file:${resolve(dataDir, 'plumbline.db')}` };
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return { dialect: 'postgresql', url: databaseUrl };
  if (databaseUrl.startsWith('file:')) return { dialect: 'sqlite', url: databaseUrl };
  throw new Error('databaseUrl must be empty, file:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE.');
}

const statements = new WeakMap<object, Statements>();

/** SQL on the same store, beneath Prisma. */
export const statementsOf = (database: Database): Statements => statements.get(database)!;

/** SQL beneath Prisma, inside a transaction of Prisma's. */
export const runnerOf = (tx: DatabaseTransaction): StatementRunner => ({ all: (statement) => tx.$queryRaw(statement) });

/** How long one state of the store may be read: on SQLite its log grows meanwhile, on PostgreSQL old rows stay. */
const SNAPSHOT_OPTIONS = { maxWait: 10_000, timeout: 3_600_000, isolationLevel: 'Serializable' } as const;

const snapshotClients = new WeakMap<object, () => Promise<Database>>();

/**
 * Lets `read` see one state of the store, whatever others write meanwhile, and without holding them up: on SQLite by a
 * connection of its own, since the other one belongs to the writer while a transaction lasts. It must not write.
 */
export async function readSnapshot<T>(database: Database, read: (tx: DatabaseTransaction) => Promise<T>): Promise<T> {
  const client = (await snapshotClients.get(database)?.()) ?? database;
  try {
    return await client.$transaction(read, SNAPSHOT_OPTIONS);
  } finally {
    if (client !== database) await client.$disconnect();
  }
}

/** Closes what `openDatabase` has opened. */
export async function closeDatabase(database: Database): Promise<void> {
  statements.get(database)?.close();
  await database.$disconnect();
}

/** Opens the store and brings it up to date. Rejects with MigrationError where it cannot be. */
export async function openDatabase(config: { databaseUrl: string; dataDir: string }): Promise<Database> {
  const { dialect, url } = locateDatabase(config.databaseUrl, config.dataDir);
  if (config.databaseUrl === '') mkdirSync(config.dataDir, { recursive: true });
  try {
    await applyMigrations(dialect, url);
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    const where = dialect === 'sqlite' ? url : `PostgreSQL at ${new URL(url).host}${new URL(url).pathname}`;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The metadata store cannot be opened: ${where}: ${reason}. Check PLUMBLINE_DATABASE_URL.`, {
      cause: error,
    });
  }
  const database = await (dialect === 'sqlite' ? openSqliteClient(url) : openPostgresqlClient(url));
  statements.set(database, dialect === 'sqlite' ? new SqliteStatements(url) : new PrismaStatements(database));
  if (dialect === 'sqlite') snapshotClients.set(database, () => openSqliteReader(url));
  return database;
}

async function openSqliteClient(url: string): Promise<Database> {
  const { PrismaClient } = await import('../prisma/sqlite/client.js');
  return new PrismaClient({
    adapter: new SingleConnectionLibSql(sqliteConfig(url)),
    transactionOptions: TRANSACTION_OPTIONS,
  });
}

/** Its transactions begin as readers, and read what was there then. */
async function openSqliteReader(url: string): Promise<Database> {
  const { PrismaClient } = await import('../prisma/sqlite/client.js');
  return new PrismaClient({ adapter: new PrismaLibSql(sqliteConfig(url)) });
}

async function openPostgresqlClient(url: string): Promise<Database> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('../prisma/postgresql/client.js'),
    import('@prisma/adapter-pg'),
  ]);
  const adapter = new PrismaPg({
    connectionString: url,
    max: 10,
    lock_timeout: LOCK_TIMEOUT_MS,
    connectionTimeoutMillis: LOCK_TIMEOUT_MS,
  });
  return new PrismaClient({ adapter, transactionOptions: TRANSACTION_OPTIONS }) as unknown as Database;
}
