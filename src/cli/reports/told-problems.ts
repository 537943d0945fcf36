import type { CheckedContract, CheckProblem, CheckRun } from '../check/check-run.js';

/** A problem as it is told: once, however many earlier versions it conflicts with. */
export interface ToldProblem {
  problem: CheckProblem;
  /** What it conflicts with, oldest first, as a sentence calls it: `version 3`, `the version in main`; empty where it concerns the candidate alone. */
  conflicts: string[];
}

const GRAVITY = { error: 0, warning: 1, note: 2 } as const;

/** The problems of a contract: worst first, what is accepted after what is not, and each one once. */
export function toldProblems(contract: CheckedContract): ToldProblem[] {
  const byFingerprint = new Map<string, CheckProblem[]>();
  for (const problem of contract.problems) {
    const same = byFingerprint.get(problem.fingerprint);
    if (same === undefined) byFingerprint.set(problem.fingerprint, [problem]);
    else same.push(problem);
  }
  const told = [...byFingerprint.values()].map((same) => ({
    // The newest version comes first, and what it says matters most.
    problem: worstOf(same),
    conflicts: conflictsOf(contract, same),
  }));
  return told.sort((a, b) => order(a) - order(b));
}

const worstOf = (same: readonly CheckProblem[]): CheckProblem =>
  same.reduce((worst, one) => (GRAVITY[one.severity] < GRAVITY[worst.severity] ? one : worst));

const order = ({ problem: { severity, accepted } }: ToldProblem): number =>
  GRAVITY[severity] + (accepted === null ? 0 : 3);

function conflictsOf(contract: CheckedContract, same: readonly CheckProblem[]): string[] {
  const numbers = same.flatMap(({ finding }) => finding.conflictsWith ?? []);
  return [...new Set(numbers)].sort((a, b) => a - b).map((number) => nameOfEarlier(contract, number));
}

/** A version of a registry has its number; what came from git or a file has the name that the run gave it. */
function nameOfEarlier({ comparedWith }: CheckedContract, version: number): string {
  if (comparedWith.every((name) => /^\d+$/.test(name))) return `version ${version}`;
  // Of several files each is the same version, and the finding's message says what differs.
  return comparedWith.length === 1 ? `the version in ${comparedWith[0]}` : 'the earlier version';
}

/** Whether a problem fails the run. */
export const isFailing = ({ severity, accepted }: CheckProblem, failOn: 'error' | 'warning'): boolean =>
  accepted === null && (severity === 'error' || (severity === 'warning' && failOn === 'warning'));

export const isFailed = (contract: CheckedContract, failOn: 'error' | 'warning'): boolean =>
  contract.problems.some((problem) => isFailing(problem, failOn));

/** Problems of all contracts with the contract of each: worst first, then in the order of the run. */
export function problemsOfRun({ contracts }: CheckRun): (ToldProblem & { contract: CheckedContract })[] {
  const all = contracts.flatMap((contract) => toldProblems(contract).map((told) => ({ ...told, contract })));
  return all.sort((a, b) => order(a) - order(b));
}
