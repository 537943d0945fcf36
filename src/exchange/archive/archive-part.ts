import type { DatabaseTransaction } from '../../registry/database/database.js';
import type { Change } from '../../registry/subject-version.js';
import type { ArchiveLinks } from './archive-links.js';

/** What is to become of a row here: it is there already, is left out, comes (as far as it is new), or cannot come. */
export type Judgement<Row> = 'same' | 'skipped' | { add: Row } | { clash: string };

/** A row's place among those of its part; rows come in ascending order, texts by their code points. */
export type RowKey = readonly (string | number)[];

/** One import of one part. The pages come in the order of the archive. */
export interface PartImport<Row> {
  judge(tx: DatabaseTransaction, rows: readonly Row[]): Promise<Judgement<Row>[]>;
  /** Writes what `judge` has just called new, in the same transaction. */
  write(tx: DatabaseTransaction, rows: readonly Row[], change: Change): Promise<void>;
}

/**
 * One kind of what an archive holds. Each module contributes the parts of its own tables: see `ArchiveParts`. Ids stay what
 * they are, secrets are left out, and what another part's rows tell already is not said again.
 */
export interface ArchivePart<Row extends object = object> {
  readonly name: string;
  /** The JSON Schema of a row; each is checked against it before anything else. */
  readonly row: object;
  /** Pages of rows in the order of their keys; the same content gives the same rows. */
  read(tx: DatabaseTransaction): AsyncIterable<Row[]>;
  /** The keys that a row takes, in order; none where the place of a row is all that tells it from others. */
  keysOf(row: Row): RowKey[];
  /** Why a row cannot be, by itself or with what came before it; null where it can. */
  faultOf(row: Row, links: ArchiveLinks): string | null;
  /** The subject that a row tells of, where it means nothing without one: those of a subject without a version do not move. */
  subjectOf?(row: Row): string;
  /** The subject that a row changes: nobody else changes it from when the row is judged until it is written. */
  subjectChanged?(this: void, row: Row): string;
  /** Registrations decide by its rows: none is under way while they are written. */
  readonly isOfRules?: true;
  /** Its rows hold what people may have to delete for good: the audit trail tells their keys alone. */
  readonly isToldByKeys?: true;
  begin(): PartImport<Row>;
  /** What whoever imports must know or do once so many rows are there; a sentence. */
  noteOf?(added: number): string;
}

/** What the audit trail calls an import of an archive, and one from another registry. */
export const ARCHIVE_IMPORTED = 'archive.imported';
export const REGISTRY_IMPORTED = 'registry.imported';

/** What moves from server to server is not the trail of the moves: entries with these actions are not exported. */
export const IMPORTS = [ARCHIVE_IMPORTED, REGISTRY_IMPORTED];
