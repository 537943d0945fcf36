import type { Policy } from '../contracts/finding.js';
import type { Level } from '../contracts/level.js';
import type { Metadata, RuleSet } from './data-contract.js';

/** What one scope says itself; null for what it leaves to the next wider one. */
export interface Settings {
  level: Level | null;
  policy: Policy | null;
  /** The metadata property whose value parts the versions that are compared with each other. */
  compatibilityGroup: string | null;
  /** The subject that this one is another name of; never inherited. */
  alias: string | null;
  normalize: boolean | null;
  validateFields: boolean | null;
  validateRules: boolean | null;
  defaultMetadata: Metadata | null;
  overrideMetadata: Metadata | null;
  defaultRuleSet: RuleSet | null;
  overrideRuleSet: RuleSet | null;
}

/** What holds for a subject: the level is always known. */
export type SettingsInForce = Settings & { level: Level };

export const NO_SETTINGS: Settings = {
  level: null,
  policy: null,
  compatibilityGroup: null,
  alias: null,
  normalize: null,
  validateFields: null,
  validateRules: null,
  defaultMetadata: null,
  overrideMetadata: null,
  defaultRuleSet: null,
  overrideRuleSet: null,
};

/** Where nobody has made any; Confluent's default too. */
export const DEFAULT_SETTINGS: SettingsInForce = { ...NO_SETTINGS, level: 'BACKWARD' };

/** What holds where the scopes say so, the nearest first: each setting is the first that is made. Null for none made. */
export function settingsInForce(scopes: readonly (Settings | null)[]): SettingsInForce {
  const [nearest, ...wider] = scopes;
  if (nearest === undefined) return DEFAULT_SETTINGS;
  const base = settingsInForce(wider);
  if (nearest === null) return { ...base, alias: null };
  const made = Object.fromEntries(Object.entries(nearest).filter(([, value]) => value !== null));
  return { ...base, ...made, alias: nearest.alias };
}
