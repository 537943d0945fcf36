import { formatInstant, formatRelative } from '../time/instant.js';
import { useNow } from './use-now.js';

/** An instant: absolute, with how long ago as a hint. Takes an ISO string or Unix milliseconds. */
export function Time({ at, isBare = false }: { at: string | number; isBare?: boolean }) {
  const now = useNow();
  const ms = typeof at === 'number' ? at : Date.parse(at);
  if (!(Math.abs(ms) <= 8.64e15)) return <span>unknown</span>;
  const iso = new Date(ms).toISOString();
  return (
    <time dateTime={iso} title={iso} className="time">
      {formatInstant(ms, now)}
      {!isBare && <span className="hint"> {formatRelative(ms, now)}</span>}
    </time>
  );
}
