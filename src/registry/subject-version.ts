import type { Format } from '../contracts/source.js';
import type { Metadata, RuleSet } from './data-contract.js';

/** What a schema refers to: its own name for it, and the version that is meant. */
export interface Reference {
  name: string;
  /** As it was registered: of the same context where it names none. */
  subject: string;
  /** -1 means the latest, and is resolved before it is stored. */
  version: number;
}

/** All that makes a schema what it is. */
export interface SchemaContent {
  format: Format;
  text: string;
  references: readonly Reference[];
  metadata: Metadata | null;
  ruleSet: RuleSet | null;
}

export interface StoredSchema extends SchemaContent {
  /** Begins with a dot; '.' is the default one. */
  context: string;
  /** The same schema has the same id under every subject of its context. */
  id: number;
  /** The same for the same schema in every context. */
  guid: string;
}

/** One version of one subject, with its schema. */
export interface SubjectVersion extends StoredSchema {
  /** Qualified. */
  subject: string;
  version: number;
  registeredAt: Date;
  /** Null for one that is in use. */
  deletedAt: Date | null;
}

/** Where a subject stands. */
export interface SubjectState {
  name: string;
  /** Whoever changes its versions names the revision it has read. */
  revision: number;
  /** The highest version that is not deleted; null where there is none. */
  latestVersion: number | null;
  /** The highest version, deleted ones too; 0 where there is none. */
  lastVersion: number;
}

/** Who makes a change, and when: it goes into the audit trail with the change itself. */
export interface Change {
  actor: string;
  at: Date;
}
