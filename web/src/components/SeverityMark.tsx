import type { Alert } from '../api/types.js';

/** A severity by icon and word, never by colour alone. */
export function SeverityMark({ severity }: { severity: Alert['severity'] }) {
  return (
    <span className={`severity severity-${severity}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {severity === 'critical' ? (
          <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
        ) : (
          <path d="M8 1.5 15.5 15H.5z" fill="currentColor" />
        )}
        <path d="M8 5.5v4M8 11v1.6" stroke="var(--surface)" strokeWidth="1.7" />
      </svg>
      {severity}
    </span>
  );
}
