import { shownFinding } from '../../contracts/finding.js';
import type { CheckedContract, CheckProblem } from '../check/check-run.js';
import type { Report } from './report.js';
import { countStatuses } from './run-summary.js';
import { isFailed, isFailing } from './told-problems.js';

/** For programs: everything of the run, by `schemas/check-report.schema.json`. Within a major version of it only keys are added. */
export const json: Report = (run, { version, failOn }) => {
  const problems = run.contracts.flatMap((contract) => contract.problems);
  const report = {
    reportVersion: 1,
    tool: { name: 'plumbline', version },
    ok: !run.contracts.some((contract) => isFailed(contract, failOn)),
    failOn,
    against: run.against,
    startedAt: run.startedAt.toISOString(),
    durationMs: run.durationMs,
    counts: {
      contracts: run.contracts.length,
      ...countStatuses(run.contracts),
      failing: problems.filter((problem) => isFailing(problem, failOn)).length,
      accepted: problems.filter(({ accepted }) => accepted !== null).length,
    },
    contracts: run.contracts.map(contractOf),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};

function contractOf({ problems, ...contract }: CheckedContract): object {
  return { ...contract, problems: problems.map(problemOf) };
}

const problemOf = ({ fingerprint, severity, place, accepted, finding }: CheckProblem): object => ({
  fingerprint,
  severity,
  place,
  accepted,
  finding: shownFinding(finding),
});
