import type { DatabaseTransaction } from '../../registry/database/database.js';
import { Prisma } from '../../registry/prisma/sqlite/client.js';

/** SQLite takes 32,766 values in a statement, and no statement here is to hold up the process for long. */
const MAX_VALUES = 4_000;

type Value = string | number | boolean | Date | null;

/** Makes rows that all have the same columns, past Prisma's compiler: that takes four times as long for as many. */
export async function insertRows(
  tx: DatabaseTransaction,
  table: 'Schema' | 'SchemaReference' | 'Subject' | 'SchemaVersion' | 'SubjectTerm',
  rows: readonly Record<string, Value>[],
): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const into = Prisma.raw(`INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES `);
  const atOnce = Math.floor(MAX_VALUES / names.length);
  for (let start = 0; start < rows.length; start += atOnce) {
    const values = rows.slice(start, start + atOnce).map((row) => names.map((name) => row[name]!));
    await tx.$executeRaw(Prisma.sql`${into}${Prisma.join(values.map((one) => Prisma.sql`(${Prisma.join(one)})`))}`);
  }
}
