import { inFile } from '../../contracts/asyncapi/joined-files.js';
import type { Finding } from '../../contracts/finding.js';
import type { Format } from '../../contracts/source.js';
import type { CheckProblem, SourcePlace } from '../check/check-run.js';
import { fingerprintOf } from './fingerprint.js';
import { placesIn, type FindPlace } from './finding-places.js';
import type { LocalContract } from '../sources/local-contract.js';

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
    accepted: null,
  });
}

function placesOfContract({ file, format, source, referredFiles }: LocalContract): FindPlace {
  const own = source.files === undefined ? placesInOne(file, format, source) : placesInJoined(file, format, source);
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

const placesInOne = (file: string, format: Format, { text, pointer: base, brought }: LocalContract['source']) =>
  placesIn({ file, format, text, base, brought });

/** Of a message the schema may stand in several files: its document, and those that hold parts of it. */
function placesInJoined(file: string, format: Format, source: LocalContract['source']): FindPlace {
  const known = new Map<string | null, FindPlace>();
  return (finding) => {
    const { direction, readerPath, writerPath } = finding;
    const path = (direction === 'forward' ? writerPath : readerPath) ?? '';
    const [inside = '', outside = source.pointer] =
      [...source.brought].find(([at]) => path === at || path.startsWith(`${at}/`)) ?? [];
    const name = inFile(outside)?.file ?? null;
    const there = name === null ? null : source.files?.get(name);
    if (there === undefined) return null;
    const find = known.get(name) ?? placesInOne(there?.file ?? file, format, partOf(source, name, there?.text));
    known.set(name, find);
    // A schema that is all of another file, or all that was brought from it, has its line there: its own file is no answer.
    const isWhole = path === inside;
    const place = find(finding) ?? (there !== null && isWhole ? BEGINNING : null);
    return place === null || there === null ? place : { ...place, file: there.file };
  };
}

const BEGINNING: SourcePlace = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** What stands in one of the files alone, with pointers in that. */
function partOf(
  { text: own, pointer, brought }: LocalContract['source'],
  name: string | null,
  text = own,
): LocalContract['source'] {
  const inThis = [...brought, ['', pointer] as const].flatMap(([inside, outside]) => {
    const inner = inFile(outside);
    return (inner?.file ?? null) === name ? [[inside, inner?.pointer ?? outside] as const] : [];
  });
  const [, base = ''] = inThis.find(([inside]) => inside === '') ?? [];
  return { text, pointer: base, brought: new Map(inThis.filter(([inside]) => inside !== '')) };
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
