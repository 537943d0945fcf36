export type DetectionKind = 'dead-letter-arrival' | 'retry-storm' | 'consumer-lag';
export type Severity = 'warning' | 'critical';

/**
 * Trouble seen in one window, about one thing. The labels say what it is about and are the alert's identity: the same
 * kind and labels are the same alert. A detector that sees nothing answers nothing; "no data" is not "no trouble", and
 * the caller says which of the two it had.
 */
export interface Detection {
  kind: DetectionKind;
  severity: Severity;
  /** system, destination, consumer_group: only names, never an id that changes with each event. */
  labels: Readonly<Record<string, string>>;
  /** One line for a pager: what, where, how much. */
  summary: string;
  /** What it means and where to look first. */
  description: string;
  /** The figures behind it, units in the names (`attempts`, `retryRatio`, `lagMessages`, `lagSeconds`). */
  values: Readonly<Record<string, number | null>>;
  /** Flow ids that show it, newest first. */
  exampleFlows: readonly string[];
}
