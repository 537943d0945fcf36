import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Spool } from '../storage/spool.store.js';
import type { DecodeResult } from './decode-result.js';
import { IngestCounts } from './ingest-counts.js';
import { GroupCommit } from './group-commit.js';
import { RecentRequests } from './recent-requests.js';
import { TraceDecoder } from './trace-decoder.js';

/** A group commit at most this often: the price of a sync, shared by all that arrive meanwhile. */
const COMMIT_INTERVAL_MS = 20;
/** Exporters give a batch up after five minutes (the OpenTelemetry Collector's default) or sooner. */
const REMEMBER_REQUESTS_MS = 10 * 60_000;
const MAX_REMEMBERED_REQUESTS = 200_000;

const ALREADY_STORED: DecodeResult = { accepted: 0, rejected: 0, reason: '', rejectedFor: {}, oddFor: {} };

/** What a request's spans became, once they are durable. `duplicate`: the same bytes were acknowledged before. */
export interface IngestResult extends DecodeResult {
  duplicate: boolean;
}

/** Decode, make durable, acknowledge: the promise of `ingest` resolves when the spans are on disk, and not before. */
@Injectable()
export class IngestService {
  private readonly decoder: TraceDecoder;
  private readonly commits: GroupCommit;
  /** Since the start of the process. */
  readonly counts = new IngestCounts();
  private readonly recent = new RecentRequests(REMEMBER_REQUESTS_MS, MAX_REMEMBERED_REQUESTS);

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly spool: Spool,
  ) {
    this.decoder = new TraceDecoder(config.correlationAttributes);
    this.commits = new GroupCommit(() => this.flush(), COMMIT_INTERVAL_MS);
  }

  /** The identity of a request: a hash of its bytes as they came, so that a retry is known by it. */
  static keyOf(wire: Uint8Array): Buffer {
    return hash('sha1', wire, 'buffer').subarray(0, 8);
  }

  /** Remembers requests that are on disk from an earlier run. */
  rememberStored(keys: readonly string[], nowMs: number): void {
    for (const key of keys) this.recent.remember(key, Promise.resolve(ALREADY_STORED), nowMs);
  }

  /** Throws `SpoolFull` while nothing could be made durable: cheaper than to find out with the request in memory. */
  refuseIfFull(): void {
    this.spool.refuseIfFull();
  }

  /**
   * Stores the spans of one request. `body` is the decompressed Protobuf, `key` its `keyOf`, `odd` what was found odd
   * while it became Protobuf. Rejects with `MalformedPayload` (nothing was stored), or with `SpoolFull` or
   * `SpoolWriteFailed` (nothing was acknowledged).
   */
  async ingest(body: Buffer, key: Buffer, nowMs: number, odd: DecodeResult['oddFor'] = {}): Promise<IngestResult> {
    const name = key.readBigUInt64LE().toString();
    const known = this.recent.find(name);
    if (known !== undefined) return { ...(await known), duplicate: true };
    const result = this.decoder.decode(body, { key, receivedAtMs: nowMs });
    Object.assign(result.oddFor, odd);
    const stored = this.store(result);
    if (result.accepted > 0) this.recent.remember(name, stored, nowMs);
    return { ...(await stored), duplicate: false };
  }

  /** Resolves when all that was taken in is durable. */
  drained(): Promise<void> {
    return this.commits.drained();
  }

  private async store(result: DecodeResult): Promise<DecodeResult> {
    try {
      if (result.accepted > 0) await this.commits.committed();
    } catch (error) {
      this.counts.addUnstored(result);
      throw error;
    }
    this.counts.add(result);
    return result;
  }

  private async flush(): Promise<void> {
    if (this.decoder.block.rows === 0) return;
    await this.spool.append(this.decoder.takeBlock(), Date.now());
  }
}
