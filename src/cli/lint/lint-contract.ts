import { aboutCandidate } from '../../contracts/about-candidate.js';
import { lint, type LintProblem, type RuleSetting } from '../../contracts/lint/lint.js';
import type { Finding } from '../../contracts/finding.js';
import type { SchemaSource } from '../../contracts/source.js';
import { told, wording, type Told } from '../../contracts/sentence.js';
import { startBudget } from '../../contracts/budget.js';
import { DEFAULT_DIALECT, leaveUnchecked } from '../check/check-contract.js';
import type { CheckedContract, CheckProblem } from '../check/check-run.js';
import { tellApart } from '../findings/fingerprint.js';
import type { Placing } from '../findings/placing.js';
import { toldElsewhere, type LocalContract } from '../sources/local-contract.js';

export interface LintQuestion {
  contract: LocalContract;
  /** The version before, for rules about what became of it. */
  previous: SchemaSource | null;
  settings: Readonly<Record<string, RuleSetting>>;
  placing: Placing;
  now: Date;
}

const SEVERITIES = { error: 'error', warning: 'warning', notice: 'note' } as const;
const BUDGET_MS = 10_000;

/** What is worth mending in one contract, in the shape of a check, so that every report can tell it. */
export function lintContract({ contract, previous, settings, placing, now }: LintQuestion): CheckedContract {
  const { subject, format, text, closure } = contract;
  const { findings, ...judged } = leaveUnchecked(
    contract,
    contract.level ?? 'NONE',
    contract.policy,
    'linted, compared with nothing',
  );
  const place = (finding: Finding) => placing(contract, subject, finding);
  const [elsewhere] = contract.elsewhere;
  if (elsewhere !== undefined) {
    const finding = notLookedAt(told`${toldElsewhere(elsewhere)}, which only a registry has`);
    return { ...judged, problems: [{ finding, severity: 'warning', ...place(finding) }] };
  }
  if (findings.some(({ severity }) => severity !== 'notice')) {
    return { ...judged, problems: findings.map((finding) => ({ finding, severity: 'error', ...place(finding) })) };
  }
  const found = lint({
    ...{ format, settings, now, defaultDialect: DEFAULT_DIALECT },
    source: { text, references: closure },
    ...(previous === null ? {} : { previous }),
    isOver: startBudget({ budgetMs: BUDGET_MS }),
  });
  const problems = found.map((problem): CheckProblem => {
    const finding = findingOf(problem);
    return { finding, severity: SEVERITIES[problem.severity], ...place(finding) };
  });
  const notes = findings.map((finding): CheckProblem => ({ finding, severity: 'note', ...place(finding) }));
  return { ...judged, problems: tellApart([...problems, ...notes]) };
}

const notLookedAt = (reason: Told): Finding =>
  aboutCandidate('not-decided', 'notice', '', told`It was not looked at: ${reason}.`);

const findingOf = ({ rule, path, schemaPath, message, fix }: LintProblem): Finding => ({
  ...aboutCandidate(rule, 'notice', schemaPath, wording(message)),
  fix,
  path: path === '' ? 'the event itself' : path,
});
