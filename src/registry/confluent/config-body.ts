import { POLICIES, type Policy } from '../../contracts/finding.js';
import { isLevel, LEVELS, type Level } from '../../contracts/level.js';
import { ConfluentError } from './confluent-error.js';
import { readMetadata, readRuleSet } from './confluent-request.js';
import { MOST_SCHEMA_BYTES, requireSettingsSize } from '../schemas/schema-size.js';
import type { Settings } from '../settings.js';
import { isStorable } from '../storable.js';

/** What is made of a scope, as clients read it; what is not made is left out. */
export const configBody = (settings: Settings): object => ({
  ...(settings.level === null ? {} : { compatibilityLevel: settings.level }),
  ...restOf(settings),
});

/** The same in the words of a change. */
export const updateBody = (settings: Settings): object => ({
  ...(settings.level === null ? {} : { compatibility: settings.level }),
  ...restOf(settings),
});

/** What was taken back: some clients read the level by the one name, some by the other. */
export const deletedBody = (settings: Settings): object => ({ ...configBody(settings), ...updateBody(settings) });

function restOf({ level: _, policy, ...rest }: Settings): object {
  const made = Object.entries({ compatibilityPolicy: policy, ...rest }).filter(([, value]) => value !== null);
  return Object.fromEntries(made);
}

/** How each field of a change is read; null takes a setting back. */
const READERS: Record<string, (value: unknown, name: string) => Partial<Settings>> = {
  compatibility: (value) => ({ level: readLevel(value) }),
  compatibilityLevel: (value) => ({ level: readLevel(value) }),
  compatibilityPolicy: (value) => ({ policy: readPolicy(value) }),
  compatibilityGroup: (value, name) => ({ compatibilityGroup: readText(value, name) }),
  alias: (value, name) => ({ alias: readText(value, name) }),
  normalize: (value, name) => ({ normalize: readBoolean(value, name) }),
  validateFields: (value, name) => ({ validateFields: readBoolean(value, name) }),
  validateRules: (value, name) => ({ validateRules: readBoolean(value, name) }),
  defaultMetadata: (value) => ({ defaultMetadata: readMetadata(value) }),
  overrideMetadata: (value) => ({ overrideMetadata: readMetadata(value) }),
  defaultRuleSet: (value) => ({ defaultRuleSet: readRuleSet(value) }),
  overrideRuleSet: (value) => ({ overrideRuleSet: readRuleSet(value) }),
};

/** What a change of the configuration sets. @throws ConfluentError 42203, 42201, 42209, 42210. */
export function readConfig(body: unknown): Partial<Settings> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  const known = fields.filter(([name]) => Object.hasOwn(READERS, name));
  if (known.length === 0) {
    throw invalid(`Nothing to set: the body must be {"compatibility": "..."}, one of ${LEVELS.join(', ')}.`);
  }
  const given = Object.assign({}, ...known.map(([name, value]) => READERS[name]!(value, name))) as Partial<Settings>;
  requireSettingsSize(given, MOST_SCHEMA_BYTES);
  return given;
}

function readLevel(value: unknown): Level | null {
  const level = typeof value === 'string' ? value.toUpperCase() : value;
  if (level === null || isLevel(level)) return level as Level | null;
  throw invalid(`Invalid compatibility level ${JSON.stringify(value)}. Valid values are ${LEVELS.join(', ')}.`);
}

function readPolicy(value: unknown): Policy | null {
  const policy = typeof value === 'string' ? value.toUpperCase() : value;
  if (policy === null || POLICIES.includes(policy as Policy)) return policy as Policy | null;
  throw invalid(`Invalid compatibilityPolicy. Valid values are ${POLICIES.join(', ')}.`);
}

const MAX_TEXT = 1_000;

function readText(value: unknown, name: string): string | null {
  const isFit = value === null || (typeof value === 'string' && value.length <= MAX_TEXT && isStorable(value));
  if (isFit) return value === '' ? null : value;
  throw invalid(
    `${name} must be a text of at most ${MAX_TEXT} characters, without a null character or half of a surrogate pair.`,
  );
}

function readBoolean(value: unknown, name: string): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw invalid(`${name} must be true or false.`);
}

const invalid = (message: string): ConfluentError => new ConfluentError(42203, message);
