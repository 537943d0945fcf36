import { namesMustAgree, offsetKey, type FlowSpan } from './flow-span.js';
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
 *   no offsets are known, took different messages. Counting them as retries of one would look like a retry storm. How
 *   many were sent is not known: those that no consumer names are not shown. SNS gives each queue a copy with an id of its
 *   own, so ids tell messages apart only where one destination saw several.
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
  const own = splitByIdentity(draft, legs.get('') ?? []);
  legs.delete('');
  const copies = [...legs].flatMap(([leg, attempts]) => splitByIdentity(copyDraft(draft, leg, attempts), attempts));
  return [...own, ...copies, ...assignOrigins(draft, own, copies)];
}

/**
 * Makes each copy that has a message id the copy of the message with that id, and answers those of the batch that only
 * their copies tell of. Kafka's ids (topic.partition.offset) change with the topic: there, nothing is known.
 */
function assignOrigins(
  draft: MessageDraft,
  own: readonly MessageDraft[],
  copies: readonly MessageDraft[],
): MessageDraft[] {
  const isNamed = draft.attempts.every((attempt) => attempt.messageId !== '');
  if (namesMustAgree(draft.system) || !isNamed || draft.publishing.length === 0) return [];
  const byId = new Map<string, MessageDraft>();
  for (const part of own) for (const { messageId } of part.attempts) byId.set(messageId, part);
  const revealed: MessageDraft[] = [];
  for (const copy of copies) {
    const messageId = copy.attempts.find((attempt) => attempt.messageId !== '')?.messageId ?? '';
    if (messageId === '') continue;
    const isFirst = byId.size === 0;
    const origin =
      byId.get(messageId) ?? (isFirst ? draft : { ...draft, id: `${draft.id}#${messageId}`, messageId, attempts: [] });
    if (origin !== draft && !byId.has(messageId)) revealed.push(origin);
    byId.set(messageId, origin);
    copy.copyOf = origin;
  }
  return revealed;
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

function splitByIdentity(draft: MessageDraft, taken: readonly AttemptDraft[]): MessageDraft[] {
  const isPlaced = taken.some((attempt) => place(attempt.span) !== '');
  // A span that names its one place took one message, whatever several links of it say.
  const attempts = isPlaced ? onePerSpan(taken) : taken;
  const nameOf = (attempt: AttemptDraft) => (isPlaced ? place(attempt.span) : attempt.messageId);
  const parts = new Map<string, AttemptDraft[]>();
  for (const attempt of attempts) {
    const name = nameOf(attempt);
    const part = parts.get(name);
    if (part) part.push(attempt);
    else if (name !== '') parts.set(name, [attempt]);
  }
  if (!someDestinationSawSeveral(attempts, nameOf)) return [Object.assign(draft, { attempts: [...attempts] })];
  const [first, ...others] = [...parts];
  const nameless = attempts.filter((attempt) => nameOf(attempt) === '');
  const idOf = (name: string) => (isPlaced ? draft.messageId : name);
  const rest = others.map(([name, own]) => ({
    ...draft,
    id: `${draft.id}#${name}`,
    messageId: idOf(name),
    attempts: own,
  }));
  const own = [...(first?.[1] ?? []), ...nameless].sort((a, b) => inOrder(a.span, b.span));
  return [Object.assign(draft, { attempts: own, messageId: idOf(first?.[0] ?? '') }), ...rest];
}

function onePerSpan(attempts: readonly AttemptDraft[]): AttemptDraft[] {
  return [...new Map([...attempts].reverse().map((attempt) => [attempt.span, attempt])).values()].reverse();
}

function someDestinationSawSeveral(
  attempts: readonly AttemptDraft[],
  nameOf: (attempt: AttemptDraft) => string,
): boolean {
  const names = new Map<string, string>();
  return attempts.some((attempt) => {
    const name = nameOf(attempt);
    const known = names.get(attempt.span.destination) ?? name;
    if (known !== '') names.set(attempt.span.destination, known);
    return name !== '' && known !== name;
  });
}
