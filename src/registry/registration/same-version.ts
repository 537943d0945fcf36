import { withoutVersion } from '../data-contract.js';
import { fingerprintOf } from '../schemas/fingerprint.js';
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

const bareOf = (schema: SchemaContent): SchemaContent => ({ ...schema, metadata: withoutVersion(schema.metadata) });
