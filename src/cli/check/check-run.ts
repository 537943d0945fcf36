import type { Finding, Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import type { Format } from '../../contracts/source.js';

/** What one run of `plumbline check` found: all that a report is made of, whatever its form. */
export interface CheckRun {
  /** Whether contracts were compared with earlier versions, or each was looked at by itself, which leaves its status `unchecked`. */
  task: 'check' | 'lint';
  /** What the contracts were checked against, in words for people: `the registry http://localhost:4400`, `git main (1a2b3c4)`. */
  against: string;
  /** In the order in which they were named; a contract a line, whatever became of it. */
  contracts: CheckedContract[];
  startedAt: Date;
  durationMs: number;
}

/**
 * new: there is nothing to compare with. unchanged: the same schema is there already. invalid: it is no schema.
 * unchecked: it was not compared, and `reason` says why (`--offline`, the level NONE).
 */
export type CheckStatus = 'new' | 'unchanged' | 'compatible' | 'incompatible' | 'unproven' | 'invalid' | 'unchecked';

export interface CheckedContract {
  subject: string;
  format: Format;
  /** Relative to the root of the repository or, outside one, to the working directory; `/` between folders, without `./`. */
  file: string;
  level: Level;
  policy: Policy;
  status: CheckStatus;
  /** The versions it was compared with, as they are called there: `["1", "2"]`, `["main"]`. */
  comparedWith: string[];
  /** Why it was not checked; null where it was. */
  reason: string | null;
  problems: CheckProblem[];
}

/** A finding at its place in the file, with what the team has said of it. */
export interface CheckProblem {
  finding: Finding;
  /** What a run fails for (`--fail-on`): error for what breaks, is invalid or unproven, warning for a lint warning, note for a notice. */
  severity: 'error' | 'warning' | 'note';
  /** Where in the file; null where no place could be told, which is the file's beginning. */
  place: SourcePlace | null;
  /**
   * The same in every output and every later run while the finding is the same: hexadecimal, made of subject, rule, direction, paths and facts, not of
   * lines, messages or version numbers.
   */
  fingerprint: string;
  /** Set where the baseline accepts it: then it fails nothing. */
  accepted: { reason: string; until: string | null } | null;
}

/** One-based, in characters (UTF-16), as editors and SARIF count them; the end is behind the last one. */
export interface SourcePlace {
  /** The file it is in, where that is another one than the contract's: one that it refers to. */
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}
