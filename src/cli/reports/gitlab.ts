import type { CheckedContract } from '../check/check-run.js';
import type { Report, ReportContext } from './report.js';
import { isFailing, problemsOfRun, type ToldProblem } from './told-problems.js';

/**
 * GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality, "Import Code Quality results from a CI/CD job"): an
 * array of findings. What the baseline accepts is left out: GitLab has no word for it, and compares runs itself.
 */
export const gitlab: Report = (run, context) => {
  const issues = problemsOfRun(run)
    .filter(({ problem }) => problem.accepted === null)
    .map((told) => issueOf(told, context));
  return `${JSON.stringify(issues, null, 2)}\n`;
};

function issueOf(
  { problem, contract }: ToldProblem & { contract: CheckedContract },
  { failOn }: ReportContext,
): object {
  const { finding, place, fingerprint } = problem;
  const fix = finding.fix === '' ? '' : ` To mend it: ${finding.fix}`;
  const severity = problem.severity === 'error' ? 'critical' : isFailing(problem, failOn) ? 'major' : null;
  return {
    description: `${contract.subject}: ${finding.message}${fix}`,
    check_name: finding.rule,
    fingerprint,
    severity: severity ?? (problem.severity === 'warning' ? 'minor' : 'info'),
    location: { path: place?.file ?? contract.file, lines: { begin: place?.line ?? 1 } },
  };
}
