import type { ContractEvent } from '../../registry/contract-events.js';
import type { Change } from '../../registry/subject-version.js';
import type { Lifecycle, Profile, Sensitivity, StoredProfile } from './profile.js';

export interface ProfileFilter {
  owner: string | null;
  team: string | null;
  domain: string | null;
  lifecycle: Lifecycle | null;
  sensitivity: Sensitivity | null;
  /** A tag that they have, in these very letters; null for all. */
  tag: string | null;
  /** Only subjects after this one; null for the first page. */
  after: string | null;
  limit: number;
}

/**
 * The port to what people say of contracts. A change, its audit entry and the event that tells of it are one transaction.
 * `profiles.conformance.ts` runs against every database.
 */
export abstract class ProfilesRepository {
  /** Null where nobody has said anything. */
  abstract find(subject: string): Promise<StoredProfile | null>;
  /**
   * Answers what is there now, or null where `revision` (0 for none yet) is not the present one: read again and decide
   * anew. `event` is told with the change; null for none.
   */
  abstract save(
    subject: string,
    profile: Profile,
    revision: number,
    change: Change,
    event: ContractEvent | null,
  ): Promise<StoredProfile | null>;
  /** Takes back all that was said; whether there was anything. */
  abstract delete(subject: string, change: Change): Promise<boolean>;
  /** In the order of their subjects, as the database sorts texts. */
  abstract list(filter: ProfileFilter): Promise<StoredProfile[]>;
}
