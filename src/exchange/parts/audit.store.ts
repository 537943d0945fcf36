import type { DatabaseTransaction } from '../../registry/database/database.js';
import { IMPORTS, type ArchivePart, type Judgement, type PartImport } from '../archive/archive-part.js';
import { readPages } from './read-pages.js';
import { AuditRow } from './row-shapes.js';

/**
 * The trail of what was done. It is taken over by a server whose own trail is empty, or is the beginning of this one as an
 * import that did not end leaves it; two trails are not mixed, and a server that has one keeps it.
 */
export const auditPart: ArchivePart<AuditRow> = {
  name: 'audit',
  row: AuditRow,
  keysOf: () => [],
  faultOf: () => null,

  async *read(tx) {
    for await (const page of readPages<Stored>((after, take) => entriesAfter(tx, after?.id ?? 0, take))) {
      yield page.map(rowOf);
    }
  },

  begin: () => new AuditImport(),
};

type Stored = Omit<AuditRow, 'at'> & { id: number; at: Date };

const entriesAfter = (tx: DatabaseTransaction, id: number, take: number): Promise<Stored[]> =>
  tx.auditEntry.findMany({ where: { id: { gt: id }, action: { notIn: IMPORTS } }, orderBy: { id: 'asc' }, take });

const rowOf = ({ at, actor, action, target, from, to }: Stored): AuditRow => ({
  at: at.toISOString(),
  actor,
  action,
  target,
  from,
  to,
});

/** Goes through both trails side by side. */
class AuditImport implements PartImport<AuditRow> {
  private afterId = 0;
  private state: 'alike' | 'ended' | 'different' = 'alike';

  async judge(tx: DatabaseTransaction, rows: readonly AuditRow[]): Promise<Judgement<AuditRow>[]> {
    const stored = this.state === 'alike' ? await entriesAfter(tx, this.afterId, rows.length) : [];
    return rows.map((row, i) => this.judgeOne(row, stored[i]));
  }

  private judgeOne(row: AuditRow, there: Stored | undefined): Judgement<AuditRow> {
    if (this.state === 'different') return 'skipped';
    if (there === undefined) {
      this.state = 'ended';
      return { add: row };
    }
    const asStored = rowOf({ ...row, id: there.id, at: new Date(row.at) });
    if (JSON.stringify(rowOf(there)) !== JSON.stringify(asStored)) {
      this.state = 'different';
      return 'skipped';
    }
    this.afterId = there.id;
    return 'same';
  }

  async write(tx: DatabaseTransaction, rows: readonly AuditRow[]): Promise<void> {
    await tx.auditEntry.createMany({ data: rows.map((row) => ({ ...row, at: new Date(row.at) })) });
  }
}
