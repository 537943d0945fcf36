import type { Policy } from '../../contracts/finding.js';
import { demandsOf, type Level } from '../../contracts/level.js';
import { BoundedCache } from '../schemas/bounded-cache.js';
import { contentFingerprintOf } from '../schemas/fingerprint.js';
import type { SchemaContent, SubjectVersion } from '../subject-version.js';

/** Of all that is kept, in ids of schemas. */
const MAX_IDS = 1_000_000;
const ENTRY_IDS = 20;

/** What a check asks of a candidate. */
interface Demand {
  level: Level;
  policy?: Policy;
}

/**
 * What earlier checks have proved, so that a candidate need not be compared with a whole history. For a JSON Schema under
 * STRICT, compatible is inclusion of languages, which is transitive: whoever takes every event of version 9, which takes
 * every event of versions 1 to 8, takes those too. Avro's promotions and defaults and Protobuf's wire types are not.
 */
export class ProvedInclusions {
  private readonly cache = new BoundedCache<ReadonlySet<number>>(MAX_IDS);

  /** The newest of the versions, and those that it was not proved to be compatible with itself. */
  unproved(versions: readonly SubjectVersion[], demand: Demand): readonly SubjectVersion[] {
    const newest = versions.at(-1);
    if (newest === undefined || !isTransitiveRelation(newest, demand)) return versions;
    const proved = this.cache.get(keyOf(newest.context, newest, demand));
    if (proved === undefined) return versions;
    return versions.filter((one) => one === newest || one.format !== 'JSON' || !proved.has(one.id));
  }

  /** The candidate is compatible with all of these. */
  keep(candidate: SchemaContent, versions: readonly SubjectVersion[], demand: Demand): void {
    const newest = versions.at(-1);
    if (newest === undefined || !isTransitiveRelation(candidate, demand)) return;
    const key = keyOf(newest.context, candidate, demand);
    this.cache.set(key, new Set(versions.map(({ id }) => id)), versions.length + ENTRY_IDS);
  }
}

const isTransitiveRelation = ({ format }: SchemaContent, { level, policy }: Demand): boolean =>
  format === 'JSON' && policy === 'STRICT' && demandsOf(level).isTransitive;

const keyOf = (context: string, schema: SchemaContent, { level }: Demand): string =>
  `${context} ${level} ${contentFingerprintOf(schema)}`;
