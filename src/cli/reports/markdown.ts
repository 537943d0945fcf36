import type { CheckedContract, CheckRun, CheckStatus } from '../check/check-run.js';
import { escaped, printable } from './fold-text.js';
import type { GitHubPlace, Report, ReportContext } from './report.js';
import { countOf, countStatuses, summarise } from './run-summary.js';
import { isFailed, toldProblems, type ToldProblem } from './told-problems.js';
import { witnessLines } from './witness-lines.js';

/** GitHub takes so much for the summary of a step, and refuses all of a longer one. */
const MOST_BYTES = 1024 * 1024;
/** For the line that says what was left out. */
const SPARED_BYTES = 1_000;

const TITLES: Record<CheckStatus, string> = {
  incompatible: 'Breaks',
  invalid: 'Invalid',
  unproven: 'Not proved',
  unchecked: 'Not compared',
  new: 'New',
  compatible: 'Compatible',
  unchanged: 'Unchanged',
};

/** For a step's summary or a comment: the sum, a section for each contract with problems, a table of them all. At most 1 MiB. */
export const markdown: Report = (run, context) => {
  const isFailedRun = run.contracts.some((contract) => isFailed(contract, context.failOn));
  const start = `## ${isFailedRun ? '❌' : '✅'} Event contracts\n\n${text(summarise(run, context.failOn))}\n`;
  const told = run.contracts.filter(({ problems }) => problems.length > 0);
  const failedFirst = told.toSorted((a, b) => rank(a, context) - rank(b, context));
  const sections = failedFirst.map((contract) => section(contract, run, context));
  return withinLimit([start, ...sections, table(run)], told.length);
};

const rank = (contract: CheckedContract, { failOn }: ReportContext): number => (isFailed(contract, failOn) ? 0 : 1);

/** Whole sections, as many as there is room for. */
function withinLimit(parts: readonly string[], sections: number): string {
  let [whole, bytes, kept] = ['', 0, 0];
  for (const part of parts) {
    const size = Buffer.byteLength(part) + 1;
    if (bytes + size > MOST_BYTES - SPARED_BYTES) {
      const left = sections - Math.max(0, kept - 1);
      return `${whole}\n_${countOf(left, 'more contract')} with problems, and the table of all, do not fit here; the other reports have them._\n`;
    }
    whole += `${kept === 0 ? '' : '\n'}${part}`;
    bytes += size;
    kept++;
  }
  return whole;
}

/** Lint compares nothing, so there is no status to tell. */
function titleOf({ status, problems }: CheckedContract, { task }: CheckRun): string {
  if (task === 'check' || status === 'invalid') return TITLES[status];
  return problems.length === 0 ? 'Nothing to mend' : 'To mend';
}

function section(contract: CheckedContract, run: CheckRun, context: ReportContext): string {
  const { subject, level, comparedWith } = contract;
  const against =
    comparedWith.length === 0
      ? ''
      : ` against ${comparedWith.length === 1 ? '' : 'each of '}${comparedWith.map(code).join(', ')}`;
  const problems = toldProblems(contract);
  return [
    `### ${titleOf(contract, run)}: ${code(subject)}`,
    ...(run.task === 'lint' ? [] : ['', `${level}${against}.`]),
    ...problems.map((told) => `\n${problemOf(told, contract, context)}`),
    '',
  ].join('\n');
}

function problemOf({ problem, conflicts }: ToldProblem, contract: CheckedContract, context: ReportContext): string {
  const { finding, place, severity, accepted, fingerprint } = problem;
  const line = place?.line ?? 1;
  const file = place?.file ?? contract.file;
  const where = linked(`${file}:${line}`, file, line, context.github);
  const label =
    accepted !== null ? 'Accepted: ' : severity === 'error' ? '' : severity === 'warning' ? 'Warning: ' : 'Note: ';
  const said = [
    `- **${label}${text(finding.message)}**`,
    `  ${where}, ${code(finding.rule)}, fingerprint ${code(fingerprint)}`,
  ];
  if (conflicts.length > 1) said.push(`  The same against ${conflicts.map(text).join(', ')}.`);
  if (accepted !== null) {
    const until = accepted.until === null ? '' : ` (until ${text(accepted.until)})`;
    said.push('', `  ${text(accepted.reason)}${until}`);
  }
  if (finding.witness !== undefined && accepted === null) {
    const lines = witnessLines(finding.witness, 100, (plain) => plain);
    said.push('', '  An event that breaks:', '', ...fenced(lines).map((one) => `  ${one}`));
  }
  if (finding.fix !== '' && accepted === null) said.push('', `  To mend it: ${text(finding.fix)}`);
  return said.join('\n');
}

/** In a fence longer than any run of backticks inside. */
function fenced(lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

function table(run: CheckRun): string {
  const { contracts, task } = run;
  const counts = countStatuses(contracts);
  const passing = counts.compatible + counts.unchanged + counts.new;
  const rows = contracts.map(
    (contract) =>
      `| ${cell(code(contract.subject))} | ${cell(code(contract.file))} | ${titleOf(contract, run)}${reasonOf(contract, run)} |`,
  );
  const all = contracts.length === 1 ? 'The contract' : `All ${countOf(contracts.length, 'contract')}`;
  const some = passing === contracts.length ? ', without a break' : `, ${passing} of them without a break`;
  const title = task === 'lint' || passing === 0 ? all : `${all}${some}`;
  const lines = ['<details>', `<summary>${title}</summary>`, '', '| Subject | File | Result |', '| --- | --- | --- |'];
  return [...lines, ...rows, '', '</details>', ''].join('\n');
}

const reasonOf = ({ reason }: CheckedContract, { task }: CheckRun): string =>
  reason === null || task === 'lint' ? '' : `: ${cell(text(reason))}`;

function linked(label: string, file: string, line: number, github: GitHubPlace | null): string {
  if (github === null) return code(label);
  const path = file.split('/').map(encodeURIComponent).join('/');
  const blob = `${github.serverUrl}/${github.repository}/blob/${github.sha}/${path}`;
  // Parentheses end a link early; encodeURIComponent leaves them.
  return `[${code(label)}](${blob.replaceAll('(', '%28').replaceAll(')', '%29')}#L${line})`;
}

/** Text of others in Markdown and HTML: what either would take for its own is escaped. */
const text = (plain: string): string =>
  printable(plain)
    .replace(/[\\`*_{}[\]()#+!|~]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '&#64;');

function code(plain: string): string {
  const inside = escaped(plain.replace(/\s+/g, ' '));
  const longest = Math.max(0, ...(inside.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${inside}\`` : `${fence} ${inside} ${fence}`;
}

const cell = (markup: string): string => markup.replaceAll('|', '\\|');
