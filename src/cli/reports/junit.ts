import type { CheckedContract, CheckRun, CheckStatus } from '../check/check-run.js';
import { placeName } from './human.js';
import type { Report, ReportContext } from './report.js';
import { isFailing, toldProblems, type ToldProblem } from './told-problems.js';

/**
 * JUnit's XML as Jenkins and the others read it (`junit-10.xsd` of Jenkins' xunit plugin): a test case for each contract,
 * passing ones too. What breaks is a failure, a schema that is none an error, and what was not compared is skipped;
 * of lint, which compares nothing, what fails nothing is told in the case.
 */
export const junit: Report = (run, context) => {
  const cases = run.contracts.map((contract) => ({ contract, outcome: outcomeOf(contract, run, context) }));
  const count = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  const time = (run.durationMs / 1000).toFixed(3);
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
  // Surefire's pattern for times, which the schema asks for, allows three digits before the point without a separator.
  const timed = time.length <= 7 ? ` time="${time}"` : '';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="plumbline" ${counts}${timed}>`,
    `  <testsuite name=${quoted(suiteOf(run))} ${counts} skipped="${count('skipped')}"${timed} timestamp="${run.startedAt.toISOString().slice(0, 19)}">`,
    ...cases.flatMap(({ contract, outcome }) => testCase(contract, outcome, run)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

interface Outcome {
  kind: 'failure' | 'error' | 'skipped';
  message: string;
  type: string;
  text: string;
}

const suiteOf = ({ task, against }: CheckRun): string =>
  task === 'lint' ? `plumbline lint by ${against}` : `plumbline check against ${against}`;

function outcomeOf(contract: CheckedContract, { task }: CheckRun, { failOn }: ReportContext): Outcome | null {
  const failing = toldProblems(contract).filter(({ problem }) => isFailing(problem, failOn));
  const [first] = failing;
  if (first === undefined) {
    if (contract.status !== 'unchecked' || task === 'lint') return null;
    const message = contract.reason ?? 'It was not compared.';
    return { kind: 'skipped', message, type: 'unchecked', text: '' };
  }
  const more = failing.length === 1 ? '' : ` (and ${failing.length - 1} more)`;
  return {
    kind: contract.status === 'invalid' ? 'error' : 'failure',
    message: first.problem.finding.message + more,
    type: first.problem.finding.rule,
    text: failing.map((told) => textOf(contract, told)).join('\n\n'),
  };
}

function textOf({ file }: CheckedContract, { problem }: ToldProblem): string {
  const { finding, fingerprint } = problem;
  const lines = [`${placeName(file, problem)} ${finding.rule} ${fingerprint}`, finding.message];
  if (finding.witness !== undefined) {
    const { event, rejections } = finding.witness;
    lines.push('', 'An event that breaks:', JSON.stringify(event, null, 2));
    for (const { path, reason } of rejections) lines.push(`${path === '' ? 'the event' : path} ${reason}`);
  }
  if (finding.fix !== '') lines.push('', `To mend it: ${finding.fix}`);
  return lines.join('\n');
}

function testCase(contract: CheckedContract, outcome: Outcome | null, { task }: CheckRun): string[] {
  const open = `    <testcase name=${quoted(contract.subject)} classname=${quoted(contract.file)}`;
  const notes = task === 'lint' ? lintNotes(contract) : OUTPUT[contract.status];
  if (outcome === null) return [`${open}>`, `      <system-out>${xmlText(notes)}</system-out>`, '    </testcase>'];
  const { kind, message, type, text } = outcome;
  return [
    `${open}>`,
    `      <${kind} message=${quoted(message)} type=${quoted(type)}>${xmlText(text)}</${kind}>`,
    '    </testcase>',
  ];
}

function lintNotes(contract: CheckedContract): string {
  const lines = toldProblems(contract).map(
    ({ problem }) => `${placeName(contract.file, problem)} ${problem.finding.rule}: ${problem.finding.message}`,
  );
  return lines.length === 0 ? 'Nothing to mend.' : lines.join('\n');
}

const OUTPUT: Record<CheckStatus, string> = {
  compatible: 'It is compatible.',
  unchanged: 'It is unchanged.',
  new: 'It would be the first version.',
  incompatible: 'It breaks events, and all of that is accepted by the baseline.',
  unproven: 'It is neither proved nor refuted, and that is accepted by the baseline.',
  invalid: 'It is no schema.',
  unchecked: 'It was not compared.',
};

/** What XML 1.0 has no character for (section 2.2) is replaced, halves of surrogate pairs among it. */
const xmlText = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const quoted = (text: string): string => `"${xmlText(text).replaceAll('"', '&quot;').replace(/\s+/g, ' ')}"`;
