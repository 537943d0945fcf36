import { statementsOf, type Database, type DatabaseTransaction } from '../../registry/database/database.js';
import { lostRace } from '../../registry/store/lost-race.js';
import { join, sql } from '../../registry/store/statements.js';
import type { ArchivePart } from '../archive/archive-part.js';

const MAX_ROUNDS = 20;

/** Rows of one part, judged and written together. */
export interface PartRows {
  part: ArchivePart;
  rows: readonly object[];
}

/**
 * One transaction in which rows are judged and written. Nobody changes meanwhile what they are judged by: held is in the
 * order of registrations, first the rules, then the subjects that the rows change, and `others` that they refer to. Where a
 * race was lost all of it is done anew.
 */
export async function writeHolding<T>(
  database: Database,
  what: readonly PartRows[],
  others: readonly string[],
  act: (tx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await database.$transaction(async (tx) => {
        await hold(database, tx, what, others);
        return act(tx);
      });
    } catch (error) {
      if (!lostRace(error) || round === MAX_ROUNDS) throw error;
    }
  }
}

async function hold(
  database: Database,
  tx: DatabaseTransaction,
  what: readonly PartRows[],
  others: readonly string[],
): Promise<void> {
  const rules = what.some(({ part }) => part.isOfRules === true) ? 'exclusive' : 'shared';
  await statementsOf(database).holdRules({ all: (statement) => tx.$queryRaw(statement) }, rules);
  const changed = what.flatMap(({ part, rows }) => rows.flatMap((row) => part.subjectChanged?.(row) ?? []));
  const subjects = [...new Set([...changed, ...others])].sort();
  if (subjects.length === 0) return;
  await tx.$executeRaw(sql`UPDATE "Subject" SET "revision" = "revision" WHERE "name" IN (${join(subjects)})`);
}
