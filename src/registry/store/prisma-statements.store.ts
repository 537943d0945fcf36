import type { PrismaClient } from '../prisma/sqlite/client.js';
import { sql, Statements, type Sql, type StatementRunner } from './statements.js';

/** An advisory lock, since a scope that says nothing has no row to lock. Its number means these rules and nothing else. */
const HOLD_RULES = {
  shared: sql`SELECT 1 AS "held" FROM pg_advisory_xact_lock_shared(1886151523, 1)`,
  exclusive: sql`SELECT 1 AS "held" FROM pg_advisory_xact_lock(1886151523, 1)`,
};

/** By Prisma's connections, past its query compiler: PostgreSQL's way. */
export class PrismaStatements extends Statements {
  constructor(private readonly database: PrismaClient) {
    super();
  }

  all<Row extends object>(statement: Sql): Promise<Row[]> {
    return this.database.$queryRaw<Row[]>(statement);
  }

  transaction<T>(act: (tx: StatementRunner) => Promise<T>): Promise<T> {
    return this.database.$transaction((tx) => act({ all: (statement) => tx.$queryRaw(statement) }));
  }

  override async holdRules(tx: StatementRunner, how: 'shared' | 'exclusive'): Promise<void> {
    await tx.all(HOLD_RULES[how]);
  }

  async stamp(): Promise<string> {
    const [row] = await this.database.$queryRaw<{ stamp: string }[]>`SELECT pg_current_snapshot()::text AS "stamp"`;
    return String(row?.stamp);
  }

  /** The connections are Prisma's to close. */
  override close(): void {}
}
