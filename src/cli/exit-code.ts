/** What the command line leaves with; scripts and CI rely on it. */
export const EXIT = {
  ok: 0,
  /** An event breaks. */
  findings: 1,
  /** Wrong arguments, or a file that cannot be read or is no valid schema. */
  usage: 2,
  /** The registry is away, slow, or failed itself. */
  unavailable: 3,
  /** Neither proved nor refuted. */
  unknown: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for a person and a code for a script. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
