import { aboutCandidate } from '../../contracts/about-candidate.js';
import { told, wording } from '../../contracts/sentence.js';
import type { EarlierVersions } from '../against/earlier-versions.js';
import { commitOf } from '../against/commit-of.js';
import { openAgainst } from '../against/open-against.js';
import { readAgainst } from '../against/unknown-against.js';
import { readFailOn, readReports, type WantedReport } from '../arguments.js';
import { tellUnread } from '../check/check-contract.js';
import type { CheckedContract, CheckRun } from '../check/check-run.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import { lintContract } from '../lint/lint-contract.js';
import { lintReport } from '../lint/lint-report.js';
import { toldOnce } from '../lint/told-once.js';
import { createPlacing, type Placing } from '../findings/placing.js';
import { clientOf } from '../registry/registry-options.js';
import { REPORT_FORMS } from '../reports/report-forms.js';
import { selectContracts, type Selected } from '../sources/selected-contracts.js';
import type { UnreadContract } from '../sources/local-contract.js';
import { isColoured } from '../terminal.js';
import { print } from '../standard-output.js';
import { save, writeReports } from '../reports/write-reports.store.js';
import type { CommonOptions, RegistryOptions, SelectionOptions } from './options.js';

export interface LintOptions extends CommonOptions, RegistryOptions, SelectionOptions {
  against?: string;
  failOn: string;
  format?: string[];
  mergeBase: boolean;
}

/** `plumbline lint`: in the same reports as a check. */
export async function lintContracts(globs: string[], options: LintOptions): Promise<ExitCode> {
  const failOn = readFailOn(options.failOn);
  const format = [...(options.format ?? []), ...(options.json === true ? ['json'] : [])];
  const reports = readReports(format, Object.keys(REPORT_FORMS));
  const selected = await selectContracts(globs, options);
  const run = await lintAll(selected, await earlierVersions(selected, options));
  const isQuiet = options.quiet === true;
  const forPeople = reports.find(({ form }) => form === 'human') ?? (reports.length === 0 ? HUMAN : null);
  if (forPeople !== null) await tellPeople(run, forPeople.file, { failOn, isQuiet });
  const wanted = reports.filter(({ form }) => form !== 'human');
  if (wanted.length > 0) await writeReports({ run, wanted, root: selected.place.root, failOn, isQuiet });
  return exitCodeOf(run, failOn);
}

const HUMAN: WantedReport = { form: 'human', file: null };

function tellPeople(
  run: CheckRun,
  file: string | null,
  settings: { failOn: 'error' | 'warning'; isQuiet: boolean },
): Promise<void> {
  const colours = file === null && isColoured(process.stdout, process.env);
  const text = lintReport(run, { ...settings, isColoured: colours });
  return file === null ? print(text) : save(file, text);
}

async function lintAll(selected: Selected, versions: EarlierVersions | null): Promise<CheckRun> {
  const startedAt = new Date();
  const began = performance.now();
  const placing = createPlacing();
  const contracts = [];
  for (const contract of selected.contracts) {
    const earlier = await versions?.of(contract, { level: contract.level ?? 'BACKWARD', policy: 'STRICT' });
    const settings = selected.selection.manifest?.lint ?? {};
    contracts.push(
      lintContract({ contract, previous: earlier?.versions.at(-1) ?? null, settings, placing, now: startedAt }),
    );
  }
  for (const one of selected.unread) contracts.push(leftByLint(one, placing));
  const against = versions === null ? 'the rules of lint' : `the rules of lint and ${versions.name}`;
  return {
    task: 'lint',
    against,
    contracts: toldOnce(contracts),
    startedAt,
    durationMs: Math.round(performance.now() - began),
  };
}

/** As a warning, which a run may fail for: nobody looked at it. */
function leftByLint(unread: UnreadContract, placing: Placing): CheckedContract {
  const { findings: _, ...judged } = tellUnread(unread, { from: null, isExpected: true });
  const message = told`The message "${unread.subject}" was not looked at: ${wording(unread.reason)}.`;
  const finding = aboutCandidate('message-not-read', 'notice', '', message);
  return { ...judged, problems: [{ finding, severity: 'warning', ...placing(null, unread.subject, finding) }] };
}

async function earlierVersions({ place, selection, contracts, unread }: Selected, options: LintOptions) {
  const { against } = options;
  if (against === undefined) return null;
  const createClient = () => clientOf(options);
  return openAgainst({
    against: readAgainst(against),
    place,
    selection,
    contracts,
    unread,
    openCommit: commitOf(against, options),
    createClient,
  });
}
