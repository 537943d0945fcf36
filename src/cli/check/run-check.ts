import type { Finding, Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import type { RegisteredSchema } from '../../contracts/compatibility.js';
import type { Format, SchemaSource } from '../../contracts/source.js';
import { DEFAULT_LEVEL, type EarlierVersions } from '../against/earlier-versions.js';
import {
  checkContract,
  leaveUnchecked,
  judgeWithoutReferred,
  tellRemoved,
  tellUnread,
  type Judged,
} from './check-contract.js';
import type { CheckedContract, CheckProblem, CheckRun } from './check-run.js';
import { demandedInAll, demandedSchema } from './demanded-schema.js';
import { tellApart } from '../findings/fingerprint.js';
import { inParallel } from '../in-parallel.js';
import type { Placing } from '../findings/placing.js';
import { schemasElsewhere } from '../references/schemas-elsewhere.js';
import type { LocalContract, UnreadContract } from '../sources/local-contract.js';

export interface RunRequest {
  contracts: readonly LocalContract[];
  /** What is there and cannot be read as a contract: it is not proved. */
  unread?: readonly UnreadContract[];
  /** Null where nothing is asked (`--offline`). */
  versions: EarlierVersions | null;
  /** What was given for all; null leaves it to the manifest, then to what they are checked against. */
  level: Level | null;
  policy: Policy | null;
  placing: Placing;
  startedAt: Date;
  /** A clock in milliseconds, for the duration alone. */
  now: () => number;
  /** Told after each contract. */
  onProgress?: (done: number, all: number) => void;
}

/** At once, so that a registry is asked while another contract is judged. */
const CONTRACTS_AT_ONCE = 8;

/** Checks every contract. @throws CommandError where what they are checked against cannot be had: no part of a run passes for all of it. */
export async function runCheck(request: RunRequest): Promise<CheckRun> {
  const { contracts, unread = [], versions, placing, startedAt, now } = request;
  const began = now();
  let done = 0;
  const checkOne = async (contract: LocalContract): Promise<CheckedContract> => {
    const { judged, ...compared } = await judge(contract, request);
    request.onProgress?.(++done, Math.max(done, contracts.length));
    return withProblems(judged, contract, placing, compared);
  };
  const checked = await inParallel(contracts, CONTRACTS_AT_ONCE, checkOne);
  const untold = await inParallel(unread, CONTRACTS_AT_ONCE, async (one) =>
    withProblems(tellUnread(one, await aboutUnread(one, request)), null, placing),
  );
  const present = [...contracts, ...unread.map(unreadAsContract)];
  const moved = (await versions?.moved?.(present)) ?? [];
  const elsewhere = await inParallel(moved, CONTRACTS_AT_ONCE, checkOne);
  const removed = (await versions?.removed([...present, ...moved])) ?? [];
  const gone = removed.map((one) => withProblems(tellRemoved(one, versions!.name), null, placing));
  return {
    task: 'check',
    against: versions?.name ?? 'nothing (--offline)',
    contracts: [...checked, ...elsewhere, ...untold, ...gone],
    startedAt,
    durationMs: Math.round(now() - began),
  };
}

/** What has a version that could be read of what cannot be read now, and whether nothing is to be compared. */
async function aboutUnread(
  unread: UnreadContract,
  request: RunRequest,
): Promise<{ from: string | null; isExpected: boolean }> {
  const { contracts, versions, policy } = request;
  const level = request.level ?? unread.level;
  if (versions === null || level === 'NONE') return { from: null, isExpected: true };
  if (contracts.some(({ subject }) => subject === unread.subject)) return { from: null, isExpected: false };
  const earlier = await versions.of(unreadAsContract(unread), { level, policy });
  const isThere = earlier.versions.length > 0;
  return { from: isThere ? versions.name : null, isExpected: earlier.level === 'NONE' };
}

/** What cannot be read has a subject nevertheless, by which what it was is found. */
const unreadAsContract = ({ subject, file }: UnreadContract): LocalContract => ({
  ...{ subject, file, format: 'JSON', text: '', source: { text: '', pointer: '', brought: new Map() } },
  ...{ isNamedByFile: false, isInManifest: false, level: null, policy: null, owner: null, metadata: null },
  ...{ references: [], closure: [], referredFiles: new Map(), elsewhere: [], missing: [], faults: [], notes: [] },
});

async function judge(contract: LocalContract, request: RunRequest): Promise<{ judged: Judged } & Compared> {
  const { versions } = request;
  const wanted = { level: request.level ?? contract.level, policy: request.policy ?? contract.policy };
  if (versions === null) {
    const reason = 'no registry was asked (--offline)';
    const judged = leaveUnchecked(contract, wanted.level ?? DEFAULT_LEVEL, wanted.policy, reason);
    return { judged, ...NOTHING_COMPARED };
  }
  const {
    level,
    policy,
    versions: earlier,
    formerly = null,
    notes = [],
    notesOfRules = [],
  } = await versions.of(contract, wanted);
  const found = await schemasElsewhere(contract, versions);
  if ('facts' in found) {
    const question = { contract, level, policy, versions: earlier, referenced: [] };
    return { judged: judgeWithoutReferred(question, found), ...NOTHING_COMPARED };
  }
  const { schemas: referenced, faults } = found;
  const noted = { ...contract, faults: [...contract.faults, ...faults], notes: [...contract.notes, ...notes] };
  const judged = checkContract({
    ...{ contract: noted, level, policy },
    asked: wanted.policy,
    notesOfRules,
    versions: earlier,
    formerly,
    referenced,
  });
  const { format, text, closure } = contract;
  return { judged, candidate: { format, text, references: [...closure, ...referenced] }, earlier };
}

/** The schemas of a comparison, as they were read for it. */
interface Compared {
  /** Null where it was compared with nothing. */
  candidate: (SchemaSource & { format: Format }) | null;
  earlier: readonly RegisteredSchema[];
}

const NOTHING_COMPARED: Compared = { candidate: null, earlier: [] };

function withProblems(
  { findings, ...judged }: Judged,
  contract: LocalContract | null,
  placing: Placing,
  compared: Compared = NOTHING_COMPARED,
): CheckedContract {
  const demands = demandsOf(findings, compared);
  const problems = findings.map((finding, i) => ({
    finding,
    severity: severityOf(finding),
    ...placing(contract, judged.subject, finding, demands[i]),
  }));
  return { ...judged, problems: tellApart(problems) };
}

/** So many findings of one direction are told at most: what else there may be is not known. */
const MOST_FINDINGS = 50;

/** What each finding demands beside its message; null where that is all. */
function demandsOf(findings: readonly Finding[], { candidate, earlier }: Compared): (string | null)[] {
  const groupOf = ({ direction, conflictsWith }: Finding): string => `${direction} ${conflictsWith}`;
  const counts = new Map<string, number>();
  for (const one of findings) counts.set(groupOf(one), (counts.get(groupOf(one)) ?? 0) + 1);
  return findings.map((finding) => {
    const demanded = demandedBy(finding, { candidate, earlier });
    if (candidate === null || counts.get(groupOf(finding))! < MOST_FINDINGS) return demanded;
    return JSON.stringify([demanded, demandedInAll(candidate)]);
  });
}

function demandedBy(finding: Finding, { candidate, earlier }: Compared): string | null {
  const { direction, conflictsWith } = finding;
  const version = earlier.find((one) => one.version === conflictsWith);
  // The schema whose words a finding is about: forward, the earlier version reads.
  const isForward = direction === 'forward';
  const reader = isForward ? version : candidate;
  return reader?.format === 'JSON' ? demandedSchema(finding, reader, isForward ? candidate : null) : null;
}

function severityOf({ severity, rule }: Finding): CheckProblem['severity'] {
  if (severity !== 'notice') return 'error';
  return ['contract-removed', 'subject-changed'].includes(rule) ? 'warning' : 'note';
}
