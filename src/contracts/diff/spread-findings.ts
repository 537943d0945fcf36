import type { ShownFinding } from '../finding.js';
import type { Direction } from '../level.js';
import { placeName } from './change.js';
import type { Joined } from './join-findings.js';
import type { Placed } from './presence.js';

/** What is known of each change once all that is told at other places is taken into account. */
export interface Spread {
  findingsOf: ReadonlyMap<Placed, readonly ShownFinding[]>;
  /** Changes that may have a part in a finding, and nobody can say. */
  clouded: ReadonlySet<Placed>;
}

/**
 * A comparison tells what it finds once for a pair of definitions, at the place where it met them first. So the same change
 * of the same pair breaks at every other place too, and another change that shares a definition on both sides with one that
 * a finding may concern is not fine.
 */
export function spreadFindings(changes: readonly Placed[], joined: Joined, direction: Direction): Spread {
  const { findingsOf, clouded } = joined;
  const alive = changes.filter(({ isInert }) => !isInert);
  const [told, untold] = [alive.filter((one) => findingsOf.has(one)), alive.filter((one) => !findingsOf.has(one))];
  const hidden = untold.filter((change) => clouded.some((cloud) => cloud(change)));
  const mayShow = ({ shownBy }: Placed): boolean => (shownBy ?? direction) === direction;
  const twins = new Map(told.map((change) => [twinKey(change), findingsOf.get(change)!]));
  const [ofTold, ofHidden] = [definitionPairs(told), definitionPairs(hidden)];
  const spread = { findingsOf: new Map<Placed, readonly ShownFinding[]>(findingsOf), clouded: new Set(hidden) };
  for (const change of untold) {
    const findings = change.definedAt.identity === null ? undefined : twins.get(twinKey(change));
    if (findings !== undefined) spread.findingsOf.set(change, findings);
    else if (sharesPair(change, ofHidden) || (mayShow(change) && sharesPair(change, ofTold)))
      spread.clouded.add(change);
  }
  return spread;
}

/** The same for what is said in the same words of the same definitions, wherever it is said. */
function twinKey({ kind, message, path, previousPath, definedAt }: Placed): string {
  const said = [path, previousPath ?? path].reduce((text, place) => text.replaceAll(placeName(place), '*'), message);
  return JSON.stringify([kind, said, definedAt.identity]);
}

/** By each definition of the newer version, the paths where it met each definition of the older one. */
type DefinitionPairs = Map<string, Map<string, Set<string>>>;

function definitionPairs(changes: readonly Placed[]): DefinitionPairs {
  const pairs: DefinitionPairs = new Map();
  for (const { definedAt, path } of changes) {
    for (const newer of definedAt.newer) {
      const met = pairs.get(newer) ?? new Map<string, Set<string>>();
      pairs.set(newer, met);
      for (const older of definedAt.older) met.set(older, (met.get(older) ?? new Set()).add(path));
    }
  }
  return pairs;
}

/** At another place: what is told of this very place was told of what it is about. */
function sharesPair({ definedAt, path }: Placed, pairs: DefinitionPairs): boolean {
  return definedAt.newer.some((newer) => {
    const met = pairs.get(newer);
    if (met === undefined) return false;
    return definedAt.older.some((older) => {
      const paths = met.get(older);
      return paths !== undefined && (paths.size > 1 || !paths.has(path));
    });
  });
}
