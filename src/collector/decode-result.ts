/**
 * Why a span is not stored: without its ids it could be neither found nor joined; or it could not be made durable, and
 * the exporter was told to come again.
 */
export const REJECTIONS = ['bad_trace_id', 'bad_span_id', 'not_durable'] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** What is odd about spans that are stored all the same. */
export const ODDITIES = [
  'bad_parent_span_id',
  'no_name',
  'no_start_time',
  'no_end_time',
  'ends_before_it_starts',
  'time_after_2262',
  'unknown_kind',
  'unknown_status',
  'bad_value',
] as const;
export type Oddity = (typeof ODDITIES)[number];

/** What became of one request's spans. */
export interface DecodeResult {
  accepted: number;
  rejected: number;
  /** Why spans were rejected, in words: the first of them; '' if none was. */
  reason: string;
  rejectedFor: Partial<Record<Rejection, number>>;
  oddFor: Partial<Record<Oddity, number>>;
}

/** Identity and arrival of the request whose spans are decoded. */
export interface RequestStamp {
  /** The 64-bit hash of its body, little-endian. */
  key: Uint8Array;
  receivedAtMs: number;
}

/** Adds one to a count that is absent while it is zero. */
export function countOne<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
