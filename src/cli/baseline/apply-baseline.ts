import type { CheckProblem, CheckRun } from '../check/check-run.js';
import { isExpired, type Baseline, type BaselineEntry } from './baseline.js';

/**
 * The run with what the baseline accepts marked as accepted, and what is to be told of the baseline itself: entries that
 * expired and entries that nothing needs any more, each at its line. A schema that cannot be read is never accepted: it
 * would hide all that could be wrong with it. `today` is YYYY-MM-DD.
 */
export function applyBaseline(run: CheckRun, baseline: Baseline, today: string): { run: CheckRun; notes: string[] } {
  const entries = new Map(baseline.entries.map((entry) => [entry.fingerprint, entry]));
  const acceptable = run.contracts.flatMap(({ problems }) => problems.filter(isAcceptable));
  const found = new Set(acceptable.map(({ fingerprint }) => fingerprint));
  const contracts = run.contracts.map((contract) => ({
    ...contract,
    problems: contract.problems.map((problem) => accepted(problem, entries.get(problem.fingerprint), today)),
  }));
  const notes = baseline.entries.flatMap((entry) => noteOn(entry, found.has(entry.fingerprint), run, today));
  return { run: { ...run, contracts }, notes: notes.map((note) => `${baseline.name}:${note}`) };
}

/** What a baseline may hold. Notes fail nothing, so there is nothing to accept. */
export const isAcceptable = ({ finding, severity }: CheckProblem): boolean =>
  finding.severity !== 'invalid' && severity !== 'note';

function accepted(problem: CheckProblem, entry: BaselineEntry | undefined, today: string): CheckProblem {
  if (entry === undefined || isExpired(entry, today) || !isAcceptable(problem)) return problem;
  return { ...problem, accepted: { reason: entry.reason, until: entry.until } };
}

function noteOn(entry: BaselineEntry, isFound: boolean, run: CheckRun, today: string): string[] {
  const { line, rule, subject, until, fingerprint } = entry;
  if (isFound && isExpired(entry, today))
    return [`${line}: it expired on ${until}: ${rule} of ${subject} counts again.`];
  if (isFound || !wasChecked(run, subject)) return [];
  return [
    `${line}: nothing has the fingerprint ${fingerprint} (${rule} of ${subject}) any more, so this entry can go.`,
  ];
}

/** A run over some of the files says nothing of entries for the others. */
export const wasChecked = ({ contracts }: CheckRun, subject: string): boolean =>
  contracts.some((contract) => contract.subject === subject && contract.status !== 'unchecked');
