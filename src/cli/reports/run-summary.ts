import type { CheckedContract, CheckRun, CheckStatus } from '../check/check-run.js';
import { isFailed, problemsOfRun } from './told-problems.js';

/** In the order in which they are told: what needs somebody first. */
const STATUSES: readonly [CheckStatus, one: string, many: string][] = [
  ['incompatible', 'breaks', 'break'],
  ['invalid', 'is invalid', 'are invalid'],
  ['unproven', 'is not proved', 'are not proved'],
  ['unchecked', 'was not compared', 'were not compared'],
  ['new', 'is new', 'are new'],
  ['compatible', 'is compatible', 'are compatible'],
  ['unchanged', 'is unchanged', 'are unchanged'],
];

/** How many contracts have each status; a status that none has is 0. */
export function countStatuses(contracts: readonly CheckedContract[]): Record<CheckStatus, number> {
  const counts = { new: 0, unchanged: 0, compatible: 0, incompatible: 0, unproven: 0, invalid: 0, unchecked: 0 };
  for (const { status } of contracts) counts[status]++;
  return counts;
}

/** `Failed: 3 contracts checked against the registry http://localhost:4400 in 0.2 s: 1 breaks, 2 are compatible.` */
export function summarise(run: CheckRun, failOn: 'error' | 'warning'): string {
  const { contracts, against, durationMs } = run;
  if (run.task === 'lint') return sumOfLint(run);
  const counts = countStatuses(contracts);
  const parts = STATUSES.filter(([status]) => counts[status] > 0).map(
    ([status, one, many]) => `${counts[status]} ${counts[status] === 1 ? one : many}`,
  );
  const verdict = contracts.some((contract) => isFailed(contract, failOn)) ? 'Failed' : 'Passed';
  const checked = `${countOf(contracts.length, 'contract')} checked against ${against} in ${seconds(durationMs)}`;
  return `${verdict}: ${checked}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.${besides(run)}`;
}

/** `3 contracts looked at by the rules of lint: 1 warning, 2 notes.` */
export function sumOfLint({ contracts, against }: CheckRun): string {
  const problems = contracts.flatMap((contract) => contract.problems);
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: problems.filter((problem) => problem.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => countOf(count, severity));
  const found = counts.length === 0 ? 'nothing to mend' : counts.join(', ');
  return `${countOf(contracts.length, 'contract')} looked at by ${against}: ${found}.`;
}

/** What the statuses do not say: what is accepted, and what is only worth mending. */
function besides(run: CheckRun): string {
  const told = problemsOfRun(run).map(({ problem }) => problem);
  const accepted = told.filter((problem) => problem.accepted !== null).length;
  const warnings = told.filter((problem) => problem.accepted === null && problem.severity === 'warning').length;
  return [
    ...(warnings === 0 ? [] : [` ${countOf(warnings, 'warning')}.`]),
    ...(accepted === 0 ? [] : [` ${countOf(accepted, 'finding')} accepted by the baseline.`]),
  ].join('');
}

export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
