import type { FlowSpan } from './flow-span.js';
import type { Join, Joins } from './joins.js';
import type { AttemptDraft, MessageDraft } from './message-draft.js';
import type { FindAbove, SpanIndex } from './span-index.js';

/**
 * Decides which consuming spans are tries of a delivery, and puts them into their messages.
 *
 * - A process span is an attempt of each message it took; inside another one of the same message it is part of it.
 * - A receive span is an attempt only where nothing better tells of the message: no process span of the same group or
 *   service, and no receive span inside it or linking to it (aiokafka's getmany has three levels).
 * - A settle span never is one; if it failed, the attempt around it failed.
 */
export function gatherAttempts(index: SpanIndex, { joins, nested }: Joins): void {
  const started = new Map<FlowSpan, Map<MessageDraft, AttemptDraft>>();
  const receiveAbove = index.findAbove((span) => span.role === 'receive');
  const processAbove = index.findAbove((span) => span.role === 'process');
  const tries = selectTries(joins, receiveAbove);
  const inner = findInner(tries, processAbove);
  for (const join of tries) if (!inner.has(join)) startAttempt(join, started);

  const attemptAbove = index.findAbove((span) => started.has(span));
  const around = (span: FlowSpan) => started.get(attemptAbove(span) ?? span);
  for (const { span, draft } of inner) addWithin(span, around(span)?.get(draft));
  for (const span of nested) for (const attempt of around(span)?.values() ?? []) addWithin(span, attempt);
  for (const span of index.spans)
    if (span.role === 'settle') for (const attempt of around(span)?.values() ?? []) addWithin(span, attempt);
}

function startAttempt(
  { span, draft, evidence, pull }: Join,
  started: Map<FlowSpan, Map<MessageDraft, AttemptDraft>>,
): void {
  const attempt: AttemptDraft = { span, pull, evidence, within: [], failure: span.failure };
  draft.attempts.push(attempt);
  const told = started.get(span) ?? new Map<MessageDraft, AttemptDraft>();
  started.set(span, told.set(draft, attempt));
}

function addWithin(span: FlowSpan, attempt: AttemptDraft | undefined): void {
  if (attempt === undefined) return;
  attempt.within.push(span);
  attempt.failure ??= span.failure;
}

/** Process spans directly inside a process span of the same service, destination and message: two instrumentations. */
function findInner(tries: readonly Join[], processAbove: FindAbove): Set<Join> {
  const taken = new Map<MessageDraft, Set<FlowSpan>>();
  for (const join of tries) if (join.span.role === 'process') setOf(taken, join.draft).add(join.span);
  const inner = tries.filter(({ span, draft }) => {
    const outer = span.role === 'process' ? processAbove(span) : null;
    if (outer === null || outer.service !== span.service || outer.destination !== span.destination) return false;
    return taken.get(draft)?.has(outer) === true;
  });
  return new Set(inner);
}

function selectTries(joins: readonly Join[], receiveAbove: FindAbove): Join[] {
  const processed = new Map<MessageDraft, Set<string>>();
  const superseded = new Map<MessageDraft, Set<FlowSpan>>();
  for (const join of joins) {
    const pulls = setOf(superseded, join.draft);
    for (const pull of [join.pull, receiveAbove(join.span)]) if (pull && pull !== join.span) pulls.add(pull);
    if (join.span.role === 'process') for (const name of takerNames(join)) setOf(processed, join.draft).add(name);
  }
  return joins.filter((join) => {
    if (join.span.role === 'process') return true;
    if (superseded.get(join.draft)?.has(join.span)) return false;
    return !takerNames(join).some((name) => processed.get(join.draft)?.has(name));
  });
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
