import type { CheckedContract, CheckProblem, CheckRun, CheckStatus } from '../check/check-run.js';
import { foldNotes } from './fold-notes.js';
import { escaped, foldText, printable } from './fold-text.js';
import { painter, type Paint } from './paint.js';
import type { Report, ReportContext } from './report.js';
import { summarise } from './run-summary.js';
import { sourceExcerpt } from './source-excerpt.js';
import { isFailed, toldProblems, type ToldProblem } from './told-problems.js';
import { witnessLines } from './witness-lines.js';

const WORDS: Record<CheckStatus, { word: string; colour: 'red' | 'yellow' | 'green' | 'cyan' }> = {
  incompatible: { word: 'BREAKS', colour: 'red' },
  invalid: { word: 'INVALID', colour: 'red' },
  unproven: { word: 'NOT PROVED', colour: 'yellow' },
  unchecked: { word: 'NOT COMPARED', colour: 'yellow' },
  new: { word: 'NEW', colour: 'cyan' },
  compatible: { word: 'OK', colour: 'green' },
  unchanged: { word: 'OK', colour: 'green' },
};

/** Beyond so many contracts, those that simply pass are only counted. */
const MOST_LISTED = 20;
const WIDEST = 120;
const INDENT = '     ';

interface Page extends ReportContext {
  paint: Paint;
}

/** For a person at a terminal or in a pipeline's log: what breaks with its event, a line for what passes, the sum last. */
export const human: Report = (run, context) => {
  const width = Math.min(Math.max(context.width, 60), WIDEST);
  const page: Page = { ...context, width, paint: painter(context.isColoured) };
  const isListed = (contract: CheckedContract): boolean =>
    contract.problems.length > 0 ||
    contract.status === 'unchecked' ||
    (!context.isQuiet && (contract.status === 'new' || run.contracts.length <= MOST_LISTED));
  const { contracts, notes } = foldNotes(run.contracts);
  const told = contracts.filter(isListed).map((contract) => tellContract(contract, page));
  if (context.isQuiet && !run.contracts.some((contract) => isFailed(contract, context.failOn))) return notCompared(run);
  // Contracts with problems take many lines, and a blank one keeps them apart.
  const listed = told.reduce((text, lines, index) => {
    const isApart = index > 0 && (lines.length > 1 || told[index - 1]!.length > 1);
    return `${text}${isApart ? '\n' : ''}${lines.join('\n')}\n`;
  }, '');
  const ofRun = notes.flatMap(({ message, count }) => foldText(`Note, of ${count} contracts: ${message}`, width));
  const body = [listed, ofRun.map((line) => `${escaped(line)}\n`).join('')].filter((part) => part !== '').join('\n');
  return `${body}${body === '' ? '' : '\n'}${foldText(summarise(run, context.failOn), width).join('\n')}\n`;
};

/** A pass in which something was not looked at is not silent, quiet or not. */
const notCompared = ({ contracts }: CheckRun): string =>
  contracts
    .flatMap(({ subject, file, problems }) =>
      problems.map(({ finding }) => ({ name: `${subject} (${file})`, finding })),
    )
    .filter(({ finding }) => NOT_COMPARED.has(finding.rule))
    .map(({ name, finding }) => `Note: ${printable(name)}: ${escaped(finding.message)}\n`)
    .join('');

/** Rules of what both versions of a contract have and nobody compared. */
const NOT_COMPARED = new Set(['headers-not-compared', 'reference-as-now']);

function tellContract(contract: CheckedContract, page: Page): string[] {
  const { word, colour } = WORDS[contract.status];
  // Not folded: who clicks on a path in a terminal needs it in one piece.
  const headline = `${page.paint(word, colour, 'bold')}  ${printable(contract.subject)}: ${statusOf(contract)}`;
  const told = toldProblems(contract);
  const grave = told.filter(({ problem }) => problem.accepted === null && problem.severity !== 'note');
  const slight = told.filter((one) => !grave.includes(one));
  const shownEvents = new Set<string>();
  return [
    headline,
    ...grave.flatMap((one, index) => ['', ...tellProblem(one, { contract, shownEvents, number: index + 1 }, page)]),
    ...slight.flatMap((one) => ['', ...indented(slightly(one, contract.file), page)]),
  ];
}

function statusOf({ status, file, level, comparedWith, reason }: CheckedContract): string {
  const where = printable(file);
  const against = comparedWith.length === 0 ? level : `${level} against ${earlier(comparedWith)}`;
  switch (status) {
    case 'incompatible':
      return `${where} breaks events (${against})`;
    case 'unproven':
      return `${where} is neither proved nor refuted (${against})`;
    case 'compatible':
      return `${where} is compatible (${against})`;
    case 'unchanged':
      return `${where} is unchanged`;
    case 'new':
      return `${where} would be its first version, there is nothing to compare it with`;
    case 'invalid':
      return `${where} is not a valid schema, so nothing was compared`;
    case 'unchecked':
      return `${where} was not compared: ${printable(reason ?? 'the run did not say why')}`;
  }
}

/** Many versions in a row are told by the first and the last. */
function earlier(names: readonly string[]): string {
  const isNumbered = names.every((name) => /^\d+$/.test(name));
  if (!isNumbered) return names.map(printable).join(', ');
  if (names.length === 1) return `version ${names[0]}`;
  const isRow = names.every((name, index) => Number(name) === Number(names[0]) + index);
  return isRow && names.length > 2 ? `versions ${names[0]} to ${names.at(-1)}` : `versions ${names.join(', ')}`;
}

interface Telling {
  contract: CheckedContract;
  number: number;
  /** Events of this contract that were shown already: one event often shows several problems. */
  shownEvents: Set<string>;
}

function tellProblem(
  { problem, conflicts }: ToldProblem,
  { contract, number, shownEvents }: Telling,
  page: Page,
): string[] {
  const { finding, place } = problem;
  const label = problem.severity === 'warning' ? 'Warning: ' : '';
  const [first = '', ...more] = foldText(label + finding.message, page.width - INDENT.length);
  const text = page.sources.get(place?.file ?? contract.file);
  const excerpt =
    place === null || text === undefined ? [] : sourceExcerpt(text, place, page.width - INDENT.length, page.paint);
  return [
    `  ${number}. ${page.paint(first, 'bold')}`,
    ...more.map((line) => INDENT + page.paint(line, 'bold')),
    `${INDENT}${page.paint(printable(placeName(contract.file, problem)), 'cyan')}`,
    ...indented(particulars(problem, conflicts), page).map((line) => page.paint(line, 'dim')),
    ...(excerpt.length === 0 ? [] : ['', ...excerpt.map((line) => INDENT + line)]),
    ...tellWitness(problem, conflicts, shownEvents, page),
    ...(finding.fix === '' ? [] : ['', ...indented(`To mend it: ${finding.fix}`, page)]),
  ];
}

export const placeName = (file: string, { place }: CheckProblem): string =>
  place === null
    ? file
    : place.file === undefined
      ? `${file}:${place.line}:${place.column}`
      : `${place.file}:${place.line}:${place.column}, by ${file}`;

function particulars({ finding, fingerprint }: CheckProblem, conflicts: readonly string[]): string {
  const inEvent = finding.path.startsWith('/') ? `, ${finding.path} of the event` : '';
  const against = conflicts.length < 2 ? '' : `, the same against ${conflicts.join(', ')}`;
  return `${finding.rule}${inEvent}${against}, fingerprint ${fingerprint}`;
}

function tellWitness(
  { finding }: CheckProblem,
  conflicts: readonly string[],
  shownEvents: Set<string>,
  page: Page,
): string[] {
  const { witness, direction } = finding;
  if (witness === undefined) return [];
  const event = JSON.stringify([direction, witness]);
  if (shownEvents.has(event)) return ['', `${INDENT}The event above shows this too.`];
  shownEvents.add(event);
  const old = conflicts.at(-1) ?? 'the earlier version';
  const [writer, reader] = direction === 'forward' ? ['the candidate', old] : [old, 'the candidate'];
  const shown = witnessLines(witness, page.width - INDENT.length - 2, page.paint);
  const bytes = witness.encodedHex === undefined ? [] : ['', `In bytes: ${shortened(witness.encodedHex)}`];
  return [
    '',
    `${INDENT}This event of ${writer} breaks readers of ${reader}:`,
    '',
    ...shown.map((line) => `${INDENT}  ${line}`),
    ...bytes.map((line) => (line === '' ? '' : INDENT + page.paint(line, 'dim'))),
  ];
}

const shortened = (hex: string): string => {
  const pairs = hex.match(/../g) ?? [];
  return pairs.length <= 24 ? pairs.join(' ') : `${pairs.slice(0, 24).join(' ')} ... (${pairs.length} bytes)`;
};

function slightly({ problem }: ToldProblem, file: string): string {
  const { finding, accepted } = problem;
  if (accepted === null) return `Note: ${finding.message}`;
  const until = accepted.until === null ? '' : ` until ${accepted.until}`;
  const about = `${placeName(file, problem)}, fingerprint ${problem.fingerprint}`;
  return `Accepted${until} (${accepted.reason}): ${finding.message} (${about})`;
}

const indented = (text: string, page: Page): string[] =>
  foldText(text, page.width - INDENT.length).map((line) => `${INDENT}${escaped(line)}`);
