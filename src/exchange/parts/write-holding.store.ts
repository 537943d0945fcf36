import { statementsOf, type Database, type DatabaseTransaction } from '../../registry/database.js';
import { untilWon } from '../../registry/lost-race.js';
import { join, sql } from '../../registry/statements.js';
import type { ArchivePart } from '../archive/archive-part.js';

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
export function writeHolding<T>(
  database: Database,
  what: readonly PartRows[],
  others: readonly string[],
  act: (tx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const rules = what.some(({ part }) => part.isOfRules === true) ? 'exclusive' : 'shared';
  const changed = what.flatMap(({ part, rows }) =>
    part.subjectChanged === undefined ? [] : rows.map(part.subjectChanged),
  );
  const subjects = [...new Set([...changed, ...others])].sort();
  return untilWon(() =>
    database.$transaction(async (tx) => {
      await statementsOf(database).holdRules({ all: (statement) => tx.$queryRaw(statement) }, rules);
      if (subjects.length > 0) {
        await tx.$executeRaw(sql`UPDATE "Subject" SET "revision" = "revision" WHERE "name" IN (${join(subjects)})`);
      }
      return act(tx);
    }),
  );
}
