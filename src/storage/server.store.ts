import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { ClickHouse, ClickHouseError, type QueryParams } from './click-house.js';
import { requestKeysOf } from './native/request-keys.js';

type Client = ReturnType<typeof createClient>;

const SETTINGS = { output_format_json_quote_64bit_integers: 1, max_execution_time: 60 } as const;

/** A ClickHouse server or cluster of the user's, over HTTP. The URL's path names the database, which must exist. */
export class ServerClickHouse extends ClickHouse {
  private constructor(
    private readonly client: Client,
    private readonly address: string,
  ) {
    super();
  }

  /** Connects and makes the tables. Rejects, naming the address without its password, when the server is away. */
  static async open(url: string, tables: readonly string[]): Promise<ServerClickHouse> {
    const { origin, pathname, username, password } = new URL(url);
    const database = decodeURIComponent(pathname.slice(1)) || 'default';
    const client = createClient({
      url: origin,
      database,
      ...(username !== '' && { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
      request_timeout: 65_000,
      clickhouse_settings: SETTINGS,
      // What it would log it also throws, and ours says who asked for what.
      log: { level: ClickHouseLogLevel.OFF },
    });
    const store = new ServerClickHouse(client, `${origin}/${database}`);
    try {
      await store.ping();
      for (const table of tables) await store.command(table);
    } catch (error) {
      await client.close();
      throw new ClickHouseError(`${(error as Error).message}. Check PLUMBLINE_CLICKHOUSE_URL.`, { cause: error });
    }
    return store;
  }

  async query<Row extends object>(sql: string, params?: QueryParams): Promise<Row[]> {
    return this.attempt(sql, async () => {
      const result = await this.client.query({ query: sql, format: 'JSONEachRow', query_params: { ...params } });
      return result.json<Row>();
    });
  }

  async command(sql: string, params?: QueryParams): Promise<void> {
    await this.attempt(sql, () => this.client.command({ query: sql, query_params: { ...params } }));
  }

  async insert(table: string, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    await this.attempt(`INSERT INTO ${table}`, () =>
      this.client.insert({ table, values: rows, format: 'JSONEachRow' }),
    );
  }

  async loadNative(table: string, files: readonly string[], options: { afterCrash: boolean }): Promise<void> {
    if (!options.afterCrash) {
      await this.post(`INSERT INTO ${table} FORMAT Native`, concatenated(files));
      return;
    }
    const [{ structure } = { structure: '' }] = await this.query<{ structure: string }>(
      `SELECT arrayStringConcat(groupArray(concat(name, ' ', type)), ', ') AS structure
       FROM (SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position)`,
      { table },
    );
    for (const file of files) {
      const requests = requestKeysOf(await readFile(file)).join(', ');
      const sql = `INSERT INTO ${table} SELECT * FROM input('${structure.replace(/[\\']/g, (mark) => `\\${mark}`)}')
        WHERE (request, row) NOT IN (SELECT request, row FROM ${table} WHERE request IN (${requests})) FORMAT Native`;
      await this.post(sql, createReadStream(file));
    }
  }

  async ping(): Promise<void> {
    const answer = await this.client.ping();
    if (!answer.success) throw this.failure('answer a ping', answer.error);
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async post(sql: string, body: Readable): Promise<void> {
    await this.attempt(sql, async () => {
      const { stream } = await this.client.exec({ query: sql, values: body });
      // The answer must be read to its end for the connection to be used again.
      for await (const _chunk of stream) continue;
    });
  }

  private async attempt<Result>(sql: string, run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      throw this.failure(`run "${sql.replace(/\s+/g, ' ').trim().slice(0, 80)}"`, error);
    }
  }

  private failure(attempt: string, error: unknown): ClickHouseError {
    const message =
      error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
    return new ClickHouseError(`ClickHouse at ${this.address} did not ${attempt}: ${message}`, { cause: error });
  }
}

function concatenated(files: readonly string[]): Readable {
  return Readable.from(
    (async function* read() {
      for (const file of files) yield* createReadStream(file);
    })(),
    { objectMode: false },
  );
}
