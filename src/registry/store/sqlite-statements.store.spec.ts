import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Connection from 'libsql';
import { sql, type StatementRunner } from './statements.js';
import { SqliteStatements } from './sqlite-statements.store.js';

let dir: string;
let statements: SqliteStatements;
let other: Connection.Database;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-statements-'));
  other = new Connection(join(dir, 'a b.db'));
  other.exec('PRAGMA journal_mode = WAL; CREATE TABLE "Note" ("text" TEXT PRIMARY KEY, "at" TEXT, "isRead" BOOLEAN)');
  statements = new SqliteStatements(`file:${join(dir, 'a b.db')}`);
});
afterEach(() => {
  statements.close();
  other.close();
  rmSync(dir, { recursive: true, force: true });
});

const add = (text: string) => (tx: StatementRunner) => tx.all(sql`INSERT INTO "Note" ("text") VALUES (${text})`);
const texts = async () =>
  (await statements.all<{ text: string }>(sql`SELECT "text" FROM "Note" ORDER BY 1`)).map((row) => row.text);

it('keeps all of a transaction or, where it throws, nothing', async () => {
  await statements.transaction(add('kept'));
  const refused = statements.transaction(async (tx) => {
    await add('half')(tx);
    throw new Error('no');
  });
  await expect(refused).rejects.toThrow('no');
  expect(await texts()).toEqual(['kept']);
});

it('commits together what comes together, and one that is refused takes nothing from the others', async () => {
  const outcomes = await Promise.allSettled([
    statements.transaction(add('a')),
    statements.transaction(add('a')),
    statements.transaction(add('b')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await texts()).toEqual(['a', 'b']);
});

it('answers nobody before another connection sees what was written', async () => {
  await Promise.all(
    ['a', 'b', 'c'].map(async (text) => {
      await statements.transaction(add(text));
      expect(other.prepare('SELECT "text" FROM "Note" WHERE "text" = ?').all([text])).toHaveLength(1);
    }),
  );
});

it('waits for another writer to end, and reads meanwhile what was there', async () => {
  other.exec('BEGIN IMMEDIATE');
  other.exec(`INSERT INTO "Note" ("text") VALUES ('other')`);
  let isDone = false;
  const written = statements.transaction(add('mine')).then(() => (isDone = true));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(isDone).toBe(false);
  expect(await texts()).toEqual([]);
  other.exec('COMMIT');
  await written;
  expect(await texts()).toEqual(['mine', 'other']);
});

it('stores dates and flags as Prisma does', async () => {
  const at = new Date('2026-01-02T03:04:05.678Z');
  await statements.transaction((tx) => tx.all(sql`INSERT INTO "Note" VALUES ('n', ${at}, ${true})`));
  expect(await statements.all(sql`SELECT "at", "isRead" FROM "Note"`)).toEqual([
    { at: '2026-01-02T03:04:05.678+00:00', isRead: 1 },
  ]);
});
