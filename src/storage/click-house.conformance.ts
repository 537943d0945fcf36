import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClickHouse, ClickHouseError } from './click-house.js';
import { DictionaryColumn, FixedColumn, StringColumn, writeBlock } from './native/columns.js';

/** A small table with the columns that idempotent loading relies on; adapters under test are opened with it. */
export const CONFORMANCE_TABLES = [
  `CREATE TABLE IF NOT EXISTS conformance (request UInt64, row UInt32, name LowCardinality(String), note String)
   ENGINE = MergeTree ORDER BY (request, row)`,
];

/** What every adapter of the telemetry store promises; `open` gives an empty store, `folder` a place for files. */
export function describeClickHouse(adapter: string, open: () => Promise<ClickHouse>, folder: () => string): void {
  describe(`${adapter} as the telemetry store`, () => {
    let store: ClickHouse;
    const rows = (): Promise<object[]> =>
      store.query('SELECT toString(request) AS request, row, name, note FROM conformance ORDER BY request, row');

    beforeAll(async () => {
      store = await open();
    }, 60_000);
    beforeEach(() => store.command('TRUNCATE TABLE conformance'));
    afterAll(() => store.close());

    it('binds values, so that a quote in one is a character like any other', async () => {
      const params = { text: `O'Brien \\ "\n`, list: ['a', "b'c"], number: 7 };
      expect(
        await store.query(
          'SELECT {text:String} AS text, {list:Array(String)} AS list, {number:UInt8} AS number',
          params,
        ),
      ).toEqual([params]);
    });

    it('answers 64-bit integers as strings, since JavaScript has no number for them', async () => {
      expect(await store.query('SELECT toUInt64(18446744073709551615) AS big')).toEqual([
        { big: '18446744073709551615' },
      ]);
    });

    it('answers no rows for an empty result', async () => {
      expect(await rows()).toEqual([]);
    });

    it('inserts objects', async () => {
      await store.insert('conformance', [{ request: 1, row: 2, name: 'ü', note: 'line\nbreak' }]);
      expect(await rows()).toEqual([{ request: '1', row: 2, name: 'ü', note: 'line\nbreak' }]);
    });

    it('loads several Native files in one go', async () => {
      const files = [await blockFile(folder(), 'a', 1n, ['x', 'y']), await blockFile(folder(), 'b', 2n, ['z'])];
      await store.loadNative('conformance', files, { afterCrash: false });
      expect(await rows()).toEqual([row('1', 0, 'x'), row('1', 1, 'y'), row('2', 0, 'z')]);
    });

    it('leaves out the rows that a crash had let through, when files are loaded again', async () => {
      const whole = await blockFile(folder(), 'c', 3n, ['x', 'y', 'z']);
      await store.insert('conformance', [{ request: 3, row: 1, name: 'y', note: 'note y' }]);
      await store.loadNative('conformance', [whole], { afterCrash: true });
      await store.loadNative('conformance', [whole], { afterCrash: true });
      expect(await rows()).toEqual([row('3', 0, 'x'), row('3', 1, 'y'), row('3', 2, 'z')]);
    });

    it('says what it was asked and why the engine refused', async () => {
      const refused = store.query('SELECT * FROM nowhere');
      await expect(refused).rejects.toThrow(ClickHouseError);
      await expect(refused).rejects.toThrow(/SELECT \* FROM nowhere.*nowhere/s);
    });

    it('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}

function row(request: string, number: number, name: string): object {
  return { request, row: number, name, note: `note ${name}` };
}

async function blockFile(folder: string, file: string, request: bigint, names: readonly string[]): Promise<string> {
  const columns = [new FixedColumn('request', 'UInt64'), new FixedColumn('row', 'UInt32')] as const;
  const name = new DictionaryColumn('name');
  const note = new StringColumn('note');
  names.forEach((value, index) => {
    columns[0].values.uint64(Number(request));
    columns[1].values.uint32(index);
    name.add(value);
    note.values.text(`note ${value}`);
  });
  const path = join(folder, `${file}.native`);
  await writeFile(path, writeBlock([...columns, name, note], names.length));
  return path;
}
