import { Session } from 'chdb';
import { ClickHouse, ClickHouseError, type QueryParams } from '../../src/storage/click-house.js';
import { TABLES } from '../../src/storage/tables.js';

const SETTINGS = 'output_format_json_quote_64bit_integers = 1';

/**
 * The engine inside this process with the telemetry tables in a temporary folder, for specs of SQL that are not about
 * the store's adapters. One a process, as the engine has it.
 */
export class ChdbClickHouse extends ClickHouse {
  private constructor(private readonly session: Session) {
    super();
  }

  static async open(): Promise<ChdbClickHouse> {
    const store = new ChdbClickHouse(new Session());
    await store.command('CREATE DATABASE IF NOT EXISTS plumbline');
    await store.command('USE plumbline');
    for (const table of TABLES) await store.command(table);
    return store;
  }

  override async query<Row extends object>(sql: string, params: QueryParams = {}): Promise<Row[]> {
    const text = await this.run(withSettings(sql), params);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  }

  override async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.run(sql, params);
  }

  override async insert(table: string, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    await this.session.insert({
      table,
      values: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
      format: 'JSONEachRow',
      settings: { date_time_input_format: 'best_effort' },
    });
  }

  override loadNative(): Promise<void> {
    return Promise.reject(new ClickHouseError('Loading files is for the adapters; specs insert rows.'));
  }

  override async ping(): Promise<void> {
    await this.command('SELECT 1');
  }

  override close(): Promise<void> {
    this.session.close();
    return Promise.resolve();
  }

  private async run(sql: string, params: QueryParams): Promise<string> {
    try {
      const result = await this.session.queryBindAsync(sql, params, { format: 'JSONEachRow' });
      return result.text();
    } catch (cause) {
      throw new ClickHouseError(`Could not run "${sql.slice(0, 200)}": ${String(cause)}`, { cause });
    }
  }
}

function withSettings(sql: string): string {
  return /\bSETTINGS\b/.test(sql) ? `${sql}, ${SETTINGS}` : `${sql} SETTINGS ${SETTINGS}`;
}
