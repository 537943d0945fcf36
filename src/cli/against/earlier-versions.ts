import type { RegisteredSchema } from '../../contracts/compatibility.js';
import type { Finding, Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import type { Format } from '../../contracts/source.js';
import type { LocalContract, LocalReference, ReferenceElsewhere } from '../sources/local-contract.js';

/** By which rules a contract is checked; null where nobody said so yet. */
export interface WantedRules {
  level: Level | null;
  policy: Policy | null;
}

export interface EarlierVersion extends RegisteredSchema {
  /** What it is called there: `3`, `main`. */
  label: string;
  /** What it was, where that was another subject, and whether another contract is that now; null where it is the same subject. */
  renamedFrom?: { subject: string; file: string; isTaken: boolean } | null;
  /** What it refers to that only a registry has. Absent where all that it refers to is here. */
  elsewhere?: readonly ReferenceElsewhere[];
}

/** What is there of a contract. */
export interface Earlier {
  level: Level;
  /** Null for the format's own. */
  policy: Policy | null;
  /** Oldest first: all where the level asks for all, else the newest alone; none where the contract is new. */
  versions: EarlierVersion[];
  /** What the same file was under another subject, of a contract that is new since somebody gave it its subject. */
  formerly?: EarlierVersion | null;
  /** Why one that seems new may be none. */
  notes?: Finding[];
  /** What is to be said of the rules, where there is something to compare. */
  notesOfRules?: Finding[];
}

/** A contract that was there and is not any more. */
export interface RemovedContract {
  subject: string;
  format: Format;
  file: string;
}

/** What contracts are checked against: a registry, a commit, a folder or a file. */
export interface EarlierVersions {
  /** In words for people, such as `git main (1a2b3c4)`. */
  readonly name: string;
  /** The subject decides, not the path. @throws CommandError where it cannot be told. */
  of(contract: LocalContract, wanted: WantedRules): Promise<Earlier>;
  /** A schema that only a registry has, by the manifest; null where it is not to be had here. */
  referenced(reference: LocalReference): Promise<RegisteredSchema | null>;
  /** What was there and stands now in files that are not named, so that it is not gone: to be checked with these contracts. Absent where nobody can tell. */
  moved?(contracts: readonly LocalContract[]): Promise<LocalContract[]>;
  /** What was there where these contracts come from, and is none of them. */
  removed(contracts: readonly LocalContract[]): Promise<RemovedContract[]>;
  /** What is to be said of the whole run, when it is over, in whole sentences. */
  notes?(): string[];
}

/** Confluent's own, for whom nobody set another. */
export const DEFAULT_LEVEL: Level = 'BACKWARD';
