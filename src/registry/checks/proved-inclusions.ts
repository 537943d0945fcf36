import type { Policy } from '../../contracts/finding.js';
import { demandsOf, type Level } from '../../contracts/level.js';
import type { Format } from '../../contracts/source.js';
import { BoundedCache } from '../schemas/bounded-cache.js';

/** Of all that is kept, in digests: about 80 bytes each. */
const MAX_DIGESTS = 250_000;
const ENTRY_DIGESTS = 5;

/** What a check asks of a candidate. */
interface Demand {
  level: Level;
  policy?: Policy;
}

/** A schema by what it and all it refers to say: see `sourceDigest`. */
export interface Named {
  format: Format;
  digest: string;
}

/**
 * What earlier checks have proved, so that a candidate need not be compared with a whole history. For a JSON Schema under
 * STRICT, compatible is inclusion of languages, which is transitive: whoever takes every event of version 9, which takes
 * every event of versions 1 to 8, takes those too. Avro's promotions and defaults and Protobuf's wire types are not.
 */
export class ProvedInclusions {
  private readonly cache = new BoundedCache<ReadonlySet<string>>(MAX_DIGESTS);

  /** The newest of the versions, and those that it was not proved to be compatible with itself. */
  unproved<Version extends Named>(versions: readonly Version[], demand: Demand): readonly Version[] {
    const newest = versions.at(-1);
    if (newest === undefined || !isTransitiveRelation(newest, demand)) return versions;
    const proved = this.cache.get(keyOf(newest, demand));
    if (proved === undefined) return versions;
    return versions.filter((one) => one === newest || one.format !== 'JSON' || !proved.has(one.digest));
  }

  /** The candidate is compatible with all of these. */
  keep(candidate: Named, versions: readonly Named[], demand: Demand): void {
    if (versions.length === 0 || !isTransitiveRelation(candidate, demand)) return;
    const digests = new Set(versions.map(({ digest }) => digest));
    this.cache.set(keyOf(candidate, demand), digests, digests.size + ENTRY_DIGESTS);
  }
}

const isTransitiveRelation = ({ format }: Named, { level, policy }: Demand): boolean =>
  format === 'JSON' && policy === 'STRICT' && demandsOf(level).isTransitive;

const keyOf = ({ digest }: Named, { level }: Demand): string => `${level} ${digest}`;
