import { isDeepStrictEqual } from 'node:util';
import { aboutCandidate, notDecided } from '../../contracts/about-candidate.js';
import { checkCompatibility, findSchemaProblems } from '../../contracts/compatibility.js';
import type { Finding, Policy } from '../../contracts/finding.js';
import { schemaFormatOf } from '../../contracts/formats/index.js';
import { demandsOf, transitive, type Level } from '../../contracts/level.js';
import { told, wording, type Told } from '../../contracts/sentence.js';
import type { Format, ReferencedSchema } from '../../contracts/source.js';
import { noteOfPolicy } from './note-of-policy.js';
import type { CheckedContract } from './check-run.js';
import type { EarlierVersion, RemovedContract } from '../against/earlier-versions.js';
import { isSameSchema } from '../same-schema.js';
import { withSought } from '../references/missing-references.js';
import type { LocalContract, UnreadContract } from '../sources/local-contract.js';

/** As the registry reads it: draft-07 where a schema names no draft. */
export const DEFAULT_DIALECT = 'draft-07';
/** Nobody else waits for this process: it may think longer than the server. */
const BUDGET_MS = 10_000;

/** One contract with its findings, before they are placed in the file. */
export type Judged = Omit<CheckedContract, 'problems'> & { findings: Finding[] };

/** What a contract is checked against, and by which rules. */
export interface Question {
  contract: LocalContract;
  level: Level;
  policy: Policy | null;
  /** What somebody asked for by name; null where it is what a registry or the format has. */
  asked?: Policy | null;
  /** Oldest first. */
  versions: readonly EarlierVersion[];
  /** What the same file was under another subject, where there are no versions. */
  formerly?: EarlierVersion | null;
  /** Told of what has an earlier version and is another schema now. */
  notesOfRules?: readonly Finding[];
  /** References that no file has: those that the registry told. */
  referenced: readonly ReferencedSchema[];
}

/** The verdict on one contract. No schema makes it throw. */
export function checkContract(question: Question): Judged {
  const { contract, level, versions, referenced } = question;
  const { format, text, closure, faults } = contract;
  const about = aboutContract(contract, level, question.policy);
  const references = [...closure, ...referenced];
  const wrong = faults.length > 0 ? faults : findSchemaProblems(format, { text, references }, DEFAULT_DIALECT, BUDGET);
  const problems = withSought(wrong, contract.missing, (name) => contract.referredFiles.get(name)?.file ?? null);
  if (problems.length > 0) return { ...about, status: statusOf(problems), findings: problems };
  const newest = versions.at(-1);
  if (newest === undefined) {
    const findings = [...contract.notes, ...noteOfSubject(question, about, references)];
    return { ...about, status: 'new', findings };
  }
  const notes = [...contract.notes, ...noteOfRename(contract, newest)];
  // Of several that it may have been each is the newest, with the same number.
  const latest = versions.filter(({ version }) => version === newest.version);
  const asked = latest.length > 1 ? transitive(level) : level;
  const compared = { ...about, comparedWith: comparedWith(asked, versions) };
  if (latest.every((one) => one.format === format && isSameSchema(format, { text, references }, one))) {
    return { ...compared, status: 'unchanged', findings: notes };
  }
  notes.push(...(question.notesOfRules ?? []));
  // Nothing was compared, so nothing can be called compatible.
  if (level === 'NONE') return { ...compared, status: 'unchecked', reason: 'the level is NONE', findings: notes };
  const request = { format, level: asked, policy: about.policy, history: versions, candidate: text, references };
  const checked = (policy: Policy) =>
    checkCompatibility({ ...request, policy, defaultDialect: DEFAULT_DIALECT, ...BUDGET });
  const { verdict, findings } = checked(about.policy);
  const policies = { format, asked: question.asked ?? null, used: about.policy };
  const refusedBy = (policy: Policy): boolean => checked(policy).verdict === 'incompatible';
  return {
    ...compared,
    status: verdict,
    findings: [...findings, ...noteOfPolicy(policies, findings, refusedBy), ...notes],
  };
}

const BUDGET = { budgetMs: BUDGET_MS };

const ANOTHER = 'Where it is another contract, say its `subject` in a plumbline.contracts.yaml.';

/** It is compared with what it was, and nevertheless another subject from now on. */
function noteOfRename({ subject, file }: LocalContract, { renamedFrom = null, label }: EarlierVersion): Finding[] {
  if (renamedFrom === null) return [];
  const was =
    renamedFrom.file === file ? `was the subject "${renamedFrom.subject}"` : `was renamed from ${renamedFrom.file}`;
  const message = told`${file} ${was}, and was compared with that in ${wording(label)}: its subject is "${subject}" from now on. ${wording(ANOTHER)}`;
  const fix = 'Where it is to stay the subject it was, say `subject` in a plumbline.contracts.yaml.';
  const renamed = { ...aboutCandidate('contract-renamed', 'notice', '', message), fix };
  return renamedFrom.isTaken ? [renamed] : [renamed, noteOfRemoval(renamedFrom.subject, label)];
}

/** Who gives a file another subject may mean a new contract, so nothing fails; what it would break as the old one is told. */
function noteOfSubject(
  { contract, level, formerly = null }: Question,
  { policy }: Pick<Judged, 'policy'>,
  references: readonly ReferencedSchema[],
): Finding[] {
  if (formerly === null) return [];
  const { subject, file, format, text } = contract;
  const old = formerly.renamedFrom!.subject;
  const request = { format, level, policy, history: [formerly], candidate: text, references };
  const { verdict, findings } = checkCompatibility({ ...request, defaultDialect: DEFAULT_DIALECT, ...BUDGET });
  const broken = findings.filter(({ severity }) => severity !== 'notice');
  const verdictOnOld =
    level === 'NONE'
      ? wording('was not compared (the level is NONE)')
      : told`would be ${verdict}${broken.length === 0 ? wording('') : told`: ${inOne(broken)}`}`;
  const message = told`${file} was the subject "${old}" in ${wording(formerly.label)}, and is "${subject}" from now on, so it counts as new. As "${old}" it ${verdictOnOld}.`;
  const fix = `Where it is the same contract, let it stay "${old}"; where it is another one, keep the old one in a file of its own until nobody reads it.`;
  return [{ ...aboutCandidate('subject-changed', 'notice', '', message), fix }];
}

/** The words of the first, and the facts of all: who accepts it has not accepted what breaks later. */
const inOne = (findings: readonly Finding[]): Told => ({
  text: findings[0]!.message.replace(/\.$/, ''),
  facts: findings.flatMap(({ rule, path, facts }) => [rule, path, ...facts]),
});

/** A contract that nothing was compared with, and why; that it is a schema at all is checked nevertheless, where all of it is here. */
export function leaveUnchecked(contract: LocalContract, level: Level, policy: Policy | null, reason: string): Judged {
  if (contract.elsewhere.length > 0)
    return { ...aboutContract(contract, level, policy), status: 'unchecked', reason, findings: [] };
  const alone = checkContract({ contract, level, policy, versions: [], referenced: [] });
  return alone.status === 'new' ? { ...alone, status: 'unchecked', reason } : alone;
}

/**
 * A message that cannot be read as a contract: nothing of it was looked at, so nothing of it is proved. `from` has a version of it that could
 * be read; null where nothing has. Where nothing is to be compared (`isExpected`) it is told alone.
 */
export function tellUnread(
  { subject, file, reason }: UnreadContract,
  { from, isExpected }: { from: string | null; isExpected: boolean },
): Judged {
  const about = { subject, file, format: 'JSON', level: 'NONE', policy: effectivePolicy('JSON', null) } as const;
  const unread = { ...about, comparedWith: [], reason };
  if (isExpected) return { ...unread, status: 'unchecked', findings: [] };
  const lost = from === null ? reason : `it could be read in ${from}, and now ${reason}`;
  const finding = { ...notDecided(wording(lost)), fix: HOW_TO_READ };
  return { ...unread, status: 'unproven', reason: lost, findings: [finding] };
}

const HOW_TO_READ =
  'Put what is meant beside the document, in a format that is read. Where it is not to be checked, say `level: NONE` for that message in a plumbline.contracts.yaml.';

/**
 * A contract that refers to a schema which is not to be had from what it is compared with, and why. It is unchanged where it is what it was,
 * to the references: a version in a registry stays what it is. Anything else is not decided.
 */
export function judgeWithoutReferred({ contract, level, policy, versions }: Question, reason: Told): Judged {
  const { format, text, closure, faults, notes } = contract;
  const about = aboutContract(contract, level, policy);
  const isSame = (one: EarlierVersion): boolean =>
    one.format === format &&
    isSameSchema(format, { text, references: closure }, one) &&
    isDeepStrictEqual(new Set(one.elsewhere), new Set(contract.elsewhere));
  if (faults.length === 0 && versions.length > 0 && versions.every(isSame))
    return { ...about, comparedWith: comparedWith(level, versions), status: 'unchanged', findings: notes };
  if (level === 'NONE') return leaveUnchecked(contract, level, policy, 'the level is NONE');
  return { ...about, status: 'unproven', reason: reason.text, findings: [notDecided(reason)] };
}

function noteOfRemoval(subject: string, from: string): Finding {
  const message = told`${subject} is in ${wording(from)} and is gone here: consumers may still wait for its events.`;
  const fix = 'Keep it until nobody reads it; or, where it is meant to go, delete its subject in the registry too.';
  return { ...aboutCandidate('contract-removed', 'notice', '', message), fix };
}

/** A contract that is gone, as a warning: its consumers may still wait for its events. */
export function tellRemoved({ subject, format, file }: RemovedContract, from: string): Judged {
  const finding = noteOfRemoval(subject, from);
  return {
    ...{ subject, format, file, level: 'NONE', policy: effectivePolicy(format, null) },
    ...{ status: 'unchecked', comparedWith: [], reason: `it is gone, and is still in ${from}`, findings: [finding] },
  };
}

function aboutContract(
  { subject, format, file }: LocalContract,
  level: Level,
  policy: Policy | null,
): Omit<Judged, 'status' | 'findings'> {
  return { subject, format, file, level, policy: effectivePolicy(format, policy), comparedWith: [], reason: null };
}

/** A policy that the format does not know is its first one, as in the registry. */
export function effectivePolicy(format: Format, policy: Policy | null): Policy {
  const { policies } = schemaFormatOf(format)!;
  return policies.find((one) => one === policy) ?? policies[0]!;
}

function comparedWith(level: Level, versions: readonly EarlierVersion[]): string[] {
  const { directions, isTransitive } = demandsOf(level);
  if (directions.length === 0) return [];
  return (isTransitive ? versions : versions.slice(-1)).map(({ label }) => label);
}

const statusOf = (problems: readonly Finding[]) =>
  problems.some(({ severity }) => severity === 'invalid') ? 'invalid' : 'unproven';
