import { PrismaLibSql } from '@prisma/adapter-libsql';

type Client = ReturnType<PrismaLibSql['createClient']>;
type Statement = Parameters<Client['execute']>[0];
type Execute = (statement: Statement) => ReturnType<Client['execute']>;
type ClientConfig = Parameters<PrismaLibSql['createClient']>[0];
type Transaction = Awaited<ReturnType<Client['transaction']>>;

/** How long a statement waits for another connection that holds the write lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** Of these, how long SQLite itself waits; the whole process stands still meanwhile. */
const BUSY_BLOCKING_MS = 20;
const BUSY_PAUSE_MS = 10;

/** A plain client, for the migrations. */
export function openSqlite(url: string): Client {
  const config = sqliteConfig(url);
  return new PrismaLibSql(config).createClient(config);
}

export function sqliteConfig(url: string): ClientConfig {
  return { url, timeout: BUSY_BLOCKING_MS };
}

/**
 * Tries again while another connection holds the write lock. Left to SQLite alone, waiting would hold the whole process,
 * and with it whoever in this process holds that lock.
 *
 * A statement that found the database busy stays in progress until it is collected, and a connection cannot commit while
 * it does: hence a new connection for each try. Never use it inside a transaction.
 */
export async function whenFree<T>(client: Client, attempt: () => Promise<T>): Promise<T> {
  return whenNotBusy(attempt, () => client.reconnect());
}

/** The same where a try leaves nothing behind. */
export async function whenNotBusy<T>(attempt: () => Promise<T>, onBusy: () => void = () => undefined): Promise<T> {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      // After the last try too: whoever comes next could not commit on this connection.
      onBusy();
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS * (1 + Math.random())));
    }
  }
}

const isBusy = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code?.startsWith('SQLITE_BUSY') ?? false;

/**
 * libSQL for Prisma with every transaction on the one connection, begun as a writer.
 *
 * The client of @libsql would open a new connection after each transaction and leave the old one, with its two file
 * descriptors, to the garbage collector. And a transaction that begins as a reader cannot become a writer once another
 * process has written: it fails at once instead of waiting. Sharing the connection is safe because Prisma's adapter
 * holds its lock from the beginning of a transaction to its end.
 *
 * SQLite's own default of synchronous = FULL stays: what was acknowledged survives a crash of the machine.
 */
export class SingleConnectionLibSql extends PrismaLibSql {
  override createClient(config: ClientConfig): Client {
    const client = super.createClient(config);
    const execute = client.execute.bind(client) as Execute;
    let isInTransaction = false;
    client.execute = (statement: Statement) =>
      isInTransaction ? execute(statement) : whenFree(client, () => execute(statement));
    client.transaction = async () => {
      await whenFree(client, () => execute('BEGIN IMMEDIATE'));
      isInTransaction = true;
      return openTransaction(execute, () => (isInTransaction = false));
    };
    return client;
  }
}

function openTransaction(execute: Execute, onEnd: () => void): Transaction {
  let isClosed = false;
  const end = async (statement: 'COMMIT' | 'ROLLBACK') => {
    isClosed = true;
    try {
      await execute(statement);
    } catch (error) {
      // A commit that failed (a full disk) would leave the connection inside the transaction for ever.
      if (statement === 'COMMIT') await execute('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      onEnd();
    }
  };
  return {
    execute: execute as Transaction['execute'],
    batch: () => Promise.reject(new Error('A batch inside a transaction is not supported.')),
    executeMultiple: () => Promise.reject(new Error('A script inside a transaction is not supported.')),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    close: () => {
      if (!isClosed) void end('ROLLBACK').catch(() => undefined);
    },
    get closed() {
      return isClosed;
    },
  };
}
