import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { applyBaseline } from './baseline/apply-baseline.js';
import { BASELINE_NAME, dayOf, isDay, type Baseline } from './baseline/baseline.js';
import type { CheckRun } from './check-run.js';
import { CommandError, EXIT } from './exit-code.js';
import type { Selected } from './selected-contracts.js';

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
  const current = await readBaseline(file, isNamed);
  return current === null ? { run, notes: [] } : applyBaseline(run, current.baseline, dayOf(run.startedAt));
}

export interface Renewal {
  reason: string | undefined;
  until: string | undefined;
}

/** Writes a baseline that accepts all that the run found. @throws CommandError where the one that is there is wrong, or cannot be written. */
export async function renewBaseline(run: CheckRun, file: BaselineFile, { reason, until }: Renewal): Promise<void> {
  if (until !== undefined && !isDay(until)) {
    throw new CommandError(EXIT.usage, `--until must be a day such as 2026-12-31; it is "${until}".`);
  }
  const [current, { updateBaseline }] = await Promise.all([
    readBaseline(file, false),
    import('./baseline/update-baseline.js'),
  ]);
  const text = updateBaseline({
    ...{ run, current, reason: reason ?? null, until: until ?? null },
    today: dayOf(run.startedAt),
  });
  await writeFile(file.path, text).catch((cause: Error) => {
    throw new CommandError(EXIT.usage, `${file.name} cannot be written: ${cause.message}`, { cause });
  });
}

/** Null where there is none. */
async function readBaseline(
  { path, name }: BaselineFile,
  mustBeThere: boolean,
): Promise<{ text: string; baseline: Baseline } | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && !mustBeThere) return null;
    throw new CommandError(EXIT.usage, `Cannot read the baseline ${name}: ${(cause as Error).message}`, { cause });
  }
  const { parseBaseline } = await import('./baseline/parse-baseline.js');
  const read = parseBaseline(name, text);
  if ('mistakes' in read) throw new CommandError(EXIT.usage, read.mistakes.join('\n'));
  return { text, baseline: read.baseline };
}
