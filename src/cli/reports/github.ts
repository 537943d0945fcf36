import type { CheckedContract } from '../check/check-run.js';
import type { Report } from './report.js';
import { problemsOfRun, type ToldProblem } from './told-problems.js';

/** GitHub shows so many annotations of a type for one step; the step's summary has them all. */
const MOST_OF_A_TYPE = 10;
const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** GitHub's workflow commands that put a problem beside its line, worst first. Where there are more than are shown, the last one says so. */
export const github: Report = (run) => {
  const told = problemsOfRun(run).filter(({ problem }) => problem.accepted === null);
  const lines = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const all = told.filter(({ problem }) => problem.severity === severity);
    if (all.length <= MOST_OF_A_TYPE) return all.map((one) => annotation(one));
    const left = all.length - MOST_OF_A_TYPE + 1;
    const rest = `${left} more are in the report of this run: GitHub shows ${MOST_OF_A_TYPE} of a kind.`;
    return [
      ...all.slice(0, MOST_OF_A_TYPE - 1).map((one) => annotation(one)),
      `::${COMMANDS[severity]} title=${property('Plumbline found more')}::${data(rest)}`,
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
};

function annotation({ problem, conflicts, contract }: ToldProblem & { contract: CheckedContract }): string {
  const { finding, place, severity } = problem;
  const isOnOneLine = place !== null && place.line === place.endLine;
  const properties = {
    file: place?.file ?? contract.file,
    line: place?.line ?? 1,
    // Columns are for one line alone: with several, GitHub refuses them.
    ...(place !== null && { endLine: place.endLine }),
    ...(isOnOneLine && { col: place.column, endColumn: place.endColumn }),
    title: `${contract.subject}: ${finding.rule}`,
  };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMANDS[severity]} ${told.join(',')}::${data(messageOf(finding, conflicts))}`;
}

function messageOf({ message, fix, witness }: ToldProblem['problem']['finding'], conflicts: readonly string[]): string {
  const many = conflicts.length < 2 ? [] : [`The same against ${conflicts.join(', ')}.`];
  const event = witness === undefined ? [] : [`An event that breaks: ${shortened(JSON.stringify(witness.event))}`];
  return [message, ...many, ...event, ...(fix === '' ? [] : [`To mend it: ${fix}`])].join('\n');
}

const shortened = (text: string): string => (text.length <= 1_000 ? text : `${text.slice(0, 997)}...`);

/** Percent signs first: the escapes have them (actions/toolkit, "core/src/command.ts"). */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
