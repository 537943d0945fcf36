/** What Confluent calls the metadata of a schema. */
export interface Metadata {
  /** Tags by the path of a field in the schema. */
  tags?: Record<string, string[]>;
  properties?: Record<string, string>;
  /** Names of properties that hold secrets. */
  sensitive?: string[];
}

export interface Rule {
  name: string;
  doc?: string;
  /** TRANSFORM or CONDITION. */
  kind?: string;
  /** UPGRADE, DOWNGRADE, UPDOWN of migration rules; WRITE, READ, WRITEREAD of the others. */
  mode?: string;
  /** What runs it, such as CEL or JSONATA. */
  type?: string;
  tags?: string[];
  params?: Record<string, string>;
  expr?: string;
  onSuccess?: string;
  onFailure?: string;
  disabled?: boolean;
}

/** Rules that clients run: between versions, and on each event. */
export interface RuleSet {
  migrationRules?: Rule[];
  domainRules?: Rule[];
  encodingRules?: Rule[];
  enableAt?: string;
}

export const RULE_LISTS = ['migrationRules', 'domainRules', 'encodingRules'] as const;
/** The property that carries the version a schema was registered as, where its metadata asks for it. */
export const VERSION_PROPERTY = 'confluent:version';

/** Both, the second wins where they disagree; null where neither says anything. */
export function mergeMetadata(base: Metadata | null, over: Metadata | null): Metadata | null {
  if (base === null || over === null) return base ?? over;
  const tags = mergeTags(base.tags, over.tags);
  const properties = { ...base.properties, ...over.properties };
  const sensitive = [...new Set([...(base.sensitive ?? []), ...(over.sensitive ?? [])])];
  return {
    ...(base.tags === undefined && over.tags === undefined ? {} : { tags }),
    ...(base.properties === undefined && over.properties === undefined ? {} : { properties }),
    ...(base.sensitive === undefined && over.sensitive === undefined ? {} : { sensitive }),
  };
}

function mergeTags(base: Metadata['tags'] = {}, over: Metadata['tags'] = {}): Record<string, string[]> {
  const merged = new Map(Object.entries(base));
  for (const [path, tags] of Object.entries(over)) {
    merged.set(path, [...new Set([...(merged.get(path) ?? []), ...tags])]);
  }
  return Object.fromEntries(merged);
}

/** Both, list by list; a rule of the second takes the place of the one with its name. */
export function mergeRuleSets(base: RuleSet | null, over: RuleSet | null): RuleSet | null {
  if (base === null || over === null) return base ?? over;
  const merged: RuleSet = { ...base, ...over };
  for (const list of RULE_LISTS) {
    const [old, added] = [base[list], over[list]];
    if (old === undefined && added === undefined) continue;
    const names = new Set((added ?? []).map(({ name }) => name));
    merged[list] = [...(old ?? []).filter(({ name }) => !names.has(name)), ...(added ?? [])];
  }
  return merged;
}

/** The metadata with `version` as its version property. */
export function withVersion(metadata: Metadata | null, version: number): Metadata {
  return mergeMetadata(metadata, { properties: { [VERSION_PROPERTY]: String(version) } })!;
}

/** The metadata without its version property, as registrations of different versions are compared; null for nothing left. */
export function withoutVersion(metadata: Metadata | null): Metadata | null {
  if (metadata?.properties?.[VERSION_PROPERTY] === undefined) return metadata;
  const { properties: all, ...rest } = metadata;
  const { [VERSION_PROPERTY]: _, ...properties } = all!;
  const bare = Object.keys(properties).length === 0 ? rest : { ...rest, properties };
  return Object.keys(bare).length === 0 ? null : bare;
}
