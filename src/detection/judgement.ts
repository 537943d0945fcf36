import type { Detection } from './detection.js';

/** Names that say what a detection is about: system, destination, consumer_group. */
export type Labels = Readonly<Record<string, string>>;

/**
 * What a detector concludes of one window, in three values: in `detections` stands what is in trouble, in `clear` what
 * was measured and is well. What stands in neither is unknown (no data) or between the two thresholds, and leaves an
 * alert as it is: this is how alerts do not flap and how missing data never resolves one.
 */
export interface Judgement {
  detections: readonly Detection[];
  clear: readonly Labels[];
}

/** An alert that fired above a threshold clears only below this part of it (hysteresis). */
export const CLEAR_FACTOR = 0.7;
