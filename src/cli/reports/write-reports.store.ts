import { appendFile, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { VERSION } from '../../version.js';
import type { WantedReport } from '../arguments.js';
import type { CheckRun } from '../check/check-run.js';
import { CommandError, EXIT } from '../exit-code.js';
import { print } from '../standard-output.js';
import { REPORT_FORMS } from './report-forms.js';
import type { GitHubPlace, ReportContext } from './report.js';
import { isColoured, widthOf } from '../terminal.js';
import { readSources } from './read-sources.store.js';

export interface ReportsRequest {
  run: CheckRun;
  wanted: readonly WantedReport[];
  root: string;
  failOn: 'error' | 'warning';
  isQuiet: boolean;
}

/**
 * Writes every report that is wanted. In a job of GitHub Actions the report for people is followed by annotations, and the step's summary
 * gets the whole list, without being asked.
 */
export async function writeReports({ run, wanted, root, failOn, isQuiet }: ReportsRequest): Promise<void> {
  const { env } = process;
  const context: Omit<ReportContext, 'isColoured'> = {
    ...{ version: VERSION, root, failOn, isQuiet },
    sources: await readSources(run, root),
    width: widthOf(process.stdout),
    github: gitHubPlace(env),
  };
  for (const { form, file } of wanted) {
    const report = await REPORT_FORMS[form]!();
    const text = report(run, { ...context, isColoured: file === null && isColoured(process.stdout, env) });
    await (file === null ? print(text) : save(file, text));
  }
  if (env['GITHUB_ACTIONS'] === 'true') await annotate(run, { ...context, isColoured: false }, wanted);
}

/**
 * Before anything is written: that no report takes the place of a file that is read. `read` are paths from `root`, or whole ones.
 *
 * @throws CommandError with the report and the file.
 */
export async function refuseOverwriting(
  wanted: readonly WantedReport[],
  read: readonly string[],
  root: string,
): Promise<void> {
  const files = wanted.flatMap(({ form, file }) => (file === null ? [] : [{ form, file }]));
  if (files.length === 0) return;
  const inputs = new Set(await Promise.all(read.map((path) => settled(resolve(root, path)))));
  for (const { form, file } of files) {
    if (!inputs.has(await settled(resolve(file)))) continue;
    throw new CommandError(
      EXIT.usage,
      `--format ${form}=${file} would overwrite ${file}, which this check reads. Give the report a file of its own.`,
    );
  }
}

/** Where a path leads, where something is there. */
const settled = (path: string): Promise<string> => realpath(path).catch(() => path);

/** What a machine reads on standard output is left alone. */
async function annotate(run: CheckRun, context: ReportContext, wanted: readonly WantedReport[]): Promise<void> {
  const isAsked = (form: string): boolean => wanted.some((one) => one.form === form);
  const annotations = REPORT_FORMS['github'];
  const isForPeople = wanted.every(({ form, file }) => file !== null || form === 'human');
  if (annotations !== undefined && !isAsked('github') && isForPeople) await print((await annotations())(run, context));
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  const markdown = REPORT_FORMS['markdown'];
  if (!summary || markdown === undefined) return;
  await appendFile(summary, (await markdown())(run, context)).catch((cause: Error) => {
    process.stderr.write(`The step's summary could not be written: ${cause.message}\n`);
  });
}

/** Writes a report to a file, and the folders to it. */
export async function save(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(file)), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new CommandError(EXIT.usage, `The report ${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

function gitHubPlace(env: NodeJS.ProcessEnv): GitHubPlace | null {
  const { GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  return serverUrl && repository && sha ? { serverUrl, repository, sha } : null;
}
