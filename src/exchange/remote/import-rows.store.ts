import { auditEntry } from '../../registry/audit-entry.js';
import type { Database, DatabaseTransaction } from '../../registry/database.js';
import { lostRace } from '../../registry/lost-race.js';
import type { Change } from '../../registry/subject-version.js';
import { IMPORTED, type ArchivePart } from '../archive/archive-part.js';

const MAX_ROUNDS = 5;

/** What became of rows that came from another registry. */
export type Imported = { outcome: 'added' } | { outcome: 'same' } | { outcome: 'clash'; message: string };

/** A row and the part that it would have in an archive. */
export interface PartRow {
  part: ArchivePart;
  row: object;
}

export const partRow = <Row extends object>(part: ArchivePart<Row>, row: Row): PartRow => ({
  part: part as unknown as ArchivePart,
  row,
});

class Clash extends Error {}

/** Writes rows that belong together in one transaction, as an archive would bring them; what is there already stays. */
export async function importRows(
  database: Database,
  rows: readonly PartRow[],
  target: string,
  change: Change,
): Promise<Imported> {
  for (let round = 1; ; round++) {
    try {
      const added = await database.$transaction((tx) => write(tx, rows, target, change));
      return { outcome: added ? 'added' : 'same' };
    } catch (error) {
      if (error instanceof Clash) return { outcome: 'clash', message: error.message };
      if (!lostRace(error) || round === MAX_ROUNDS) throw error;
    }
  }
}

async function write(
  tx: DatabaseTransaction,
  rows: readonly PartRow[],
  target: string,
  change: Change,
): Promise<boolean> {
  const added: string[] = [];
  for (const { part, row } of rows) {
    const session = part.begin();
    const [judgement] = await session.judge(tx, [row]);
    if (judgement === undefined || typeof judgement === 'string') continue;
    if ('clash' in judgement) throw new Clash(judgement.clash);
    await session.write(tx, [judgement.add], change);
    added.push(part.name);
  }
  if (added.length === 0) return false;
  await tx.auditEntry.create(auditEntry(change, IMPORTED, target, null, JSON.stringify({ added })));
  return true;
}
