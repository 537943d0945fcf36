import { withoutVersion } from '../data-contract.js';
import { contentFingerprintOf, fingerprintOf } from '../schemas/fingerprint.js';
import type { SubjectsRepository } from '../store/subjects.repository.js';
import type { SchemaContent, SubjectVersion } from '../subject-version.js';

/**
 * Which of the versions with the same content, newest first, is the wanted schema: one with the same metadata and rule
 * set, else one that differs only in the version its metadata tells. Null for none.
 */
export function findSame(versions: readonly SubjectVersion[], wanted: SchemaContent): SubjectVersion | null {
  const exact = fingerprintOf(wanted);
  const found = versions.find((version) => fingerprintOf(version) === exact);
  if (found !== undefined) return found;
  const bare = fingerprintOf(bareOf(wanted));
  return versions.find((version) => fingerprintOf(bareOf(version)) === bare) ?? null;
}

/** The version of a subject, of those that `isWanted` takes, that is this very schema; null for none. */
export async function findExactly(
  subjects: Pick<SubjectsRepository, 'versionsWith'>,
  subject: string,
  content: SchemaContent,
  isWanted: (version: SubjectVersion) => boolean = isLive,
): Promise<SubjectVersion | null> {
  const versions = await subjects.versionsWith(subject, contentFingerprintOf(content));
  return findSame(versions.filter(isWanted), content);
}

export const isLive = ({ deletedAt }: SubjectVersion): boolean => deletedAt === null;

const bareOf = (schema: SchemaContent): SchemaContent => ({ ...schema, metadata: withoutVersion(schema.metadata) });
