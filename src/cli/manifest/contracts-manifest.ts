import type { Policy } from '../../contracts/finding.js';
import type { RuleSetting } from '../../contracts/lint/lint.js';
import type { Level } from '../../contracts/level.js';
import type { Format } from '../../contracts/source.js';
import type { ContractMetadata } from '../sources/local-contract.js';

/** What `plumbline.contracts.yaml` says, with all paths relative to the root of the tree it was read from. */
export interface Manifest {
  /** Its own path, for messages. */
  path: string;
  entries: ManifestEntry[];
  /** What holds for files that no entry means; entries have it in themselves. */
  defaults?: ManifestDefaults;
  /** Severities of lint's rules, by id. */
  lint: Readonly<Record<string, RuleSetting>>;
}

export interface ManifestDefaults {
  /** A template. */
  subject: string | null;
  level: Level | null;
  policy: Policy | null;
  owner: string | null;
}

export interface ManifestEntry {
  /** A path, a folder or a glob, without a slash at its end. */
  file: string;
  message: string | null;
  /** A name or a template. */
  subject: string | null;
  format: Format | null;
  level: Level | null;
  policy: Policy | null;
  owner: string | null;
  metadata: ContractMetadata | null;
  references: ManifestReference[];
}

export interface ManifestReference {
  name: string;
  file: string | null;
  subject: string | null;
  version: number | null;
}

/** The names it may have. */
export const MANIFEST_NAMES = ['plumbline.contracts.yaml', 'plumbline.contracts.yml'] as const;
