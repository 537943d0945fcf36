import type { Metadata } from '../data-contract.js';

/** The versions a new one is compared with: where `group` names a property, those with the same value of it or none. */
export function ofSameGroup<Version extends { metadata: Metadata | null }>(
  versions: readonly Version[],
  candidate: Metadata | null,
  group: string | null,
): readonly Version[] {
  if (group === null) return versions;
  const wanted = valueOf(candidate, group);
  return versions.filter(({ metadata }) => valueOf(metadata, group) === wanted);
}

function valueOf(metadata: Metadata | null, group: string): string | null {
  const properties = metadata?.properties ?? {};
  return Object.hasOwn(properties, group) ? properties[group]! : null;
}
