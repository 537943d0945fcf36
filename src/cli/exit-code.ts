import type { CheckRun } from './check/check-run.js';

/** What the command line leaves with; scripts and CI rely on it. */
export const EXIT = {
  ok: 0,
  /** An event breaks, or a file is no valid schema. */
  findings: 1,
  /** Wrong arguments, or a file that is not there or cannot be read. */
  usage: 2,
  /** The registry is away, slow, or failed itself; or the command line did. */
  unavailable: 3,
  /** Neither proved nor refuted. */
  unknown: 4,
  /** By Ctrl-C, as shells number it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for a person and a code for a script. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Whether what was written as JSON has it already: a second document would make it none. */
  readonly isInJson: boolean;

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    { isInJson = false, ...options }: ErrorOptions & { isInJson?: boolean } = {},
  ) {
    super(message, options);
    this.isInJson = isInJson;
  }
}

/** What a run leaves with, whatever its reports: what is proved to break outweighs what is not proved either way. */
export function exitCodeOf({ contracts }: CheckRun, failOn: 'error' | 'warning'): ExitCode {
  const failing = contracts
    .flatMap(({ problems }) => problems)
    .filter(({ severity, accepted }) => accepted === null && (severity === 'error' || severity === failOn));
  if (failing.length === 0) return EXIT.ok;
  return failing.every(({ finding }) => finding.severity === 'unproven') ? EXIT.unknown : EXIT.findings;
}
