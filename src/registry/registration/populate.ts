import { mergeMetadata, mergeRuleSets, VERSION_PROPERTY, withVersion } from '../data-contract.js';
import type { Settings } from '../settings.js';
import type { SchemaContent } from '../subject-version.js';

/** What a registration leaves out comes from the version before it and from the configuration, as in Confluent's. */
export function populate(
  given: SchemaContent,
  previous: SchemaContent | null,
  settings: Settings,
  next: { version: number; isGiven: boolean },
): SchemaContent {
  const content = given.text === '' && previous !== null ? { ...previous, ...pick(given) } : given;
  const { defaultMetadata, overrideMetadata, defaultRuleSet, overrideRuleSet } = settings;
  const ownMetadata = content.metadata ?? previous?.metadata ?? null;
  const ownRuleSet = content.ruleSet ?? previous?.ruleSet ?? null;
  const metadata = mergeMetadata(mergeMetadata(defaultMetadata, ownMetadata), overrideMetadata);
  const ruleSet = mergeRuleSets(mergeRuleSets(defaultRuleSet, ownRuleSet), overrideRuleSet);
  const tellsVersion = metadata?.properties?.[VERSION_PROPERTY] !== undefined || next.isGiven;
  return { ...content, metadata: tellsVersion ? withVersion(metadata, next.version) : metadata, ruleSet };
}

const pick = ({ metadata, ruleSet }: SchemaContent) => ({ metadata, ruleSet });
