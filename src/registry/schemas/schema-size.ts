import { ConfluentError } from '../confluent/confluent-error.js';
import type { Metadata, RuleSet } from '../data-contract.js';
import type { Settings } from '../settings.js';
import type { SchemaContent } from '../subject-version.js';

/** As much as can be allowed: the body that carries it, escaped as a JSON string, is read up to 10 MiB. */
export const MOST_SCHEMA_BYTES = 8 * 1024 * 1024;

/** @throws ConfluentError 42209 where a schema is larger than it may be. */
export function requireSize(text: string, maxBytes: number): void {
  requireBytes('The schema is', text, maxBytes, 'Leave out what does not describe events');
}

/** The same of what is kept with a schema: what is kept can be exported and imported again. */
export function requireContractSize(
  { metadata, ruleSet }: Pick<SchemaContent, 'metadata' | 'ruleSet'>,
  maxBytes: number,
) {
  const text = JSON.stringify([metadata, ruleSet].filter((one) => one !== null));
  requireBytes(
    'The metadata and the rule set are',
    text,
    maxBytes,
    'Leave some of it out, here or in /config, which adds to it',
  );
}

const OF_SCHEMAS = ['defaultMetadata', 'overrideMetadata', 'defaultRuleSet', 'overrideRuleSet'] as const;

/** The same of what a configuration adds to schemas, each by itself. */
export function requireSettingsSize(given: Partial<Settings>, maxBytes: number): void {
  for (const name of OF_SCHEMAS) {
    const value: Metadata | RuleSet | null = given[name] ?? null;
    requireBytes(`${name} is`, JSON.stringify(value), maxBytes, 'Leave some of it out: each schema would get a copy');
  }
}

function requireBytes(what: string, text: string, maxBytes: number, next: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return;
  const remedy = maxBytes < MOST_SCHEMA_BYTES ? ', or raise PLUMBLINE_REGISTRY_MAX_SCHEMA_BYTES' : '';
  throw new ConfluentError(42209, `${what} ${bytes} bytes, and at most ${maxBytes} are read. ${next}${remedy}.`);
}
