import { identifyingMessageId, namesMustAgree, offsetKey, type FlowSpan } from './flow-span.js';
import { newDraft, type AttemptDraft, type MessageDraft } from './message-draft.js';
import { inOrder } from './span-index.js';

/**
 * Splits what hangs on one publication where it was more than one message.
 *
 * - Copies without a publication of their own. RabbitMQ moves a dead letter itself, and the consumer of the dead-letter
 *   queue is parented to the first publication; Kafka Connect and plain code copy headers to another topic. Such attempts
 *   are no delivery of the message to one more group: they become a message of their own, without a publication,
 *   `copyOf` the one they left. A RabbitMQ attempt that came through a dead-letter exchange back to a queue that already
 *   had the message is a retry and stays.
 * - Several messages sent under one span (a batch): attempts that name different offsets, or different message ids where
 *   no offsets are known, took different messages. Counting them as retries of one would look like a retry storm.
 */
export function splitLegs(draft: MessageDraft, isDeadLetterName: (name: string) => boolean): MessageDraft[] {
  settleDestination(draft, isDeadLetterName);
  draft.attempts.sort((a, b) => inOrder(a.span, b.span));
  const queues = ordinaryQueues(draft, isDeadLetterName);
  const legs = new Map<string, AttemptDraft[]>([['', []]]);
  for (const attempt of draft.attempts) {
    const leg = copyDestination(attempt.span, draft, queues, isDeadLetterName);
    const attempts = legs.get(leg);
    if (attempts) attempts.push(attempt);
    else legs.set(leg, [attempt]);
  }
  return [...legs].flatMap(([leg, attempts]) =>
    leg === '' ? splitByIdentity(draft, attempts) : splitByIdentity(copyDraft(draft, leg, attempts), attempts),
  );
}

/**
 * A message without a publication takes its name from its first attempt outside a dead-letter destination; if there is
 * none, it is a dead letter of which no more is known.
 */
function settleDestination(draft: MessageDraft, isDeadLetterName: (name: string) => boolean): void {
  if (draft.publishing.length > 0) return;
  const spans = draft.attempts.map((attempt) => attempt.span).sort(inOrder);
  const isOrdinary = (span: FlowSpan) => !isDeadLetterName(span.destination) && !isDeadLetterName(queueOf(span));
  const ordinary = spans.find((span) => span.destination !== '' && isOrdinary(span));
  const dead = spans.flatMap((span) => [span.destination, queueOf(span)]).find(isDeadLetterName);
  draft.destination = ordinary?.destination ?? dead ?? draft.destination;
}

function ordinaryQueues(draft: MessageDraft, isDeadLetterName: (name: string) => boolean): Set<string> {
  const spans = draft.attempts.map((attempt) => attempt.span);
  const ordinary = spans.filter((span) => !isDeadLetterName(span.destination) && !isDeadLetterName(queueOf(span)));
  return new Set(ordinary.map(queueOf).filter((queue) => queue !== ''));
}

/** Where the copy lies that this attempt took, '' where it took the message itself. */
function copyDestination(
  span: FlowSpan,
  draft: MessageDraft,
  queues: ReadonlySet<string>,
  isDeadLetterName: (name: string) => boolean,
): string {
  if (span.destination === draft.destination && !isDeadLetterName(queueOf(span))) return '';
  if (namesMustAgree(span.system)) return draft.destination === '' ? '' : span.destination;
  if (isDeadLetterName(draft.destination)) return '';
  if (isDeadLetterName(queueOf(span))) return isDeadLetterName(span.destination) ? span.destination : queueOf(span);
  if (!isDeadLetterName(span.destination) || queues.has(queueOf(span))) return '';
  return span.destination;
}

/** RabbitMQ's queue stands in the group; another broker's group may be called anything and says nothing of the place. */
const queueOf = (span: FlowSpan): string => (span.system === 'rabbitmq' ? span.consumerGroup : '');

function copyDraft(origin: MessageDraft, destination: string, attempts: readonly AttemptDraft[]): MessageDraft {
  const first = attempts[0]?.span;
  const draft = first ? newDraft(`${origin.id}>${destination}`, first) : { ...origin };
  return { ...draft, destination, publishing: [], attempts: [], copyOf: origin };
}

const place = (span: FlowSpan): string => (offsetKey(span) === '' ? '' : `${span.partition}:${span.offset}`);

function splitByIdentity(draft: MessageDraft, attempts: readonly AttemptDraft[]): MessageDraft[] {
  const names = attempts.some((attempt) => place(attempt.span) !== '') ? place : identifyingMessageId;
  const parts = new Map<string, AttemptDraft[]>();
  for (const attempt of attempts) {
    const name = names(attempt.span);
    const part = parts.get(name);
    if (part) part.push(attempt);
    else if (name !== '') parts.set(name, [attempt]);
  }
  if (parts.size <= 1) return [Object.assign(draft, { attempts: [...attempts] })];
  const [first, ...others] = [...parts];
  const nameless = attempts.filter((attempt) => names(attempt.span) === '');
  const rest = others.map(([name, own]) => ({ ...draft, id: `${draft.id}#${name}`, attempts: own }));
  const own = [...(first?.[1] ?? []), ...nameless].sort((a, b) => inOrder(a.span, b.span));
  return [Object.assign(draft, { attempts: own }), ...rest];
}
