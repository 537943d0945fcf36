import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Session } from 'chdb';
import { ClickHouse, ClickHouseError, type QueryParams } from './click-house.js';
import { requestKeysOf } from './native/request-keys.js';

const DATABASE = 'plumbline';

/** Memory and threads of an engine that shares the machine with the service it is part of. */
const SETTINGS = [
  '--output_format_json_quote_64bit_integers=1',
  '--max_memory_usage=2000000000',
  '--max_execution_time=60',
];

/** A load makes one part: one thread, and blocks squashed up to the whole of what is loaded. */
const LOAD_SETTINGS =
  'max_threads = 1, max_insert_threads = 1, min_insert_block_size_rows = 4000000, min_insert_block_size_bytes = 1073741824';

/** The engine keeps the memory of its last statements. Where none followed for so long, it is told to give it back. */
const IDLE_MS = 1_000;

/** ClickHouse within this process (chdb), its data under a folder of ours. One statement runs at a time. */
export class EmbeddedClickHouse extends ClickHouse {
  private idleTimer: NodeJS.Timeout | undefined;

  private constructor(private readonly session: Session) {
    super();
  }

  /** Opens or makes the store. Rejects when another process has it open, or the folder cannot be written. */
  static async open(folder: string, tables: readonly string[]): Promise<EmbeddedClickHouse> {
    const { Session } = await import('chdb');
    let session: Session;
    try {
      session = new Session(resolve(folder), { connectionArgs: SETTINGS });
    } catch (error) {
      throw new ClickHouseError(
        `Could not open the embedded telemetry store in ${resolve(folder)}: ${messageOf(error)}. ` +
          'Is another Plumbline running on this data folder? Set PLUMBLINE_DATA_DIR to give each its own.',
        { cause: error },
      );
    }
    const store = new EmbeddedClickHouse(session);
    await store.command(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
    await store.command(`USE ${DATABASE}`);
    for (const table of tables) await store.command(table);
    return store;
  }

  async query<Row extends object>(sql: string, params?: QueryParams): Promise<Row[]> {
    const text = await this.run(sql, params);
    return text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Row);
  }

  async command(sql: string, params?: QueryParams): Promise<void> {
    await this.run(sql, params);
  }

  async insert(table: string, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      const values = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
      await this.session.insert({ table: `${DATABASE}.${table}`, values, format: 'JSONEachRow' });
    } catch (error) {
      throw failure(`insert ${rows.length} rows into ${table}`, error);
    }
  }

  async loadNative(table: string, files: readonly string[], options: { afterCrash: boolean }): Promise<void> {
    if (!options.afterCrash) return this.load(table, files, '');
    for (const file of files) {
      const requests = requestKeysOf(await readFile(file)).join(', ');
      await this.load(
        table,
        [file],
        `WHERE (request, row) NOT IN (SELECT request, row FROM ${table} WHERE request IN (${requests}))`,
      );
    }
  }

  ping(): Promise<void> {
    // Statements run one after another: a probe must not wait behind a long one to learn that the store is open.
    return this.session.open
      ? Promise.resolve()
      : Promise.reject(new ClickHouseError('The embedded telemetry store is closed.'));
  }

  async close(): Promise<void> {
    const { drainPending } = await import('chdb');
    clearTimeout(this.idleTimer);
    this.session.close();
    await drainPending();
  }

  private async load(table: string, files: readonly string[], where: string): Promise<void> {
    const paths = files.map((file) => quote(resolve(file))).join(', ');
    const source = files.length === 1 ? `file(${paths}, 'Native')` : `file([${paths}], 'Native')`;
    await this.command(`INSERT INTO ${table} SELECT * FROM ${source} ${where} SETTINGS ${LOAD_SETTINGS}`);
  }

  private async run(sql: string, params?: QueryParams): Promise<string> {
    try {
      const options = { format: 'JSONEachRow' };
      const result =
        params === undefined
          ? await this.session.queryAsync(sql, options)
          : await this.session.queryBindAsync(sql, { ...params }, options);
      return result.text();
    } catch (error) {
      throw failure(firstWords(sql), error);
    } finally {
      this.giveMemoryBackWhenIdle();
    }
  }

  private giveMemoryBackWhenIdle(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      // Where it is refused, the engine only stays larger.
      if (this.session.open) this.session.queryAsync('SYSTEM JEMALLOC PURGE').catch(() => undefined);
    }, IDLE_MS);
    this.idleTimer.unref();
  }
}

function failure(attempt: string, error: unknown): ClickHouseError {
  return new ClickHouseError(`The telemetry store refused to ${attempt}: ${messageOf(error)}`, { cause: error });
}

function firstWords(sql: string): string {
  return `run "${sql.replace(/\s+/g, ' ').trim().slice(0, 80)}"`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A path as a ClickHouse string literal. */
function quote(text: string): string {
  return `'${text.replace(/[\\']/g, (mark) => `\\${mark}`)}'`;
}
