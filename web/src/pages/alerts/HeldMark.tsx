import type { Alert } from '../../api/types.js';
import { Time } from '../../components/Time.js';
import { useNow } from '../../components/use-now.js';
import { heldSince } from './held-since.js';

/** Beside figures that are no longer measured: as of when they are. Nothing where they are fresh. */
export function HeldMark({ alert }: { alert: Alert }) {
  const since = heldSince(alert, useNow());
  if (since === null) return null;
  return (
    <span className="alert-held">
      as of <Time at={since} isBare />, no newer data
    </span>
  );
}
