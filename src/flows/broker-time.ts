import type { FlowSpan } from './flow-span.js';
import type { AttemptDraft, MessageDraft } from './message-draft.js';

/** `milliseconds` is null where no publication was seen. */
export interface BrokerTime {
  milliseconds: number | null;
  adjusted: boolean;
}

interface HostPair {
  /** Smallest arrival minus publication end. */
  minGapMs: number;
  /** True where some message arrived before its publication began: no order of events explains that, only clocks do. */
  isSkewed: boolean;
}

/** When a message reached its consumer: the start of the attempt, or the end of the pull if that came first. */
function arrivalMs({ span, pull }: AttemptDraft): number {
  if (span.role === 'receive') return span.endMs;
  return pull && pull.endMs < span.startMs ? pull.endMs : span.startMs;
}

const lastOf = (spans: readonly FlowSpan[]): number => Math.max(...spans.map((span) => span.endMs));
const firstOf = (spans: readonly FlowSpan[]): number => Math.min(...spans.map((span) => span.startMs));

/**
 * The broker's part of each hop, arrival minus publication end; never negative.
 *
 * A consumer may hold a message before the producer's span ends, because the span waits for the broker's acknowledgement:
 * such an overlap is no wait at all, and counts 0 on any pair of hosts. Only an arrival before the publication *began*
 * proves that two clocks disagree. Then every hop of that pair of hosts is shifted by the pair's smallest gap and marked
 * adjusted. One host has one clock: its hops are never shifted. A consumer's clock that runs ahead cannot be told from
 * a slow broker, and is not.
 */
export function brokerTimes(
  drafts: readonly MessageDraft[],
): (draft: MessageDraft, attempt: AttemptDraft) => BrokerTime {
  const pairs = new Map<string, HostPair>();
  for (const draft of drafts) {
    if (draft.publishing.length === 0) continue;
    const [sentMs, endMs] = [firstOf(draft.publishing), lastOf(draft.publishing)];
    for (const attempt of draft.attempts) {
      const arrived = arrivalMs(attempt);
      const known = pairs.get(pairOf(draft, attempt)) ?? { minGapMs: Infinity, isSkewed: false };
      pairs.set(pairOf(draft, attempt), {
        minGapMs: Math.min(known.minGapMs, arrived - endMs),
        isSkewed: known.isSkewed || arrived < sentMs,
      });
    }
  }
  return (draft, attempt) => {
    if (draft.publishing.length === 0) return { milliseconds: null, adjusted: false };
    const gapMs = arrivalMs(attempt) - lastOf(draft.publishing);
    const pair = pairs.get(pairOf(draft, attempt));
    const adjusted = pair !== undefined && pair.isSkewed && draft.publishing[0]?.host !== attempt.span.host;
    return { milliseconds: roundToMicros(Math.max(0, adjusted ? gapMs - pair.minGapMs : gapMs)), adjusted };
  };
}

function pairOf(draft: MessageDraft, attempt: AttemptDraft): string {
  return JSON.stringify([draft.publishing[0]?.host, attempt.span.host]);
}

/** Milliseconds to the microsecond, which is as fine as a double holds Unix time. */
export function roundToMicros(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
