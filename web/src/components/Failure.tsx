import { explainFailure } from '../api/api-error.js';

/** A request failed and there is nothing older to show: what failed, and what to do. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { what, todo } = explainFailure(error, location.origin);
  return (
    <div className="notice notice-bad" role="alert">
      <p>
        <strong>
          <bdi>{what}</bdi>
        </strong>
      </p>
      <p>{todo}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try now
      </button>
    </div>
  );
}
