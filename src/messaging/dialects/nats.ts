import { genericFacts, roleOf } from '../generic.js';
import type { MessagingFacts } from '../messaging-span.js';
import type { SpanView } from '../span-view.js';

/** NATS: replies (`_INBOX.`) and JetStream's own talk (`$JS.`) are the protocol's, not events of the system watched. */
export function nats(span: SpanView): MessagingFacts | null {
  const facts = genericFacts(span, 'nats', roleOf(span));
  if (facts.destination.startsWith('_INBOX.') || facts.destination.startsWith('$JS.')) return null;
  return facts.role === '' || facts.destination === '' ? null : facts;
}
