import type { CheckProblem, CheckRun } from '../check/check-run.js';
import type { ReportContext } from '../reports/report.js';
import { placeName } from '../reports/human.js';
import { painter, type Paint } from '../reports/paint.js';
import { sumOfLint } from '../reports/run-summary.js';
import { isFailed, isFailing } from '../reports/told-problems.js';

const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;
const WORDS = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

type LintContext = Pick<ReportContext, 'isColoured' | 'isQuiet' | 'failOn'>;

/** What lint found, for a person: each problem at its line with what would mend it, and the sum last; quiet, what fails the run alone. */
export function lintReport(run: CheckRun, { isColoured, isQuiet, failOn }: LintContext): string {
  const { contracts } = run;
  if (isQuiet && !contracts.some((contract) => isFailed(contract, failOn))) return '';
  const paint = painter(isColoured);
  const told = contracts.flatMap(({ file, problems }) =>
    problems.filter((problem) => !isQuiet || isFailing(problem, failOn)).map((problem) => tell(file, problem, paint)),
  );
  return [...told, sumOfLint(run)].join('\n\n').concat('\n');
}

function tell(file: string, problem: CheckProblem, paint: Paint): string {
  const { finding, severity } = problem;
  const where = placeName(file, problem);
  const fix = finding.fix === '' ? [] : [`  To mend it: ${finding.fix}`];
  return [
    `${paint(where, 'cyan')}  ${finding.rule}`,
    `  ${paint(WORDS[severity], COLOURS[severity])}: ${finding.message}`,
    ...fix,
  ].join('\n');
}
