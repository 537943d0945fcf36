import type { Finding } from '../contracts/finding.js';
import type { CheckProblem } from './check-run.js';
import { fingerprintOf } from './fingerprint.js';
import { placesIn, type FindPlace } from './places/finding-places.js';
import type { LocalContract } from './sources/local-contract.js';

/** What is known of a finding beside the finding: where it stands, and what it is called. `contract` is null where the file is gone. */
export type Placing = (
  contract: LocalContract | null,
  subject: string,
  finding: Finding,
) => Omit<CheckProblem, 'finding' | 'severity'>;

/** Places findings in the files of their contracts; a file is parsed for it once, at its first finding. Nothing is accepted yet. */
export function createPlacing(): Placing {
  const known = new WeakMap<LocalContract, FindPlace>();
  const placesOf = (contract: LocalContract): FindPlace => {
    const { file, format, source } = contract;
    const places =
      known.get(contract) ??
      placesIn({ file, format, text: source.text, base: source.pointer, brought: source.brought });
    known.set(contract, places);
    return places;
  };
  return (contract, subject, finding) => ({
    place: contract === null ? null : placesOf(contract)(finding),
    fingerprint: fingerprintOf(subject, finding),
    accepted: null,
  });
}
