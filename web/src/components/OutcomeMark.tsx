import type { Outcome } from '../api/types.js';

const SHOWN: Readonly<Record<Outcome, { icon: string; word: string }>> = {
  processed: { icon: '✓', word: 'processed' },
  pending: { icon: '…', word: 'pending' },
  failed: { icon: '✕', word: 'failed' },
  'dead-lettered': { icon: '⤓', word: 'dead-lettered' },
};

/** An outcome by icon and word; null, for a trace without messages, is said as such. */
export function OutcomeMark({ outcome }: { outcome: Outcome | null }) {
  if (outcome === null) return <span className="outcome outcome-none">no messages</span>;
  const { icon, word } = SHOWN[outcome] ?? { icon: '?', word: outcome };
  return (
    <span className={`outcome outcome-${outcome}`}>
      <span aria-hidden="true">{icon}</span> {word}
    </span>
  );
}
