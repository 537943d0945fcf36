import { explainFailure } from '../api/api-error.js';
import { Time } from './Time.js';

/** The last request failed and older data is still shown: since when it is stale, and why. */
export function StaleMark({ error, updatedAtMs }: { error: unknown; updatedAtMs: number }) {
  const { what } = explainFailure(error, location.origin);
  return (
    <p className="notice notice-stale" role="status">
      Stale since <Time at={updatedAtMs} />. <bdi>{what}</bdi>
    </p>
  );
}
