import {
  subjectNotSoftDeleted,
  subjectSoftDeleted,
  versionNotSoftDeleted,
  versionSoftDeleted,
  type ConfluentError,
} from '../confluent/confluent-error.js';

/** Why a version may not be deleted, softly or for good: the second takes the first. Null where it may. */
export function refusalToDeleteVersion(
  subject: string,
  { version, deletedAt }: { version: number; deletedAt: Date | null },
  isPermanent: boolean,
): ConfluentError | null {
  if (isPermanent) return deletedAt === null ? versionNotSoftDeleted(subject, version) : null;
  return deletedAt === null ? null : versionSoftDeleted(subject, version);
}

/** The same for all versions of a subject. */
export function refusalToDeleteSubject(
  subject: string,
  versions: readonly { isDeleted: boolean }[],
  isPermanent: boolean,
): ConfluentError | null {
  const hasLive = versions.some(({ isDeleted }) => !isDeleted);
  if (isPermanent) return hasLive ? subjectNotSoftDeleted(subject) : null;
  return hasLive ? null : subjectSoftDeleted(subject);
}
