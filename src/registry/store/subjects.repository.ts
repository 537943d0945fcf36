import type { Mode } from '../mode.js';
import type { Settings } from '../settings.js';
import type {
  Change,
  Reference,
  SchemaContent,
  StoredSchema,
  SubjectState,
  SubjectVersion,
} from '../subject-version.js';

/** Which of what was deleted softly is meant too. */
export type Deletion = 'live' | 'deleted' | 'both';

/** A page of a list; without a limit all that follows. */
export interface Page {
  offset?: number;
  limit?: number | undefined;
}

/** Which subjects: all whose name begins with `prefix`, of one context or (null) of every one. */
export interface SubjectFilter {
  context: string | null;
  prefix: string;
  deletion: Deletion;
}

/** What scopes said when they were read, as a whole. The times are as the store has them. */
export interface RulesSeen {
  scopes: readonly string[];
  settings: readonly { scope: string; updatedAt: Date | string }[];
  modes: readonly { scope: string; updatedAt: Date | string }[];
}

/** Configuration and mode of each scope, in their order; null for what says nothing. */
export interface Rules {
  settings: (Settings | null)[];
  modes: (Mode | null)[];
  seen: RulesSeen;
}

export interface NewVersion {
  subject: string;
  /** The revision of the subject that was read and decided upon; 0 for one that is not there. */
  revision: number;
  /** What was decided by; null where none of it matters. Where a scope says something else by now, the race is lost. */
  rules: RulesSeen | null;
  /** Null for one more than the highest. */
  version: number | null;
  /** Its references are resolved: each names a version. */
  schema: SchemaContent;
  /** Given only to import; else the next one is taken. */
  id: number | null;
}

/** What became of a version that was to be appended. */
export type Appended =
  | { outcome: 'appended'; version: number; id: number; guid: string }
  /** Somebody else changed the subject meanwhile: read it again and decide anew. */
  | { outcome: 'raced' }
  /** A version that it refers to is not there any more, or deleted softly. */
  | { outcome: 'reference-missing'; reference: Reference; isDeleted: boolean }
  /** The id that was given is another schema's. */
  | { outcome: 'id-taken' }
  /** The version that was given is there: the same schema, with another id. */
  | { outcome: 'has-id'; id: number }
  /** The version that was given is there, with another schema. */
  | { outcome: 'version-taken' }
  /** The context has given every number there is for an id, or the subject every one for a version. */
  | { outcome: 'no-ids-left' }
  | { outcome: 'no-versions-left' };

export interface Removal {
  subject: string;
  /** The revision that was read and decided upon. */
  revision: number;
  /** What was decided by; null where none of it matters. Where a scope says something else by now, the race is lost. */
  rules: RulesSeen | null;
  versions: readonly number[];
  /** Removes the rows, and schemas that nothing uses any more; else the versions are only marked. */
  isPermanent: boolean;
}

/** What became of versions that were to be removed. */
export type Removed =
  | { outcome: 'removed' }
  /** Somebody else changed the subject or a rule meanwhile. */
  | { outcome: 'raced' }
  /** Another schema refers to this version. */
  | { outcome: 'referenced'; version: number };

export interface ImportBeginning {
  scope: string;
  /** What was decided by; null where none of it matters. Where a scope says something else by now, the race is lost. */
  rules: RulesSeen | null;
  /** All subjects of the scope, none of them with a version in use, as they were decided upon. */
  deleted: readonly { name: string; revision: number }[];
}

/** What became of an import that was to begin: nothing was written but where it has. */
export type ImportBegun =
  | { outcome: 'begun' }
  /** A subject or a rule was changed meanwhile, or a subject came. */
  | { outcome: 'raced' }
  /** A schema that stays refers to this version. */
  | { outcome: 'referenced'; subject: string; version: number };

/**
 * The port to what the registry keeps. Subjects are named by their qualified names, scopes as in `scopesOf`. Names are in
 * the order of their code points. Each change and its audit entry are one transaction: both are there or neither. A change
 * that answers "raced" wrote nothing, since another one came first: see `untilWon`.
 * `subjects.conformance.ts` runs against every database.
 */
export abstract class SubjectsRepository {
  /** Null for a subject that was never there, or of which nothing is left. */
  abstract state(subject: string): Promise<SubjectState | null>;
  /** One version, deleted or not. */
  abstract version(subject: string, version: number): Promise<SubjectVersion | null>;
  /** The subject's versions, oldest first; without `deletion` those that are not deleted. */
  abstract history(subject: string, deletion?: Deletion): Promise<SubjectVersion[]>;
  /** The numbers alone, in order. */
  abstract versionNumbers(
    subject: string,
    deletion: Deletion,
    page?: Page,
  ): Promise<{ version: number; isDeleted: boolean }[]>;
  /** The subject's versions with the same content as this fingerprint of one, newest first, deleted ones too. */
  abstract versionsWith(subject: string, contentFingerprint: string): Promise<SubjectVersion[]>;
  /** The subject's versions that refer to others, newest first, deleted ones too. */
  abstract referringVersions(subject: string): Promise<SubjectVersion[]>;

  abstract subjects(filter: SubjectFilter, page?: Page): Promise<string[]>;
  /** Live subjects with a word that begins with `term`, after the name `after`; by name. */
  abstract search(term: string, page: { after: string | null; limit: number }): Promise<string[]>;
  /** How many versions of each are not deleted. */
  abstract countVersions(subjects: readonly string[]): Promise<Map<string, number>>;
  /** All versions of the subjects, by subject and version; with `latestOnly` one for each subject. */
  abstract schemas(filter: SubjectFilter & { latestOnly: boolean }, page?: Page): Promise<SubjectVersion[]>;

  abstract schema(context: string, id: number): Promise<StoredSchema | null>;
  /** One for each id that it has in each context. */
  abstract schemasByGuid(guid: string): Promise<StoredSchema[]>;
  /** Where a schema is used, by subject and version. */
  abstract usesOf(
    context: string,
    id: number,
    deletion: Deletion,
    page?: Page,
  ): Promise<{ subject: string; version: number }[]>;
  /** The schemas that refer to a version and are used by versions that are not deleted (or, for `both`, by any), by context and id. */
  abstract referrers(
    subject: string,
    version: number,
    deletion?: 'live' | 'both',
  ): Promise<{ context: string; id: number }[]>;
  /** The highest id of a context; 0 for none. */
  abstract highestId(context: string): Promise<number>;
  /** The default one first. */
  abstract contexts(page?: Page): Promise<string[]>;

  abstract append(version: NewVersion, change: Change): Promise<Appended>;
  /** With the last live version its subject's configuration and mode go too. */
  abstract remove(removal: Removal, change: Change): Promise<Removed>;
  /** False where it has subjects, deleted ones too. */
  abstract deleteContext(context: string, change: Change): Promise<boolean | 'raced'>;

  /** Settings and modes, and what shows whether they are still the same. */
  abstract rules(scopes: readonly string[]): Promise<Rules>;
  /** What each scope says itself, in their order; null for nothing. */
  abstract settings(scopes: readonly string[]): Promise<(Settings | null)[]>;
  /**
   * Sets what is `given` and leaves the rest as it is; null takes a setting back. Answers what the scope says now. `rules`
   * are what was decided by, for this and for `deleteSettings`: without them none of it matters.
   */
  abstract saveSettings(
    scope: string,
    given: Partial<Settings>,
    change: Change,
    rules?: RulesSeen,
  ): Promise<Settings | 'raced'>;
  /** Answers what was there; null for nothing. */
  abstract deleteSettings(scope: string, change: Change, rules?: RulesSeen): Promise<Settings | null | 'raced'>;
  /** The mode of each scope, in their order; null for none. */
  abstract modes(scopes: readonly string[]): Promise<(Mode | null)[]>;
  /** The scopes whose name begins with `prefix` and that have a mode of their own. */
  abstract scopesWithMode(prefix: string): Promise<string[]>;
  /** The scopes whose configuration says that they are another name, and of what. */
  abstract aliases(): Promise<{ scope: string; alias: string }[]>;
  /** `rules` are what was decided by: without them none of it matters. */
  abstract saveMode(scope: string, mode: Mode, change: Change, rules?: RulesSeen): Promise<'saved' | 'raced'>;
  /** Takes deleted subjects for good, with all that was said of them, and sets the mode of import. */
  abstract beginImport(beginning: ImportBeginning, change: Change): Promise<ImportBegun>;
  /** Answers what was there; null for nothing. */
  abstract deleteMode(scope: string, change: Change): Promise<Mode | null | 'raced'>;

  /** Where two are equal nothing was changed in between, by this instance or another. */
  abstract stamp(): Promise<string>;
  /** Resolves when the store answers. */
  abstract ping(): Promise<void>;
}
