import type { CheckedContract, CheckProblem } from '../check/check-run.js';

/** Rules whose notes say of every contract the same: what the run as a whole could not see. */
const OF_THE_RUN = new Set(['history-not-compared', 'other-rules-in-force']);

/** A note that many contracts have, told once. */
export interface FoldedNote {
  message: string;
  /** How many contracts have it, two or more. */
  count: number;
}

/** Contracts without the notes that several of them have in the same words, and those notes by themselves. */
export function foldNotes(contracts: readonly CheckedContract[]): {
  contracts: CheckedContract[];
  notes: FoldedNote[];
} {
  const counts = new Map<string, number>();
  for (const { finding } of contracts.flatMap(({ problems }) => problems.filter(isOfTheRun)))
    counts.set(finding.message, (counts.get(finding.message) ?? 0) + 1);
  const isFolded = (problem: CheckProblem): boolean =>
    isOfTheRun(problem) && (counts.get(problem.finding.message) ?? 0) > 1;
  return {
    contracts: contracts.map((one) => ({ ...one, problems: one.problems.filter((problem) => !isFolded(problem)) })),
    notes: [...counts].filter(([, count]) => count > 1).map(([message, count]) => ({ message, count })),
  };
}

const isOfTheRun = ({ finding, accepted }: CheckProblem): boolean =>
  finding.severity === 'notice' && accepted === null && OF_THE_RUN.has(finding.rule);
