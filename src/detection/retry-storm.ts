import type { Detection } from './detection.js';
import { CLEAR_FACTOR, type Judgement, type Labels } from './judgement.js';

/** What one window says of the attempts of one consumer group on one destination. */
export interface RetryReading {
  system: string;
  destination: string;
  /** The group; where the spans name none, the queue or the service. */
  consumerGroup: string;
  /** Attempts seen, a lower bound: some clients retry inside one span. Null when the window brought no span of this system. */
  attempts: number | null;
  /** Distinct messages among them. */
  deliveries: number | null;
  failedAttempts: number | null;
  /** The most frequent error of the failed attempts; null where none says. */
  topError: string | null;
  /** True where the figures are scaled up from a sample. */
  isEstimated: boolean;
  /** Flows of messages that were tried more than once, newest first. */
  exampleFlows: readonly string[];
}

export interface RetryThresholds {
  /** Fires above this share of attempts that repeat an earlier one. */
  retryRatio: number;
  retryMinAttempts: number;
}

/** More than every second attempt is a repetition. */
const CRITICAL_RATIO = 0.5;

/**
 * A retry storm: (attempts - deliveries) / attempts above `retryRatio` with at least `retryMinAttempts` attempts in the
 * window; critical above 0.5. Clear is a ratio below 0.7 of the threshold, or too few attempts to be a storm; an
 * unknown count is neither.
 */
export function detectRetryStorm(
  readings: readonly RetryReading[],
  thresholds: RetryThresholds,
  windowMs: number,
): Judgement {
  const detections: Detection[] = [];
  const clear: Labels[] = [];
  for (const reading of readings) {
    const { attempts, deliveries } = reading;
    if (attempts === null || deliveries === null) continue;
    const ratio = attempts === 0 ? 0 : (attempts - deliveries) / attempts;
    const isEnough = attempts >= thresholds.retryMinAttempts;
    if (isEnough && ratio > thresholds.retryRatio) {
      detections.push(describe(reading, attempts, deliveries, windowMs));
    } else if (!isEnough || ratio < thresholds.retryRatio * CLEAR_FACTOR) {
      clear.push(labelsOf(reading));
    }
  }
  return { detections, clear };
}

function describe(reading: RetryReading, attempts: number, deliveries: number, windowMs: number): Detection {
  const { system, destination, consumerGroup, topError } = reading;
  const retryRatio = (attempts - deliveries) / attempts;
  const amplification = deliveries === 0 ? null : attempts / deliveries;
  const times = amplification === null ? '' : ` (${amplification.toFixed(1)} attempts a message)`;
  const atLeast = reading.isEstimated ? 'about' : 'at least';
  const error = topError === null ? 'The spans name no error.' : `The most frequent error is "${topError}".`;
  return {
    kind: 'retry-storm',
    severity: retryRatio > CRITICAL_RATIO ? 'critical' : 'warning',
    labels: labelsOf(reading),
    summary: `${consumerGroup} retries ${system} ${destination}: ${atLeast} ${attempts} attempts for ${deliveries} messages${times}${topError === null ? '' : `, mostly ${topError}`}`,
    description:
      `${Math.round(retryRatio * 100)} % of the attempts of ${consumerGroup} on ${destination} within ` +
      `${Math.round(windowMs / 1000)} s repeated an earlier one. ${error} Look whether what ${consumerGroup} depends on ` +
      `is down, or whether one message fails again and again.`,
    values: { attempts, deliveries, failedAttempts: reading.failedAttempts, retryRatio, amplification },
    exampleFlows: reading.exampleFlows,
  };
}

function labelsOf({ system, destination, consumerGroup }: RetryReading): Labels {
  return { system, destination, consumer_group: consumerGroup };
}
