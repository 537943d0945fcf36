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

  /** Takes back nothing: remembers requests that an earlier run of this service has stored. */
  rememberStored(keys: readonly string[], nowMs: number): void {
    for (const key of keys) this.recent.remember(key, Promise.resolve(), nowMs);
  }

  /**
   * Stores the spans of one request. `body` is the decompressed Protobuf, `key` its `keyOf`. Rejects with
   * `MalformedPayload` (nothing was stored), `SpoolFull` or the disk's error (nothing was acknowledged).
   */
  async ingest(body: Buffer, key: Buffer, nowMs: number): Promise<IngestResult> {
    const name = key.readBigUInt64LE().toString();
    const known = this.recent.find(name);
    if (known !== undefined) {
      await known;
      return { ...ALREADY_STORED, duplicate: true };
    }
    const result = this.decoder.decode(body, { key, receivedAtMs: nowMs });
    if (result.accepted > 0) {
      const committed = this.commits.committed();
      this.recent.remember(name, committed, nowMs);
      await committed;
    }
    this.counts.add(result);
    return { ...result, duplicate: false };
  }

  /** Resolves when all that was taken in is durable. */
  drained(): Promise<void> {
    return this.commits.drained();
  }

  private async flush(): Promise<void> {
    if (this.decoder.block.rows === 0) return;
    await this.spool.append(this.decoder.takeBlock(), Date.now());
  }
}
