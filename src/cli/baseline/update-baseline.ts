import { isMap, parseDocument, stringify, YAMLMap, YAMLSeq, type Document } from 'yaml';
import type { CheckedContract, CheckProblem, CheckRun } from '../check/check-run.js';
import { fingerprintsOf, isAcceptable, wasChecked } from './apply-baseline.js';
import { isExpired, isReason, type Baseline } from './baseline.js';

const HEADER = ` Findings that are known and accepted: plumbline check tells them, and does not fail for them.
 Each has its reason. After the day in "until" it counts again.`;

export interface BaselineUpdate {
  run: CheckRun;
  /** The file as it is, and what it says; null where there is none yet. */
  current: { text: string; baseline: Baseline } | null;
  /** Why all that is new, and all that says no reason yet, is accepted; null leaves a mark that the next check refuses until somebody writes the reason. */
  reason: string | null;
  /** The last day for what is new, YYYY-MM-DD; null for ever. */
  until: string | null;
  /** YYYY-MM-DD. */
  today: string;
}

/**
 * The text of a baseline that accepts all that a run found. Entries that still accept something stay as they are, with
 * their comments; those without a reason get the one that is given; expired ones that are found again are renewed; those of checked contracts
 * that nothing needs go.
 */
export function updateBaseline({ run, current, reason, until, today }: BaselineUpdate): string {
  const found = acceptable(run);
  const document = parseDocument(current?.text ?? '');
  const entries = entriesOf(document);
  const known = new Map((current?.baseline.entries ?? []).map((entry) => [entry.fingerprint, entry]));
  const needed = new Set([...found.values()].flatMap(({ problem }) => fingerprintsOf(problem)));
  const isKept = (fingerprint: string): boolean =>
    needed.has(fingerprint) || !wasChecked(run, known.get(fingerprint)?.subject ?? '');
  entries.items = entries.items.filter((item) => isMap(item) && isKept(String(item.get('fingerprint'))));
  for (const item of entries.items as YAMLMap[]) {
    const entry = known.get(String(item.get('fingerprint')));
    if (entry === undefined || !needed.has(entry.fingerprint)) continue;
    if (reason !== null && !isReason(entry.reason)) item.set('reason', reason);
    if (isExpired(entry, today)) renew(item, reason, until);
  }
  for (const [fingerprint, { contract, problem }] of found) {
    if (fingerprintsOf(problem).some((one) => known.has(one))) continue;
    const { subject } = contract;
    const told = { fingerprint, subject, rule: problem.finding.rule, reason: reason ?? 'TODO: say why' };
    entries.add(document.createNode(until === null ? told : { ...told, until }));
  }
  if (entries.items.length === 0) return `#${HEADER.replaceAll('\n', '\n#')}\n${stringify({ accepted: [] })}`;
  return document.toString({ lineWidth: 0 });
}

function renew(item: YAMLMap, reason: string | null, until: string | null): void {
  if (reason !== null) item.set('reason', reason);
  if (until === null) item.delete('until');
  else item.set('until', until);
}

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
