import { identifyingMessageId, type FlowSpan } from './flow-span.js';
import type { Join, Joins } from './joins.js';
import type { AttemptDraft, MessageDraft } from './message-draft.js';
import type { FindAbove, SpanIndex } from './span-index.js';

/**
 * Decides which consuming spans are tries of a delivery, and puts them into their messages.
 *
 * - A process span is an attempt of each message it took; inside another one of the same message it is part of it.
 * - A receive span is an attempt only where nothing better tells of the message: no process span of the same group or
 *   service, and no receive span inside it or linking to it (aiokafka's getmany has three levels). Where links name the
 *   messages of a batch, this is so for each of them.
 * - A settle span never is one; if it failed, the attempt around it failed.
 */
export function gatherAttempts(index: SpanIndex, { joins, nested }: Joins): void {
  const started = new Map<FlowSpan, AttemptDraft[]>();
  const ofMessage = new Map<AttemptDraft, MessageDraft>();
  const receiveAbove = index.findAbove((span) => span.role === 'receive');
  const processAbove = index.findAbove((span) => span.role === 'process');
  const tries = selectTries(joins, receiveAbove);
  const inner = findInner(tries, processAbove);
  for (const join of tries) if (!inner.has(join)) ofMessage.set(startAttempt(join, started), join.draft);

  const attemptAbove = index.findAbove((span) => started.has(span));
  const around = (span: FlowSpan) => started.get(attemptAbove(span) ?? span) ?? [];
  for (const join of inner) {
    const outer = around(join.span).filter((attempt) => ofMessage.get(attempt) === join.draft);
    const same = outer.filter((attempt) => agree(attempt.messageId, idOf(join)));
    for (const attempt of same.length > 0 ? same : outer) addWithin(join.span, attempt);
  }
  for (const span of nested) for (const attempt of around(span)) addWithin(span, attempt);
  for (const span of index.spans)
    if (span.role === 'settle') for (const attempt of around(span)) addWithin(span, attempt);
}

/** The id its link names, else its own. */
const idOf = ({ span, messageId }: Join): string => messageId || identifyingMessageId(span);

const agree = (a: string, b: string): boolean => a === '' || b === '' || a === b;

function startAttempt(join: Join, started: Map<FlowSpan, AttemptDraft[]>): AttemptDraft {
  const { span, draft, evidence, pull } = join;
  const attempt = { span, pull, evidence, messageId: idOf(join), within: [], failure: span.failure };
  draft.attempts.push(attempt);
  const told = started.get(span);
  if (told) told.push(attempt);
  else started.set(span, [attempt]);
  return attempt;
}

function addWithin(span: FlowSpan, attempt: AttemptDraft): void {
  attempt.within.push(span);
  attempt.failure ??= span.failure;
}

/** Process spans directly inside a process span of the same service, destination and message: two instrumentations. */
function findInner(tries: readonly Join[], processAbove: FindAbove): Set<Join> {
  const taken = new Map<MessageDraft, Map<FlowSpan, Set<string>>>();
  for (const join of tries) {
    if (join.span.role === 'process') setOf(mapOf(taken, join.draft), join.span).add(idOf(join));
  }
  const inner = tries.filter((join) => {
    const { span, draft } = join;
    const outer = span.role === 'process' ? processAbove(span) : null;
    if (outer === null || outer.service !== span.service || outer.destination !== span.destination) return false;
    return [...(taken.get(draft)?.get(outer) ?? [])].some((id) => agree(id, idOf(join)));
  });
  return new Set(inner);
}

function selectTries(joins: readonly Join[], receiveAbove: FindAbove): Join[] {
  const processed = new Map<MessageDraft, Map<string, Set<string>>>();
  const superseded = new Map<MessageDraft, Map<FlowSpan, Set<string>>>();
  for (const join of joins) {
    const ids = mapOf(superseded, join.draft);
    for (const pull of [join.pull, receiveAbove(join.span)])
      if (pull && pull !== join.span) setOf(ids, pull).add(idOf(join));
    if (join.span.role !== 'process') continue;
    for (const name of takerNames(join)) setOf(mapOf(processed, join.draft), name).add(idOf(join));
  }
  return joins.filter((join) => {
    if (join.span.role === 'process') return true;
    if (tellsOf(superseded.get(join.draft)?.get(join.span), join)) return false;
    return !takerNames(join).some((name) => tellsOf(processed.get(join.draft)?.get(name), join));
  });
}

/** Whether spans that named these ids tell of the join's message; one that named none tells of all. */
function tellsOf(ids: ReadonlySet<string> | undefined, { messageId }: Join): boolean {
  if (ids === undefined) return false;
  return messageId === '' || ids.has('') || ids.has(messageId);
}

/** Who took it, by group and by service: spans of one consumer do not all name the group. */
function takerNames({ span, pull }: Join): string[] {
  const group = span.consumerGroup || pull?.consumerGroup || '';
  const names = [JSON.stringify(['service', span.service, span.destination])];
  if (group !== '') names.push(JSON.stringify(['group', group, span.destination]));
  return names;
}

function setOf<K, V>(sets: Map<K, Set<V>>, key: K): Set<V> {
  const found = sets.get(key) ?? new Set<V>();
  sets.set(key, found);
  return found;
}

function mapOf<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const found = maps.get(key) ?? new Map<L, V>();
  maps.set(key, found);
  return found;
}
