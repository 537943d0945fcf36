/** One thing that is wrong with the configuration, ready to be told. */
export interface Mistake {
  /** The key, the variable or the file that is wrong. */
  readonly subject: string;
  /** Where it was read: `PLUMBLINE_PORT`, `plumbline.config.yaml:3`; null where the subject says it. */
  readonly origin: string | null;
  /** The value, redacted where it may hold a secret; null where showing it would not help. */
  readonly value: string | null;
  readonly problem: string;
}

/** Thrown by `loadConfig` with every mistake at once; its message is what the operator reads. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly mistakes: readonly Mistake[]) {
    super(describeMistakes(mistakes));
  }
}

/** A list for a terminal: one mistake a line, with key, value, origin and the allowed form. */
function describeMistakes(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  const lines = mistakes.map(({ subject, origin, value, problem }) => {
    const shown = value === null ? '' : ` = ${value}`;
    const from = origin === null ? '' : ` (from ${origin})`;
    return `  ${subject}${shown}${from}: ${problem}`;
  });
  return [`Plumbline's configuration has ${count}:`, ...lines].join('\n');
}
