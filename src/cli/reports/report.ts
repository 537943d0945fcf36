import type { CheckRun } from '../check/check-run.js';

/** Writes what a check found in one form. It decides nothing: whether a run fails is the same in every form. */
export type Report = (run: CheckRun, context: ReportContext) => string;

/** What a report must know besides the run. */
export interface ReportContext {
  /** Plumbline's own version. */
  version: string;
  /** The directory that the files of the run are relative to, as an absolute path. */
  root: string;
  /** The text of each file that has a problem, by `CheckedContract.file`; without it the line is not shown. */
  sources: ReadonlyMap<string, string>;
  /** From which severity on a problem fails the run: warnings as well, or errors alone. */
  failOn: 'error' | 'warning';
  /** Whether escape sequences for colours are understood where the report goes. */
  isColoured: boolean;
  /** How many characters fit on a line; text for people is folded there. */
  width: number;
  /** Whether what passes is left out of the report for people. */
  isQuiet: boolean;
  /** Where the files can be looked at, as GitHub tells it in its environment; null elsewhere. */
  github: GitHubPlace | null;
}

/** Of `GITHUB_SERVER_URL`, `GITHUB_REPOSITORY` and `GITHUB_SHA`. */
export interface GitHubPlace {
  serverUrl: string;
  repository: string;
  sha: string;
}
