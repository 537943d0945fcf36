/** What a bound parameter may be; the SQL names its type as `{name:Type}`. */
export type QueryParams = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;

/**
 * The port to the telemetry store: one SQL dialect, embedded (chdb) or a server (`@clickhouse/client`).
 *
 * - Statements name tables without a database; the adapter has chosen it.
 * - 64-bit integers arrive as strings, dates as the statement formats them, FixedString only as `lower(hex(...))`.
 * - A failure rejects with `ClickHouseError`, whose message says what was attempted and the engine's own words.
 * - `src/storage/click-house.conformance.ts` runs against every adapter.
 */
export abstract class ClickHouse {
  /** Rows as plain objects, in the statement's order. Never interpolate a value into `sql`: bind it. */
  abstract query<Row extends object>(sql: string, params?: QueryParams): Promise<Row[]>;
  /** A statement without a result: DDL or an INSERT of few rows. */
  abstract command(sql: string, params?: QueryParams): Promise<void>;
  /** Rows as objects into a small table (alert samples, backlog samples); spans come by `loadNative`. */
  abstract insert(table: string, rows: readonly object[]): Promise<void>;
  /**
   * Loads files of Native blocks into `table`. With `afterCrash` the files may have been loaded before, in whole or in
   * part: rows whose (request, row) the table holds are left out.
   */
  abstract loadNative(table: string, files: readonly string[], options: { afterCrash: boolean }): Promise<void>;
  /** Resolves when the store answers; rejects with the reason when it does not. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}

export class ClickHouseError extends Error {
  override readonly name = 'ClickHouseError';
}
