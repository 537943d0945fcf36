import { useEffect, useRef, useState } from 'react';
import type { Alert } from '../api/types.js';
import { newlyFiring } from './newly-firing.js';

/** Speaks alerts that began to fire since the page was opened, and nothing else: a live region that chats is switched off. */
export function AlertAnnouncer({ alerts }: { alerts: readonly Alert[] | undefined }) {
  const known = useRef<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (alerts === undefined) return;
    const { fresh, firing } = newlyFiring(known.current, alerts);
    known.current = firing;
    if (fresh.length > 0) setWords(fresh.map((alert) => `New ${alert.severity} alert: ${alert.summary}`).join('. '));
  }, [alerts]);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {words}
    </div>
  );
}
