import type { Finding } from '../contracts/finding.js';
import type { CheckProblem, SourcePlace } from './check-run.js';
import { fingerprintOf } from './fingerprint.js';
import { placesIn, type FindPlace } from './places/finding-places.js';
import type { LocalContract } from './sources/local-contract.js';

/** What is known of a finding beside the finding: where it stands, and what it is called. `contract` is null where the file is gone. */
export type Placing = (
  contract: LocalContract | null,
  subject: string,
  finding: Finding,
  /** What the reader's schema demands, where the finding does not say it. */
  demanded?: string | null,
) => Omit<CheckProblem, 'finding' | 'severity'>;

/**
 * Places findings in the files of their contracts, or in those that they refer to; a file is parsed for it once for a contract, at its
 * first finding. Nothing is accepted yet.
 */
export function createPlacing(): Placing {
  const known = new WeakMap<LocalContract, FindPlace>();
  const placesOf = (contract: LocalContract): FindPlace => {
    const places = known.get(contract) ?? placesOfContract(contract);
    known.set(contract, places);
    return places;
  };
  return (contract, subject, finding, demanded = null) => ({
    place: contract === null ? null : placesOf(contract)(finding),
    fingerprint: fingerprintOf(subject, finding, demanded),
    ...(demanded !== null && { formerFingerprint: fingerprintOf(subject, finding) }),
    accepted: null,
  });
}

function placesOfContract({ file, format, source, referredFiles }: LocalContract): FindPlace {
  const { text, pointer: base, brought } = source;
  const own = placesIn({ file, format, text, base, brought });
  const others = new Map<string, FindPlace>();
  const inOther = (name: string, finding: Finding): SourcePlace | null => {
    const referred = referredFiles.get(name);
    if (referred === undefined) return null;
    const find = others.get(name) ?? placesIn({ ...referred, format });
    others.set(name, find);
    const place = find(finding);
    return place === null || referred.file === file ? place : { ...place, file: referred.file };
  };
  return (finding) => {
    // An element of Protobuf has the same name in whatever file it is.
    if (format === 'PROTOBUF') {
      const place = own(finding);
      return [...referredFiles.keys()].reduce((found, name) => found ?? inOther(name, finding), place);
    }
    const name = nameOfText(finding);
    return name === null ? own(finding) : inOther(name, withoutText(finding, name));
  };
}

/** Of a path `name#/pointer` into the candidate, which says in which text it is; null of one into its own. */
function nameOfText({ direction, readerPath, writerPath }: Finding): string | null {
  const path = (direction === 'forward' ? writerPath : readerPath) ?? '';
  const end = path.startsWith('/') ? -1 : path.search(/#(\/|$)/);
  return end <= 0 ? null : path.slice(0, end);
}

/** The earlier version's path is of use in the same text alone. */
function withoutText(finding: Finding, name: string): Finding {
  const inText = (path: string): string => (path.startsWith(`${name}#`) ? path.slice(name.length + 1) : path);
  const { readerPath, writerPath } = finding;
  return { ...finding, readerPath: inText(readerPath), writerPath: writerPath === null ? null : inText(writerPath) };
}
