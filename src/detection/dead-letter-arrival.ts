import type { Detection } from './detection.js';
import type { Judgement, Labels } from './judgement.js';

/** What one window says of one dead-letter destination, by its two witnesses. */
export interface DeadLetterReading {
  system: string;
  /** The queue or topic that holds the dead letters. */
  destination: string;
  /** Distinct messages first seen there in the window; null when the window brought no span of this system at all. */
  arrivedBySpans: number | null;
  /** What the broker's own figures rose by; null when it did not say. */
  arrivedByBroker: number | null;
  /** The broker has told of this destination within the last day, so that its silence now is a silence, not a zero. */
  isWatchedByBroker: boolean;
  /** Messages that consumers of this system took in the window; null when unknown. */
  processed: number | null;
  /** Arrivals in earlier windows of the same length: the same hour on earlier days, else the last 24 hours. */
  baseline: readonly number[];
  /** Flow ids, newest first. */
  exampleFlows: readonly string[];
}

/** Below this many processed messages one per cent is less than one message, and a share says nothing. */
const MIN_PROCESSED_FOR_SHARE = 100;
const SPIKE_FLOOR = 5;
const SPIKE_SHARE = 0.01;

/**
 * Dead letters arrived. Any arrival is a warning; a spike is critical: more than max(5, median + 3 MAD of `baseline`),
 * or more than 1 % of what was processed in the window (from 100 processed messages on).
 *
 * Spans and broker see the same messages, so the higher of the two counts is taken, never their sum. The threshold is
 * the first arrival, so there is no band between firing and clear: clear is a window in which every witness of this
 * destination said that nothing came. A witness that fell silent makes the reading unknown.
 */
export function detectDeadLetterArrival(readings: readonly DeadLetterReading[], windowMs: number): Judgement {
  const detections: Detection[] = [];
  const clear: Labels[] = [];
  for (const reading of readings) {
    const arrived = arrivals(reading);
    if (arrived === null) continue;
    if (arrived > 0) detections.push(describe(reading, arrived, windowMs));
    else if (isFullyWitnessed(reading)) clear.push(labelsOf(reading));
  }
  return { detections, clear };
}

function arrivals({ arrivedBySpans, arrivedByBroker }: DeadLetterReading): number | null {
  if (arrivedBySpans === null) return arrivedByBroker;
  return Math.max(arrivedBySpans, arrivedByBroker ?? 0);
}

function isFullyWitnessed({ isWatchedByBroker, arrivedByBroker }: DeadLetterReading): boolean {
  return !isWatchedByBroker || arrivedByBroker !== null;
}

/** max(5, median + 3 MAD), MAD being the median of the absolute deviations from the median. */
export function spikeThreshold(baseline: readonly number[]): number {
  if (baseline.length === 0) return SPIKE_FLOOR;
  const middle = median(baseline);
  const deviation = median(baseline.map((count) => Math.abs(count - middle)));
  return Math.max(SPIKE_FLOOR, middle + 3 * deviation);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (upper + lower) / 2;
}

function describe(reading: DeadLetterReading, arrived: number, windowMs: number): Detection {
  const { system, destination, processed } = reading;
  const threshold = spikeThreshold(reading.baseline);
  const share = processed !== null && processed >= MIN_PROCESSED_FOR_SHARE ? arrived / processed : null;
  const isSpike = arrived > threshold || (share !== null && share > SPIKE_SHARE);
  return {
    kind: 'dead-letter-arrival',
    severity: isSpike ? 'critical' : 'warning',
    labels: labelsOf(reading),
    summary: `${arrived} dead ${arrived === 1 ? 'letter' : 'letters'} in ${system} ${destination} within ${inMinutes(windowMs)}`,
    description:
      `Messages were moved to ${destination} after their processing failed. Look at the failing attempts in the example ` +
      `flows first; the messages stay in ${destination} until somebody redrives or removes them.`,
    values: {
      arrived,
      arrivedBySpans: reading.arrivedBySpans,
      arrivedByBroker: reading.arrivedByBroker,
      processed,
      share,
      spikeThreshold: threshold,
    },
    exampleFlows: reading.exampleFlows,
  };
}

function inMinutes(windowMs: number): string {
  const minutes = windowMs / 60_000;
  return minutes >= 1 ? `${Number(minutes.toFixed(1))} min` : `${Number((windowMs / 1000).toFixed(1))} s`;
}

function labelsOf({ system, destination }: DeadLetterReading): Labels {
  return { system, destination };
}
