import Connection from 'libsql';
import { whenNotBusy } from '../database/sqlite.store.js';
import { sql, Statements, type Sql, type StatementRunner } from './statements.js';

type Prepared = ReturnType<Connection.Database['prepare']>;

/** There are as many texts as places in the code that write one; lists of values make a few of each. */
const MAX_PREPARED = 500;

const LAST_CHANGE = sql`SELECT MAX("id") AS "last" FROM "AuditEntry"`;

/** How long a transaction waits for others that can be committed with it: a commit waits for the disk, 1 to 4 ms. */
const GATHER_MS = 1;

interface Waiting {
  act(tx: StatementRunner): Promise<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Prepared statements on two connections: what is read never waits for what is written. Transactions that come together
 * are committed together, each behind a savepoint of its own, since the disk is what each would wait for.
 */
export class SqliteStatements extends Statements {
  private readonly reader: PreparedStatements;
  private readonly writer: PreparedStatements;
  private waiting: Waiting[] = [];
  private isWriting = false;

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
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ act, resolve: resolve as (result: unknown) => void, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  override holdRules(): Promise<void> {
    return Promise.resolve();
  }

  async stamp(): Promise<string> {
    const [row] = await this.all<{ last: number | null }>(LAST_CHANGE);
    return String(row?.last);
  }

  override close(): void {
    this.reader.close();
    this.writer.close();
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const group = this.waiting;
      this.waiting = [];
      await this.write(group);
    }
    this.isWriting = false;
  }

  /** Nobody is answered before the commit, also who was refused: it may have been for what another one wrote. */
  private async write(group: readonly Waiting[]): Promise<void> {
    try {
      await whenNotBusy(() => Promise.resolve(this.writer.execute('BEGIN IMMEDIATE')));
      const answers: (() => void)[] = [];
      for (const one of group) answers.push(await this.writeOne(one));
      this.writer.execute('COMMIT');
      for (const answer of answers) answer();
    } catch (error) {
      // A commit that failed (a full disk) would leave the connection inside the transaction for ever.
      this.writer.leaveTransaction();
      for (const { reject } of group) reject(error);
    }
  }

  private async writeOne({ act, resolve, reject }: Waiting): Promise<() => void> {
    this.writer.execute('SAVEPOINT "one"');
    try {
      const result = await act(this.writer);
      this.writer.execute('RELEASE "one"');
      return () => resolve(result);
    } catch (error) {
      this.writer.execute('ROLLBACK TO "one"; RELEASE "one"');
      return () => reject(error);
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

  leaveTransaction(): void {
    if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
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
