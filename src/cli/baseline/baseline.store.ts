import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { applyBaseline } from './apply-baseline.js';
import { BASELINE_NAME, dayOf, isDay, isReason, NEVER, type Baseline } from './baseline.js';
import type { CheckRun } from '../check/check-run.js';
import { CommandError, EXIT } from '../exit-code.js';
import type { Selected } from '../sources/selected-contracts.js';

/** The file of accepted findings. */
export interface BaselineFile {
  path: string;
  /** As it was typed, or what it is called. */
  name: string;
}

/** The file that is named, else the one beside the manifest or in the working directory; where neither is there, where one would be. */
export function findBaseline({ place, selection }: Selected, typed: string | undefined): BaselineFile {
  if (typed !== undefined) return { path: resolve(place.cwd, typed), name: typed };
  const besideManifest = selection.manifest === null ? [] : [join(place.root, dirname(selection.manifest.path))];
  const paths = [...besideManifest, place.cwd].map((folder) => join(folder, BASELINE_NAME));
  return { path: paths.find((path) => existsSync(path)) ?? paths[0]!, name: BASELINE_NAME };
}

/** The run with what the baseline accepts, and what is to be told of the baseline itself. @throws CommandError with every mistake at its line. */
export async function acceptKnown(
  run: CheckRun,
  file: BaselineFile,
  isNamed: boolean,
): Promise<{ run: CheckRun; notes: string[] }> {
  const current = await readBaseline(file, { mustBeThere: isNamed, mayLackReasons: false });
  return current === null ? { run, notes: [] } : applyBaseline(run, current.baseline, dayOf(run.startedAt));
}

/** Why and until when new findings are accepted. */
export interface Renewal {
  /** Null leaves it open. */
  reason: string | null;
  /** YYYY-MM-DD or `never`; null where none was given, which is for ever for what is new. */
  until: string | null;
}

/** `--reason` and `--until` (a day, or `never`), read before anything is checked. @throws CommandError */
export function readRenewal(
  options: { updateBaseline?: boolean; reason?: string; until?: string },
  now: Date,
): Renewal {
  const { updateBaseline, reason = null, until = null } = options;
  if (updateBaseline !== true && (options.reason !== undefined || options.until !== undefined))
    throw new CommandError(EXIT.usage, '--reason and --until are for --update-baseline: add it, or leave them out.');
  if (reason !== null && !isReason(reason))
    throw new CommandError(EXIT.usage, `--reason must say why the findings are accepted; "${reason}" says nothing.`);
  if (until === null || until === NEVER) return { reason, until };
  if (!isDay(until))
    throw new CommandError(EXIT.usage, `--until must be a day such as 2026-12-31, or never; it is "${until}".`);
  if (until < dayOf(now))
    throw new CommandError(EXIT.usage, `--until ${until} is past: what it accepts would count again at once.`);
  return { reason, until };
}

/** Writes a baseline that accepts all that the run found, and says whether a reason is still to be written into it, and how many entries keep another day than the one given. @throws CommandError where the one that is there is wrong, or cannot be written. */
export async function renewBaseline(
  run: CheckRun,
  file: BaselineFile,
  renewal: Renewal,
): Promise<{ lacksReasons: boolean; otherDays: number }> {
  const [current, { updateBaseline }, { parseBaseline }] = await Promise.all([
    readBaseline(file, { mustBeThere: false, mayLackReasons: true }),
    import('./update-baseline.js'),
    import('./parse-baseline.js'),
  ]);
  const { text, otherDays } = updateBaseline({ ...{ run, current, today: dayOf(run.startedAt) }, ...renewal });
  await writeFile(file.path, text).catch((cause: Error) => {
    throw new CommandError(EXIT.usage, `${file.name} cannot be written: ${cause.message}`, { cause });
  });
  return { lacksReasons: 'mistakes' in parseBaseline(file.name, text, { mayLackReasons: false }), otherDays };
}

/** Null where there is none. */
async function readBaseline(
  { path, name }: BaselineFile,
  { mustBeThere, mayLackReasons }: { mustBeThere: boolean; mayLackReasons: boolean },
): Promise<{ text: string; baseline: Baseline } | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && !mustBeThere) return null;
    throw new CommandError(EXIT.usage, `Cannot read the baseline ${name}: ${(cause as Error).message}`, { cause });
  }
  const { parseBaseline } = await import('./parse-baseline.js');
  const read = parseBaseline(name, text, { mayLackReasons });
  if ('mistakes' in read) throw new CommandError(EXIT.usage, read.mistakes.join('\n'));
  return { text, baseline: read.baseline };
}
