import { isFailing, type DeliveryDraft } from './delivery-draft.js';
import type { Message, Outcome } from './flow.js';
import type { MessageDraft } from './message-draft.js';

/** Worst news first. */
const ORDER: readonly Outcome[] = ['dead-lettered', 'failed', 'pending', 'processed'];

/** Retry destinations and forwarders in a row; a longer chain is forged. */
const MAX_CHAIN = 1000;

/** The worst of some outcomes; null of none. */
export function worstOf(outcomes: Iterable<Outcome>): Outcome | null {
  const seen = new Set(outcomes);
  return ORDER.find((outcome) => seen.has(outcome)) ?? null;
}

/**
 * What became of deliveries and messages.
 *
 * | delivery | outcome |
 * |---|---|
 * | moved to a dead-letter destination | dead-lettered, even if an attempt succeeded later: the copy is still there |
 * | carried on by a retry destination | that message's outcome |
 * | last attempt failed | failed: nothing followed yet |
 * | last attempt succeeded, whatever came before | processed |
 *
 * | message | outcome |
 * |---|---|
 * | dead-lettered, and no delivery explains it | dead-lettered |
 * | has deliveries | the worst of them: processed by one group and failed in another is failed |
 * | none, on a dead-letter destination | dead-lettered: it lies there, and waiting is what it is for |
 * | none, and its publication failed | failed |
 * | none, carried on under another destination by a forwarder without spans | that copy's outcome |
 * | none | pending |
 */
export function decideOutcomes(input: {
  drafts: readonly MessageDraft[];
  deliveries: ReadonlyMap<MessageDraft, readonly DeliveryDraft[]>;
  unexplained: ReadonlySet<MessageDraft>;
  isDeadLetterName: (name: string) => boolean;
}): { ofDelivery(delivery: DeliveryDraft): Outcome; ofMessage(message: MessageDraft): Outcome } {
  const copies = new Map<MessageDraft, MessageDraft>();
  for (const draft of input.drafts) if (draft.copyOf) copies.set(draft.copyOf, draft);
  const known = new Map<MessageDraft, Outcome>();

  const ofDelivery = (delivery: DeliveryDraft, depth = 0): Outcome => {
    if (delivery.deadLetter) return 'dead-lettered';
    if (delivery.retriedAs) return ofMessage(delivery.retriedAs, depth + 1);
    return isFailing(delivery) ? 'failed' : 'processed';
  };
  const ofMessage = (message: MessageDraft, depth = 0): Outcome => {
    const remembered = known.get(message);
    if (remembered !== undefined || depth > MAX_CHAIN) return remembered ?? 'pending';
    known.set(message, 'pending');
    const decided = decide(message, depth);
    known.set(message, decided);
    return decided;
  };
  const decide = (message: MessageDraft, depth: number): Outcome => {
    if (input.unexplained.has(message)) return 'dead-lettered';
    const worst = worstOf((input.deliveries.get(message) ?? []).map((delivery) => ofDelivery(delivery, depth)));
    if (worst) return worst;
    if (input.isDeadLetterName(message.destination)) return 'dead-lettered';
    if (message.publishing.at(-1)?.failure) return 'failed';
    const copy = copies.get(message);
    return copy ? ofMessage(copy, depth + 1) : 'pending';
  };
  return { ofDelivery: (delivery) => ofDelivery(delivery), ofMessage: (message) => ofMessage(message) };
}

/**
 * What became of a flow: the worst of its messages; a message on a dead-letter destination makes it dead-lettered even
 * where somebody took it from there, for the original may have looked healthy. Null without messages.
 */
export function flowOutcome(messages: readonly Pick<Message, 'isDeadLetter' | 'outcome'>[]): Outcome | null {
  return worstOf(messages.map((message) => (message.isDeadLetter ? 'dead-lettered' : message.outcome)));
}
