import { createHash } from 'node:crypto';
import type { Format } from '../../contracts/source.js';
import type { Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import type { Metadata, RuleSet } from '../data-contract.js';
import { guidOf } from '../schemas/fingerprint.js';
import type { RegistryConfig, Schema, SchemaVersion } from '../prisma/sqlite/client.js';
import { NO_SETTINGS, type Settings } from '../settings.js';
import type { Reference, StoredSchema, SubjectVersion } from '../subject-version.js';

/** Rows as the database has them, to and from what the registry speaks of. */
export const asJson = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

const fromJson = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

/** What is read of a schema's row. */
export type SchemaRow = Omit<Schema, 'createdAt'>;

export function storedSchema(row: SchemaRow): StoredSchema {
  return {
    context: row.context,
    id: row.id,
    guid: guidOf(row.fingerprint),
    format: row.format as Format,
    text: row.text,
    references: JSON.parse(row.references) as Reference[],
    metadata: fromJson<Metadata>(row.metadata),
    ruleSet: fromJson<RuleSet>(row.ruleSet),
  };
}

export const subjectVersion = (row: SchemaVersion & { schema: Schema }): SubjectVersion => ({
  ...storedSchema(row.schema),
  subject: row.subjectName,
  version: row.version,
  registeredAt: row.registeredAt,
  deletedAt: row.deletedAt,
});

type Flag = 'normalize' | 'validateFields' | 'validateRules';

/** As Prisma has it, or as SQLite has it: with 0 and 1. */
export type SettingsRow = Omit<RegistryConfig, Flag> & Record<Flag, boolean | number | null>;

export const settingsOf = (row: SettingsRow): Settings => ({
  level: row.level as Level | null,
  policy: row.policy as Policy | null,
  compatibilityGroup: row.compatibilityGroup,
  alias: row.alias,
  normalize: flag(row.normalize),
  validateFields: flag(row.validateFields),
  validateRules: flag(row.validateRules),
  defaultMetadata: fromJson<Metadata>(row.defaultMetadata),
  overrideMetadata: fromJson<Metadata>(row.overrideMetadata),
  defaultRuleSet: fromJson<RuleSet>(row.defaultRuleSet),
  overrideRuleSet: fromJson<RuleSet>(row.overrideRuleSet),
});

const flag = (value: boolean | number | null): boolean | null => (value === null ? null : Boolean(value));

const IN_JSON = ['defaultMetadata', 'overrideMetadata', 'defaultRuleSet', 'overrideRuleSet'];

type SettingsColumns = Partial<Omit<RegistryConfig, 'scope' | 'updatedAt'>>;

/** The columns of what is given. */
export function settingsColumns(given: Partial<Settings>): SettingsColumns {
  const known = Object.entries(given).filter(([name]) => name in NO_SETTINGS);
  const columns = known.map(([name, value]) => [name, IN_JSON.includes(name) ? asJson(value as object | null) : value]);
  return Object.fromEntries(columns) as SettingsColumns;
}

/** The longest value that the audit trail holds whole. */
export const MAX_AUDITED_BYTES = 16 * 1024;

/** What is made, for the audit trail. What is large is told by its size and checksum: the trail keeps all for ever. */
export function madeSettings(settings: Settings | null): string | null {
  if (settings === null) return null;
  const made = Object.entries(settings).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(made.map(([name, value]) => [name, audited(value)])));
}

function audited(value: unknown): unknown {
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  return bytes <= MAX_AUDITED_BYTES ? value : { bytes, sha256: createHash('sha256').update(text).digest('hex') };
}
