import type { Change, CompatibilitySettings, StoredSchema, SubjectVersion } from './subject-version.js';

export interface NewVersion {
  subject: string;
  /** The version it is to be: one more than the latest of the history it was checked against, 1 for none. */
  version: number;
  format: SubjectVersion['format'];
  text: string;
  /** The same for the same schema; see `fingerprintOf`. */
  fingerprint: string;
}

/**
 * The port to what the registry keeps. Each change and its audit entry are one transaction: both are there or neither.
 * `subjects.conformance.ts` runs against every database.
 */
export abstract class SubjectsRepository {
  /** The subject's versions, oldest first; empty for a subject that does not exist. */
  abstract history(subject: string): Promise<SubjectVersion[]>;
  /** The id of the new version's schema, or null where the history has grown meanwhile: read it again and decide anew. */
  abstract append(version: NewVersion, change: Change): Promise<number | null>;
  /** Every subject with a version, in the order of their names by UTF-16 code units. */
  abstract subjects(): Promise<string[]>;
  abstract schema(id: number): Promise<StoredSchema | null>;
  /** Where a schema is used, by subject and version. */
  abstract usesOf(schemaId: number): Promise<{ subject: string; version: number }[]>;
  /** The settings made for `subject`, '' for the global ones; null where nobody made any. */
  abstract settings(subject: string): Promise<CompatibilitySettings | null>;
  /**
   * Sets what is `given` and leaves the rest as it is; a level that was never made for `subject` becomes the one in
   * force. Answers the settings made for `subject` now.
   */
  abstract saveSettings(
    subject: string,
    given: Partial<CompatibilitySettings>,
    change: Change,
  ): Promise<CompatibilitySettings>;
  /** Answers what was there; null for nothing. */
  abstract deleteSettings(subject: string, change: Change): Promise<CompatibilitySettings | null>;
  /** Resolves when the store answers. */
  abstract ping(): Promise<void>;
}
