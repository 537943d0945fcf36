import { openAgainst } from '../against/open-against.js';
import { readFailOn, readLevel, readPolicy, readReports, type WantedReport } from '../arguments.js';
import type { CheckRun } from '../check-run.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import { placingOf } from '../placing.js';
import { clientOf } from '../registry-options.js';
import { REPORT_FORMS } from '../reports/report-forms.js';
import { runCheck } from '../run-check.js';
import { selectContracts, type Selected } from '../selected-contracts.js';
import { Progress } from '../terminal.js';
import { writeReports } from '../write-reports.store.js';
import type { CommonOptions, RegistryOptions, SelectionOptions } from './options.js';

export interface CheckOptions extends CommonOptions, RegistryOptions, SelectionOptions {
  against: string;
  level?: string;
  policy?: string;
  failOn: string;
  format?: string[];
  baseline?: string;
  mergeBase: boolean;
  offline?: boolean;
}

/** `plumbline check`: compares contracts here and not on a server, so that the event that breaks shows. */
export async function check(globs: string[], options: CheckOptions): Promise<ExitCode> {
  const asked = {
    level: readLevel(options.level),
    policy: readPolicy(options.policy),
    failOn: readFailOn(options.failOn),
    reports: wantedReports(options),
  };
  // An address that is none is told before anything is read.
  clientOf(options);
  const selected = await selectContracts(globs, options);
  const placing = await placingOf(selected, options.baseline);
  const versions = await earlierVersions(selected, options);
  const progress = new Progress(process.stderr, options.quiet === true, 'Checking', () => performance.now());
  let run: CheckRun;
  try {
    run = await runCheck({
      ...{ contracts: selected.contracts, versions, level: asked.level, policy: asked.policy, placing },
      startedAt: new Date(),
      now: () => performance.now(),
      onProgress: (done, all) => progress.show(done, all),
    });
  } finally {
    progress.end();
  }
  const { root } = selected.place;
  await writeReports({ run, wanted: asked.reports, root, failOn: asked.failOn, isQuiet: options.quiet === true });
  return exitCodeOf(run, asked.failOn);
}

function wantedReports({ format = [], json }: CheckOptions): WantedReport[] {
  const wanted = readReports(json === true ? [...format, 'json'] : format, Object.keys(REPORT_FORMS));
  return wanted.length === 0 ? [{ form: 'human', file: null }] : wanted;
}

/** Null where a registry would be asked and must not be; git, folders and files are here. */
async function earlierVersions({ place, selection, contracts }: Selected, options: CheckOptions) {
  const { against, offline, mergeBase } = options;
  if (offline === true && against === 'registry') return null;
  const createClient = () => clientOf(options);
  return openAgainst({ against, place, selection, contracts, isExact: !mergeBase, createClient });
}
