import type { PrismaClient } from './prisma/sqlite/client.js';
import { Statements, type Sql, type StatementRunner } from './statements.js';

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

  async stamp(): Promise<string> {
    const [row] = await this.database.$queryRaw<{ stamp: string }[]>`SELECT pg_current_snapshot()::text AS "stamp"`;
    return String(row?.stamp);
  }

  /** The connections are Prisma's to close. */
  override close(): void {}
}
