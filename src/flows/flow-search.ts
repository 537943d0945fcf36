import type { Outcome } from './flow.js';
import type { FlowCandidate } from './flow.store.js';

/** A search for flows, as checked. */
export interface FlowSearch {
  fromMs: number;
  toMs: number;
  /** '' for all. */
  service: string;
  destination: string;
  /** Null for all. */
  outcome: Outcome | null;
  /** A correlation, trace or message ID to be matched exactly; '' for none. */
  q: string;
  limit: number;
  after: FlowCandidate | null;
}

/** What is wrong with one parameter: its name, the value given, the form allowed. */
export interface ParameterMistake {
  parameter: string;
  value: string;
  allowed: string;
}

export type ParsedSearch = { search: FlowSearch } | { mistakes: ParameterMistake[] };

const DEFAULT_WINDOW_MS = 3_600_000;
export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** Beyond these ClickHouse's DateTime64 has no times; a bound outside them is clamped by no one and refused here. */
const MAX_TIME_MS = Date.UTC(2262, 0, 1);

const OUTCOMES: readonly Outcome[] = ['dead-lettered', 'failed', 'pending', 'processed'];
const PARAMETERS = ['from', 'to', 'service', 'destination', 'outcome', 'q', 'limit', 'cursor'];
const TIME_FORM = 'an ISO-8601 time such as 2026-11-21T14:00:00Z, or Unix milliseconds';

/**
 * Reads the query of `GET /api/v1/flows`. Without `from` and `to` it means the hour before `nowMs`; with `q` alone, all
 * times: whoever has an ID does not know when. All mistakes are told at once.
 */
export function parseFlowSearch(query: Readonly<Record<string, unknown>>, nowMs: number): ParsedSearch {
  const reader = new QueryReader(query);
  for (const name of Object.keys(query))
    if (!PARAMETERS.includes(name)) reader.refuse(name, `one of the parameters ${PARAMETERS.join(', ')}`);
  const q = reader.text('q');
  const isAnyTime = q !== '' && reader.text('from') === '' && reader.text('to') === '';
  const toMs = reader.time('to') ?? (isAnyTime ? MAX_TIME_MS : nowMs);
  const fromMs = reader.time('from') ?? (isAnyTime ? 0 : Math.max(0, toMs - DEFAULT_WINDOW_MS));
  if (fromMs >= toMs && reader.mistakes.length === 0) reader.refuse('from', 'a time before "to"');
  const search: FlowSearch = {
    fromMs,
    toMs,
    service: reader.text('service'),
    destination: reader.text('destination'),
    outcome: reader.outcome(),
    q,
    limit: reader.limit(),
    after: reader.cursor(),
  };
  return reader.mistakes.length > 0 ? { mistakes: reader.mistakes } : { search };
}

const ISO_FORM = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

class QueryReader {
  readonly mistakes: ParameterMistake[] = [];

  constructor(private readonly query: Readonly<Record<string, unknown>>) {}

  text(name: string): string {
    const value = this.query[name];
    if (value === undefined || typeof value === 'string') return value ?? '';
    this.refuse(name, 'given once, as text');
    return '';
  }

  time(name: string): number | null {
    const value = this.text(name);
    if (value === '') return null;
    const parsed = /^\d{1,16}$/.test(value) ? Number(value) : isIso(value) ? Date.parse(value) : NaN;
    if (parsed >= 0 && parsed <= MAX_TIME_MS) return parsed;
    this.refuse(name, TIME_FORM);
    return null;
  }

  outcome(): Outcome | null {
    const value = this.text('outcome');
    const known = OUTCOMES.find((outcome) => outcome === value);
    if (value !== '' && known === undefined) this.refuse('outcome', `one of ${OUTCOMES.join(', ')}`);
    return known ?? null;
  }

  limit(): number {
    const value = this.text('limit');
    if (value === '') return DEFAULT_LIMIT;
    const limit = /^\d{1,4}$/.test(value) ? Number(value) : 0;
    if (limit < 1 || limit > MAX_LIMIT) this.refuse('limit', `a whole number from 1 to ${MAX_LIMIT}`);
    return limit;
  }

  cursor(): FlowCandidate | null {
    const value = this.text('cursor');
    if (value === '') return null;
    const parsed = readCursor(value);
    if (parsed === null) this.refuse('cursor', 'the nextCursor of an earlier answer, unchanged');
    return parsed;
  }

  refuse(parameter: string, allowed: string): void {
    const given = this.query[parameter];
    const value = typeof given === 'string' ? given : JSON.stringify(given ?? '');
    if (!this.mistakes.some((mistake) => mistake.parameter === parameter))
      this.mistakes.push({ parameter, value, allowed });
  }
}

/** ISO-8601 with a day that the calendar has: `Date.parse` takes 31 February for 3 March. */
function isIso(text: string): boolean {
  if (!ISO_FORM.test(text)) return false;
  const day = text.slice(0, 10);
  const dayMs = Date.parse(day);
  return !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(day);
}

/** The place after a candidate, opaque to clients. */
export function showCursor({ newestNano, id }: FlowCandidate): string {
  return Buffer.from(JSON.stringify([newestNano, id])).toString('base64url');
}

function readCursor(text: string): FlowCandidate | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed)) return null;
    const [newestNano, id] = parsed as unknown[];
    if (typeof newestNano !== 'string' || typeof id !== 'string') return null;
    return /^\d{1,19}$/.test(newestNano) && BigInt(newestNano) < 2n ** 63n && id !== '' ? { newestNano, id } : null;
  } catch {
    return null;
  }
}
