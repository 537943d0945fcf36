import type { FlowSpan } from './flow-span.js';

/** Finds the nearest ancestor that satisfies a predicate; null where there is none. */
export type FindAbove = (span: FlowSpan) => FlowSpan | null;

/** The spans of some traces in one fixed order, so that the order of arrival never changes an answer. */
export interface SpanIndex {
  /** By start, then by key; each span once. */
  readonly spans: readonly FlowSpan[];
  get(key: string): FlowSpan | undefined;
  /** The parent, where it was stored; parents never form a cycle here. */
  parent(span: FlowSpan): FlowSpan | undefined;
  /** Builds a search that remembers what it passed: all searches together visit each span a constant number of times. */
  findAbove(matches: (span: FlowSpan) => boolean): FindAbove;
}

/** The one order of spans that everything downstream relies on. */
export function inOrder(a: FlowSpan, b: FlowSpan): number {
  if (a.startMs !== b.startMs) return a.startMs - b.startMs;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.endMs - b.endMs;
}

/**
 * Indexes spans by id. A span stored twice (an exporter's retry) counts once. The input comes from clients: a parent may
 * be missing, be the span itself or close a cycle, which is then cut at its first span by order.
 */
export function indexSpans(input: Iterable<FlowSpan>): SpanIndex {
  const byKey = new Map<string, FlowSpan>();
  for (const span of [...input].sort(inOrder)) if (!byKey.has(span.key)) byKey.set(span.key, span);
  const cut = findCycleStarts(byKey);
  const parent = (span: FlowSpan) => (cut.has(span) ? undefined : byKey.get(span.parentKey));
  return {
    spans: [...byKey.values()],
    get: (key) => byKey.get(key),
    parent,
    findAbove: (matches) => searchAbove(parent, matches),
  };
}

function findCycleStarts(byKey: ReadonlyMap<string, FlowSpan>): Set<FlowSpan> {
  const walkOf = new Map<FlowSpan, FlowSpan>();
  const cut = new Set<FlowSpan>();
  for (const start of byKey.values()) {
    let here: FlowSpan | undefined = start;
    while (here !== undefined && !walkOf.has(here)) {
      walkOf.set(here, start);
      here = byKey.get(here.parentKey);
    }
    if (here !== undefined && walkOf.get(here) === start) cut.add(firstOfCycle(here, byKey));
  }
  return cut;
}

function firstOfCycle(member: FlowSpan, byKey: ReadonlyMap<string, FlowSpan>): FlowSpan {
  let first = member;
  let here = byKey.get(member.parentKey);
  while (here !== undefined && here !== member) {
    if (inOrder(here, first) < 0) first = here;
    here = byKey.get(here.parentKey);
  }
  return first;
}

function searchAbove(
  parentOf: (span: FlowSpan) => FlowSpan | undefined,
  matches: (span: FlowSpan) => boolean,
): FindAbove {
  const known = new Map<FlowSpan, FlowSpan | null>();
  return (span) => {
    const path: FlowSpan[] = [];
    let here: FlowSpan = span;
    let found = known.get(here);
    while (found === undefined) {
      path.push(here);
      const parent = parentOf(here);
      if (parent === undefined) found = null;
      else if (matches(parent)) found = parent;
      else {
        here = parent;
        found = known.get(here);
      }
    }
    for (const passed of path) known.set(passed, found);
    return found;
  };
}
