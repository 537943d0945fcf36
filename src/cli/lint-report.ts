import type { CheckProblem, CheckRun } from './check-run.js';
import type { ReportContext } from './reports/report.js';
import { painter, type Paint } from './reports/paint.js';

const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;
const WORDS = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

type LintContext = Pick<ReportContext, 'isColoured' | 'isQuiet' | 'failOn'>;

/** What lint found, for a person: each problem at its line with what would mend it, and the sum last. */
export function lintReport({ contracts, against }: CheckRun, { isColoured, isQuiet }: LintContext): string {
  const paint = painter(isColoured);
  const told = contracts.flatMap(({ file, problems }) => problems.map((problem) => tell(file, problem, paint)));
  const problems = contracts.flatMap((contract) => contract.problems);
  if (isQuiet && problems.length === 0) return '';
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: problems.filter((problem) => problem.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? '' : 's'}`);
  const found = counts.length === 0 ? 'nothing to mend' : counts.join(', ');
  const looked = `${contracts.length} contract${contracts.length === 1 ? '' : 's'} looked at by ${against}`;
  return [...told, `${looked}: ${found}.`].join('\n\n').concat('\n');
}

function tell(file: string, { finding, severity, place }: CheckProblem, paint: Paint): string {
  const where = place === null ? file : `${file}:${place.line}:${place.column}`;
  const fix = finding.fix === '' ? [] : [`  To mend it: ${finding.fix}`];
  return [
    `${paint(where, 'cyan')}  ${finding.rule}`,
    `  ${paint(WORDS[severity], COLOURS[severity])}: ${finding.message}`,
    ...fix,
  ].join('\n');
}
