import { auditEntry } from '../../registry/store/audit-entry.js';
import type { Database, DatabaseTransaction } from '../../registry/database/database.js';
import type { Change } from '../../registry/subject-version.js';
import { REGISTRY_IMPORTED, type ArchivePart } from '../archive/archive-part.js';
import { auditedRows } from '../archive/audited-rows.js';
import { writeHolding } from '../parts/write-holding.store.js';

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

/** What is written together. */
export interface Arrival {
  /** The address of the registry that it came from. */
  source: string;
  /** What the audit trail says that it changes. */
  target: string;
  rows: readonly PartRow[];
  /** The versions that they refer to, their subjects with the context. */
  references: readonly { subject: string; version: number }[];
}

class Clash extends Error {}

/**
 * Writes rows that belong together in one transaction, as an archive would bring them; what is there already stays. What
 * they refer to must be here, deleted softly or not, and is held, so that nobody takes it away for good at that moment.
 */
export async function importRows(database: Database, arrival: Arrival, change: Change): Promise<Imported> {
  const what = arrival.rows.map(({ part, row }) => ({ part, rows: [row] }));
  const referenced = arrival.references.map(({ subject }) => subject);
  try {
    const added = await writeHolding(database, what, referenced, (tx) => write(tx, arrival, change));
    return { outcome: added ? 'added' : 'same' };
  } catch (error) {
    if (error instanceof Clash) return { outcome: 'clash', message: error.message };
    throw error;
  }
}

async function write(tx: DatabaseTransaction, arrival: Arrival, change: Change): Promise<boolean> {
  const { source, target, rows, references } = arrival;
  await requireReferences(tx, references);
  const added: Record<string, object> = {};
  for (const { part, row } of rows) {
    const session = part.begin();
    const [judgement] = await session.judge(tx, [row]);
    if (judgement === undefined || typeof judgement === 'string') continue;
    if ('clash' in judgement) throw new Clash(judgement.clash);
    await session.write(tx, [judgement.add], change);
    added[part.name] = auditedRows(part, [judgement.add]);
  }
  if (Object.keys(added).length === 0) return false;
  const to = JSON.stringify({ source, ...added });
  await tx.auditEntry.create(auditEntry(change, REGISTRY_IMPORTED, target, null, to));
  return true;
}

async function requireReferences(tx: DatabaseTransaction, references: Arrival['references']): Promise<void> {
  for (const { subject, version } of references) {
    const found = await tx.schemaVersion.count({ where: { subjectName: subject, version } });
    if (found === 0) throw new Clash(`what it refers to is not here any more: version ${version} of "${subject}"`);
  }
}
