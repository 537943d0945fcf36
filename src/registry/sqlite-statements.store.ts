import Connection from 'libsql';
import { whenNotBusy } from './sqlite.store.js';
import { sql, Statements, type Sql, type StatementRunner } from './statements.js';
import { Turns } from './turns.js';

type Prepared = ReturnType<Connection.Database['prepare']>;

/** There are as many texts as places in the code that write one; lists of values make a few of each. */
const MAX_PREPARED = 500;

const LAST_CHANGE = sql`SELECT MAX("id") AS "last" FROM "AuditEntry"`;

/** Prepared statements on two connections: what is read never waits for what is written. */
export class SqliteStatements extends Statements {
  private readonly reader: PreparedStatements;
  private readonly writer: PreparedStatements;
  private readonly turns = new Turns();

  /** @param url `file:PATH` of a database that is there. */
  constructor(url: string) {
    super();
    const path = decodeURIComponent(url.replace(/^file:(\/\/(?=\/))?/, ''));
    this.reader = new PreparedStatements(new Connection(path));
    this.writer = new PreparedStatements(new Connection(path));
  }

  all<Row extends object>(statement: Sql): Promise<Row[]> {
    return whenNotBusy(() => this.reader.all<Row>(statement));
  }

  transaction<T>(act: (tx: StatementRunner) => Promise<T>): Promise<T> {
    return this.turns.take('writer', () => this.write(act));
  }

  async stamp(): Promise<string> {
    const [row] = await this.all<{ last: number | null }>(LAST_CHANGE);
    return String(row?.last);
  }

  override close(): void {
    this.reader.close();
    this.writer.close();
  }

  private async write<T>(act: (tx: StatementRunner) => Promise<T>): Promise<T> {
    await whenNotBusy(() => Promise.resolve(this.writer.execute('BEGIN IMMEDIATE')));
    try {
      const result = await act(this.writer);
      this.writer.execute('COMMIT');
      return result;
    } catch (error) {
      this.writer.execute('ROLLBACK');
      throw error;
    }
  }
}

/** One connection, each text prepared once. */
class PreparedStatements implements StatementRunner {
  private readonly prepared = new Map<string, Prepared>();

  constructor(private readonly connection: Connection.Database) {}

  all<Row extends object>(statement: Sql): Promise<Row[]> {
    const prepared = this.prepare(statement.sql);
    const values = statement.values.map(asStored);
    if (prepared.reader) return Promise.resolve(prepared.all(values) as Row[]);
    prepared.run(values);
    return Promise.resolve([]);
  }

  execute(text: string): void {
    this.connection.exec(text);
  }

  close(): void {
    this.prepared.clear();
    this.connection.close();
  }

  private prepare(text: string): Prepared {
    const known = this.prepared.get(text);
    if (known !== undefined) return known;
    if (this.prepared.size >= MAX_PREPARED) this.prepared.clear();
    const prepared = this.connection.prepare(text);
    this.prepared.set(text, prepared);
    return prepared;
  }
}

/** As Prisma's adapter stores it. */
function asStored(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return typeof value === 'boolean' ? Number(value) : value;
}
