import type { Format } from '../contracts/source.js';
import type { Policy } from '../contracts/finding.js';
import type { Level } from '../contracts/level.js';

/** One version of one subject, with its schema. */
export interface SubjectVersion {
  subject: string;
  version: number;
  /** Global: the same schema has the same id under every subject. */
  id: number;
  format: Format;
  /** As it was registered. */
  text: string;
  registeredAt: Date;
}

export interface StoredSchema {
  id: number;
  format: Format;
  text: string;
}

/** What is asked of new versions. */
export interface CompatibilitySettings {
  level: Level;
  /** Null where nobody chose one; STRICT holds then. */
  policy: Policy | null;
}

/** A global setting that nobody has made; Confluent's default too. */
export const DEFAULT_SETTINGS: CompatibilitySettings = { level: 'BACKWARD', policy: null };

/** What is in force for a subject: what it does not say itself, the global settings say. Null for nothing made. */
export function settingsInForce(
  own: CompatibilitySettings | null,
  global: CompatibilitySettings | null,
): CompatibilitySettings {
  const base = global ?? DEFAULT_SETTINGS;
  return own === null ? base : { level: own.level, policy: own.policy ?? base.policy };
}

/** Who makes a change, and when: it goes into the audit trail with the change itself. */
export interface Change {
  actor: string;
  at: Date;
}
