import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { commitOf } from '../against/commit-of.js';
import { openAgainst } from '../against/open-against.js';
import type { OpenedCommit } from '../against/open-commit.js';
import { readAgainst } from '../against/unknown-against.js';
import { acceptKnown, findBaseline, readRenewal, renewBaseline, type Renewal } from '../baseline/baseline.store.js';
import { readFailOn, readLevel, readPolicy, readReports, type WantedReport } from '../arguments.js';
import type { CheckRun } from '../check/check-run.js';
import { EXIT, exitCodeOf, type ExitCode } from '../exit-code.js';
import { createPlacing } from '../findings/placing.js';
import { clientOf } from '../registry/registry-options.js';
import { REPORT_FORMS } from '../reports/report-forms.js';
import { runCheck } from '../check/run-check.js';
import { literally } from '../trees/file-tree.js';
import type { FormerFiles } from '../references/lost-links.js';
import type { Wide } from '../references/referring-contracts.js';
import { findPlace, fromRoot } from '../trees/repository.store.js';
import { selectContracts, type Selected } from '../sources/selected-contracts.js';
import { Progress } from '../terminal.js';
import { refuseOverwriting, writeReports } from '../reports/write-reports.store.js';
import type { CommonOptions, RegistryOptions, SelectionOptions } from './options.js';

export interface CheckOptions extends CommonOptions, RegistryOptions, SelectionOptions {
  against: string;
  level?: string;
  policy?: string;
  failOn: string;
  format?: string[];
  baseline?: string;
  updateBaseline?: boolean;
  reason?: string;
  until?: string;
  mergeBase: boolean;
  offline?: boolean;
}

/** `plumbline check`: compares contracts here and not on a server, so that the event that breaks shows. */
export async function check(globs: string[], options: CheckOptions): Promise<ExitCode> {
  const asked = {
    against: readAgainst(options.against),
    level: readLevel(options.level),
    policy: readPolicy(options.policy),
    failOn: readFailOn(options.failOn),
    reports: wantedReports(options),
    renewal: readRenewal(options, new Date()),
  };
  // An address that is none is told before anything is read.
  clientOf(options);
  const openCommit = commitOf(asked.against, options);
  const { wide, earlier } = await searchFor(asked.against, openCommit);
  const selected = await selectContracts(globs, options, wide, earlier);
  await refuseOverwriting(asked.reports, filesRead(selected, options), selected.place.root);
  const versions = await earlierVersions(selected, asked.against, options, openCommit);
  const progress = new Progress(process.stderr, options.quiet === true, 'Checking', () => performance.now());
  let run: CheckRun;
  try {
    run = await runCheck({
      ...{
        contracts: selected.contracts,
        unread: selected.unread,
        versions,
        level: asked.level,
        policy: asked.policy,
        placing: createPlacing(),
      },
      startedAt: new Date(),
      now: () => performance.now(),
      onProgress: (done, all) => progress.show(done, all),
    });
  } finally {
    progress.end();
  }
  for (const note of versions?.notes?.() ?? []) process.stderr.write(`Note: ${note}\n`);
  return conclude(run, selected, { ...asked, options });
}

/** How what refers to the files named is looked for, and where the earlier state lies in this tree. */
interface Search {
  /** Null for not at all: one file is that of one contract. */
  wide: Wide | null;
  /** Globs: what refers to something, and what something refers to by a name, is not sought there. */
  earlier: string[];
}

async function searchFor(against: string, openCommit: () => Promise<FormerFiles>): Promise<Search> {
  if (against === 'registry') return { wide: { exclude: [] }, earlier: [] };
  if (against.startsWith('git:')) return { wide: { exclude: [], openFormer: openCommit }, earlier: [] };
  const path = resolve(process.cwd(), against);
  const there = await stat(path).catch(() => null);
  const place = findPlace(process.cwd());
  const own = fromRoot(place, path);
  const isOutside = own === '.' || own.startsWith('..');
  if (there !== null && !there.isDirectory()) return { wide: null, earlier: isOutside ? [] : [literally(own)] };
  const earlier = isOutside ? [] : [`${literally(own)}/**`];
  const openFormer = async (named: readonly string[]): Promise<FormerFiles | null> => {
    const { formerFolder } = await import('../against/former-folder.store.js');
    return formerFolder({ folder: path, root: place.root, label: against }, named);
  };
  return { wide: { exclude: earlier, openFormer }, earlier };
}

interface Asked {
  failOn: 'error' | 'warning';
  reports: WantedReport[];
  renewal: Renewal;
  options: CheckOptions;
}

async function conclude(
  run: CheckRun,
  selected: Selected,
  { failOn, reports, renewal, options }: Asked,
): Promise<ExitCode> {
  const file = findBaseline(selected, options.baseline);
  if (options.updateBaseline === true) {
    const { lacksReasons, otherDays } = await renewBaseline(run, file, renewal);
    const ask = ' Write the reasons into it, or give one by --reason: the next check asks for them.';
    const kept = otherDays === 0 ? '' : ` ${daysKept(otherDays)}`;
    process.stderr.write(`${file.name} accepts what this check found.${lacksReasons ? ask : ''}${kept}\n`);
    return EXIT.ok;
  }
  const judged = await acceptKnown(run, file, options.baseline !== undefined);
  for (const note of judged.notes) process.stderr.write(`${note}\n`);
  const { root } = selected.place;
  await writeReports({ run: judged.run, wanted: reports, root, failOn, isQuiet: options.quiet === true });
  return exitCodeOf(judged.run, failOn);
}

const daysKept = (count: number): string =>
  `${count === 1 ? '1 entry has a reason already and keeps its' : `${count} entries have a reason already and keep their`} last day, or none: write another into the file.`;

/** The files that a check reads, from the root or as whole paths. */
function filesRead(selected: Selected, { against, baseline }: CheckOptions): string[] {
  const { contracts, unread, selection, place } = selected;
  const referred = contracts.flatMap(({ referredFiles, source }) =>
    [...referredFiles.values(), ...(source.files?.values() ?? [])].map(({ file }) => file),
  );
  const manifest = selection.manifest === null ? [] : [selection.manifest.path];
  const own = [...contracts.map(({ file }) => file), ...unread.flatMap(({ file, beside }) => [file, ...beside])];
  return [...own, ...referred, ...manifest, findBaseline(selected, baseline).path, resolve(place.cwd, against)];
}

function wantedReports({ format = [], json }: CheckOptions): WantedReport[] {
  const wanted = readReports(json === true ? [...format, 'json'] : format, Object.keys(REPORT_FORMS));
  return wanted.length === 0 ? [{ form: 'human', file: null }] : wanted;
}

/** Null where a registry would be asked and must not be; git, folders and files are here. */
async function earlierVersions(
  { place, selection, contracts, unread }: Selected,
  against: string,
  options: CheckOptions,
  openCommit: () => Promise<OpenedCommit>,
) {
  const { offline } = options;
  if (offline === true && against === 'registry') return null;
  const createClient = () => clientOf(options);
  return openAgainst({ against, place, selection, contracts, unread, openCommit, createClient });
}
