import type { DecodeResult } from './decode-result.js';

/**
 * Requests that were acknowledged or are being made durable, by the hash of their bytes: an exporter that did not hear
 * the answer sends the same bytes again, and they must not be stored twice. Bounded by time and by number.
 */
export class RecentRequests {
  private readonly outcomes = new Map<string, { promise: Promise<DecodeResult>; atMs: number }>();

  constructor(
    private readonly keepMs: number,
    private readonly maxRequests: number,
  ) {}

  /** What became of a request with this key, once it is durable; undefined if none is known. */
  find(key: string): Promise<DecodeResult> | undefined {
    return this.outcomes.get(key)?.promise;
  }

  /** Remembers a request; forgets it if it fails, so that its retry is taken as new. */
  remember(key: string, promise: Promise<DecodeResult>, nowMs: number): void {
    this.outcomes.set(key, { promise, atMs: nowMs });
    promise.catch(() => this.outcomes.delete(key));
    this.forgetOld(nowMs);
  }

  /** Insertion order is time order, so the oldest stand first. */
  private forgetOld(nowMs: number): void {
    for (const [key, { atMs }] of this.outcomes) {
      if (this.outcomes.size <= this.maxRequests && atMs > nowMs - this.keepMs) return;
      this.outcomes.delete(key);
    }
  }
}
