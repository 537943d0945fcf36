import type { Profile } from './profile.js';

type VersionGroup = Profile['groups'][number];

/**
 * The first version of the group that `version` belongs to, 1 where no group has begun by then. A candidate is compared
 * with those of its own group: a major version starts a new one, and so nothing before it binds it.
 */
export function groupStart(groups: readonly VersionGroup[], version: number): number {
  return Math.max(1, ...groups.map(({ fromVersion }) => fromVersion).filter((from) => from <= version));
}

/** What is wrong with groups where `latest` is the subject's latest version (0 for none); null where nothing is. */
export function groupsProblem(groups: readonly VersionGroup[], latest: number): string | null {
  const names = groups.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `groups: "${twice}" is there twice. Give each group a name of its own.`;
  for (const [i, { name, fromVersion }] of groups.entries()) {
    const previous = groups[i - 1];
    if (previous !== undefined && previous.fromVersion >= fromVersion) {
      return `groups: "${name}" begins at version ${fromVersion}, not after "${previous.name}" (${previous.fromVersion}). Order them by fromVersion.`;
    }
    if (fromVersion > latest + 1) {
      return `groups: "${name}" cannot begin at version ${fromVersion}: the next version is ${latest + 1}.`;
    }
  }
  return null;
}
