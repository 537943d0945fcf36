import type { EarlierVersions } from '../against/earlier-versions.js';
import { openAgainst } from '../against/open-against.js';
import { readFailOn, readReports } from '../arguments.js';
import type { CheckRun } from '../check-run.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import { lintContract } from '../lint-contract.js';
import { placingOf } from '../placing.js';
import { clientOf } from '../registry-options.js';
import { REPORT_FORMS } from '../reports/report-forms.js';
import { selectContracts, type Selected } from '../selected-contracts.js';
import { writeReports } from '../write-reports.store.js';
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
  const wanted = reports.length === 0 ? [{ form: 'human', file: null }] : reports;
  await writeReports({ run, wanted, root: selected.place.root, failOn, isQuiet: options.quiet === true });
  return exitCodeOf(run, failOn);
}

async function lintAll(selected: Selected, versions: EarlierVersions | null): Promise<CheckRun> {
  const startedAt = new Date();
  const began = performance.now();
  const placing = await placingOf(selected, undefined);
  const contracts = [];
  for (const contract of selected.contracts) {
    const earlier = await versions?.of(contract, { level: contract.level ?? 'BACKWARD', policy: 'STRICT' });
    const settings = selected.selection.manifest?.lint ?? {};
    contracts.push(
      lintContract({ contract, previous: earlier?.versions.at(-1) ?? null, settings, placing, now: startedAt }),
    );
  }
  const against = versions === null ? 'the rules of lint' : `the rules of lint and ${versions.name}`;
  return { against, contracts, startedAt, durationMs: Math.round(performance.now() - began) };
}

async function earlierVersions({ place, selection, contracts }: Selected, options: LintOptions) {
  const { against, mergeBase } = options;
  if (against === undefined) return null;
  const createClient = () => clientOf(options);
  return openAgainst({ against, place, selection, contracts, isExact: !mergeBase, createClient });
}
