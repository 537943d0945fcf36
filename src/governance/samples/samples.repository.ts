import type { Change } from '../../registry/subject-version.js';
import type { StoredSample } from './sample.js';

/** What became of a sample that was to be added. */
export type Addition =
  | { outcome: 'added'; sample: StoredSample }
  | { outcome: 'name-taken' }
  | { outcome: 'full' }
  /** Deleted for good since the event was judged, or there under another number. */
  | { outcome: 'version-gone' };

export type NewSample = Pick<StoredSample, 'subject' | 'name' | 'version' | 'encoding' | 'payload'>;

/**
 * The port to the sample events of contracts. A change and its audit entry are one transaction.
 * `samples.conformance.ts` runs against every database.
 */
export abstract class SamplesRepository {
  abstract add(sample: NewSample, change: Change): Promise<Addition>;
  /** Those after the name `after` (null for all), in the order of their names as the database sorts texts. */
  abstract list(subject: string, after: string | null, limit: number): Promise<StoredSample[]>;
  /** Those of one version, at most `limit`. */
  abstract ofVersion(subject: string, version: number, limit: number): Promise<StoredSample[]>;
  /** Whether it was there. */
  abstract delete(subject: string, id: string, change: Change): Promise<boolean>;
}
