import { MAX_AUDITED_BYTES } from '../../registry/store/subject-rows.js';
import type { ArchivePart, RowKey } from './archive-part.js';

/** What the audit trail tells of the rows of one part that came. */
export type AuditedRows =
  | { rows: number }
  | { rows: number; added: readonly object[] }
  | { rows: number; keys: readonly RowKey[] }
  | { rows: number; first: RowKey; last: RowKey };

/**
 * The rows themselves; where those are over 16 KiB their keys (such as context and id), and where those are too the first and the
 * last key. The trail keeps all for ever. Of rows without keys, which are a trail themselves, it tells the number.
 */
export function auditedRows<Row extends object>(part: ArchivePart<Row>, added: readonly Row[]): AuditedRows {
  const rows = added.length;
  const keys = added.flatMap((row) => part.keysOf(row));
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return { rows };
  const told: AuditedRows[] =
    part.isToldByKeys === true
      ? [{ rows, keys }]
      : [
          { rows, added },
          { rows, keys },
        ];
  return told.find(isShort) ?? { rows, first, last };
}

const isShort = (told: AuditedRows): boolean => Buffer.byteLength(JSON.stringify(told)) <= MAX_AUDITED_BYTES;
