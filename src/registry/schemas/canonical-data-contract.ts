import type { Metadata, Rule, RuleSet } from '../data-contract.js';

/**
 * What metadata and rule sets mean, in one form for all who write it: Confluent's server reads what is left out, null, empty or the
 * default alike, and knows no order of tags (`Rule`, `RuleSet` and `Metadata` of its client). Clients of other languages leave out
 * what others send, and its own answers tell `disabled` of each rule.
 */

/** Null for metadata that says nothing. */
export function canonicalMetadata(metadata: Metadata | null): Metadata | null {
  const { tags, properties, sensitive } = metadata ?? {};
  const tagged = Object.entries(tags ?? {}).map(([path, names]) => [path, asSet(names)]);
  return orNull({ tags: Object.fromEntries(tagged) as object, properties, sensitive: asSet(sensitive) });
}

/** Null for a rule set without a rule. The order of rules means something, that of their tags nothing. */
export function canonicalRuleSet(ruleSet: RuleSet | null): RuleSet | null {
  if (ruleSet === null) return null;
  const { migrationRules, domainRules, encodingRules, ...rest } = ruleSet;
  const lists = { migrationRules, domainRules, encodingRules };
  const canonical = Object.entries(lists).map(([name, rules]) => [name, rules?.map(canonicalRule)]);
  return orNull({ ...rest, ...(Object.fromEntries(canonical) as object) });
}

function canonicalRule({ tags, disabled, kind, mode, ...rest }: Rule): object {
  const defaults = { kind: kind ?? 'TRANSFORM', mode: mode ?? 'WRITEREAD' };
  return filled({ ...rest, ...defaults, tags: asSet(tags), disabled: disabled === true ? true : null });
}

/** Clients send null for what they do not say, whatever the type says. */
const asSet = (names: readonly string[] | null | undefined): string[] => [...new Set(names ?? [])].sort();

const filled = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => !isEmpty(each)));

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const orNull = (value: object): object | null => (isEmpty(filled(value)) ? null : filled(value));
