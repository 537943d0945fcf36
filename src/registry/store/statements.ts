import { Prisma } from '../prisma/sqlite/client.js';

/** A statement with its values apart: `` sql`SELECT ${1}` ``. Write only what SQLite and PostgreSQL both understand. */
export const sql = Prisma.sql;
/** Values for a list: `` sql`IN (${join([1, 2])})` ``; at least one. */
export const join = Prisma.join;
/** A part that is left out. */
export const empty = Prisma.empty;
export type Sql = Prisma.Sql;

/** Where statements run: in a transaction, or each by itself. */
export interface StatementRunner {
  /** The rows that a statement answers; none for one that answers nothing. */
  all<Row extends object>(statement: Sql): Promise<Row[]>;
}

/**
 * SQL beneath Prisma, for the statements that look-ups, checks and registrations are made of: Prisma's way to one row
 * costs 0.3 to 0.6 ms of CPU, this one 5 to 30 µs on SQLite. Values are strings, numbers, booleans, dates and null;
 * a boolean may come back as 0 or 1, and a date as its text.
 */
export abstract class Statements implements StatementRunner {
  abstract all<Row extends object>(statement: Sql): Promise<Row[]>;

  /**
   * All of it or, where `act` throws, nothing. One writer at a time on SQLite, read committed on PostgreSQL: `act` must
   * wait for nothing but its statements.
   */
  abstract transaction<T>(act: (tx: StatementRunner) => Promise<T>): Promise<T>;

  /**
   * Until the transaction ends nobody changes modes and configuration (shared, for who decided by them), or nobody decides
   * by them (exclusive, for who changes them). To be asked for before any row. On SQLite there is one writer anyhow.
   */
  abstract holdRules(tx: StatementRunner, how: 'shared' | 'exclusive'): Promise<void>;

  /**
   * Where two are equal nothing was committed to the registry in between. Every change writes an audit entry, so on
   * SQLite, with its one writer, the last of them tells; on PostgreSQL, where commits overlap, what a reader can see does.
   */
  abstract stamp(): Promise<string>;

  abstract close(): void;
}
