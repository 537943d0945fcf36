import { isMap, parseDocument, stringify, YAMLMap, YAMLSeq, type Document } from 'yaml';
import type { CheckedContract, CheckProblem, CheckRun } from '../check/check-run.js';
import { isAcceptable, wasChecked } from './apply-baseline.js';
import { isExpired, isReason, NEVER, type Baseline } from './baseline.js';

const HEADER = ` Findings that are known and accepted: plumbline check tells them, and does not fail for them.
 Each has its reason. After the day in "until" it counts again.`;

export interface BaselineUpdate {
  run: CheckRun;
  /** The file as it is, and what it says; null where there is none yet. */
  current: { text: string; baseline: Baseline } | null;
  /** Why all that is new, and all that says no reason yet, is accepted; null leaves a mark that the next check refuses until somebody writes the reason. */
  reason: string | null;
  /** The last day for what is new, and what gets its reason now: YYYY-MM-DD or `never`; null where none was given, which is for ever for what is new. */
  until: string | null;
  /** YYYY-MM-DD. */
  today: string;
}

export interface UpdatedBaseline {
  text: string;
  /** So many entries of what was found have a reason, and keep a last day, or none, that is not the one given. */
  otherDays: number;
}

/**
 * The text of a baseline that accepts all that a run found. Entries that still accept something stay as they are, with
 * their comments; those without a reason get the one that is given, and the day; expired ones that are found again are renewed; those of checked contracts
 * that nothing needs go.
 */
export function updateBaseline({ run, current, reason, until, today }: BaselineUpdate): UpdatedBaseline {
  const found = acceptable(run);
  const document = parseDocument(current?.text ?? '');
  const entries = entriesOf(document);
  const known = new Map((current?.baseline.entries ?? []).map((entry) => [entry.fingerprint, entry]));
  const isKept = (fingerprint: string): boolean =>
    found.has(fingerprint) || !wasChecked(run, known.get(fingerprint)?.subject ?? '');
  entries.items = entries.items.filter((item) => isMap(item) && isKept(String(item.get('fingerprint'))));
  let otherDays = 0;
  for (const item of entries.items as YAMLMap[]) {
    const entry = known.get(String(item.get('fingerprint')));
    if (entry === undefined || !found.has(entry.fingerprint)) continue;
    const isOpen = !isReason(entry.reason);
    if (reason !== null && isOpen) item.set('reason', reason);
    if (isExpired(entry, today)) renew(item, reason, until);
    else if (until !== null && isOpen) setDay(item, until);
    else if (until !== null && dayAsGiven(entry.until) !== until) otherDays += 1;
  }
  for (const [fingerprint, { contract, problem }] of found) {
    if (known.has(fingerprint)) continue;
    const { subject } = contract;
    const told = { fingerprint, subject, rule: problem.finding.rule, reason: reason ?? 'TODO: say why' };
    entries.add(document.createNode(until === null || until === NEVER ? told : { ...told, until }));
  }
  const empty = `#${HEADER.replaceAll('\n', '\n#')}\n${stringify({ accepted: [] })}`;
  return { text: entries.items.length === 0 ? empty : document.toString({ lineWidth: 0 }), otherDays };
}

function renew(item: YAMLMap, reason: string | null, until: string | null): void {
  if (reason !== null) item.set('reason', reason);
  setDay(item, until ?? NEVER);
}

function setDay(item: YAMLMap, until: string): void {
  if (until === NEVER) item.delete('until');
  else item.set('until', until);
}

const dayAsGiven = (until: string | null): string => until ?? NEVER;

function entriesOf(document: Document): YAMLSeq {
  if (!isMap(document.contents)) {
    document.contents = document.createNode({});
    document.commentBefore = HEADER;
  }
  const accepted = document.get('accepted');
  if (accepted instanceof YAMLSeq) {
    accepted.flow = false;
    return accepted;
  }
  const entries = new YAMLSeq();
  document.set('accepted', entries);
  return entries;
}

function acceptable({ contracts }: CheckRun): Map<string, { contract: CheckedContract; problem: CheckProblem }> {
  const all = contracts.flatMap((contract) => contract.problems.map((problem) => ({ contract, problem })));
  return new Map(all.filter(({ problem }) => isAcceptable(problem)).map((one) => [one.problem.fingerprint, one]));
}
