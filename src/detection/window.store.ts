import type { ClickHouse } from '../storage/click-house.js';
import { readBrokerLag } from './broker-window.store.js';
import type { BrokerLagReading, SpanLagReading } from './consumer-lag.js';
import type { DeadLetterReading } from './dead-letter-arrival.js';
import { readBaselines } from './dead-letter-baseline.store.js';
import { readDeadLetters } from './dead-letter-window.store.js';
import type { Labels } from './judgement.js';
import { readSpanLag } from './lag-window.store.js';
import type { RetryReading } from './retry-storm.js';
import { readRetries, type GroupSubject } from './retry-window.store.js';

export interface WindowSettings {
  windowMs: number;
  /** RE2: names of dead-letter destinations. */
  deadLetterPattern: string;
}

const BASELINE_TTL_MS = 600_000;

/** Reads the detectors' windows from the telemetry store. Every method rejects when the store does: that is "unknown". */
export class WindowStore {
  private baselines: { readAtMs: number; bySubject: Map<string, number[]> } | undefined;

  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly settings: WindowSettings,
  ) {}

  /** `watched` are the labels of open dead-letter alerts: each gets a reading even in silence. */
  async deadLetters(nowMs: number, watched: readonly Labels[]): Promise<DeadLetterReading[]> {
    return readDeadLetters(this.clickHouse, {
      nowMs,
      windowMs: this.settings.windowMs,
      pattern: this.settings.deadLetterPattern,
      watched: watched.map((labels) => ({ system: labels['system'] ?? '', destination: labels['destination'] ?? '' })),
      baselines: await this.baselinesAt(nowMs),
    });
  }

  /** `watched` are the labels of open retry-storm alerts: each gets a reading even in silence. */
  retries(nowMs: number, watched: readonly Labels[]): Promise<RetryReading[]> {
    return readRetries(this.clickHouse, {
      nowMs,
      windowMs: this.settings.windowMs,
      watched: watched.map(toGroup),
    });
  }

  /** `watched` are the labels of open lag alerts: each gets a reading in a long silence. */
  async lag(
    nowMs: number,
    watched: readonly Labels[],
  ): Promise<{ spans: SpanLagReading[]; broker: BrokerLagReading[] }> {
    const { windowMs, deadLetterPattern: pattern } = this.settings;
    const spans = await readSpanLag(this.clickHouse, { nowMs, windowMs, pattern, watched: watched.map(toGroup) });
    return { spans, broker: await readBrokerLag(this.clickHouse, { nowMs, pattern }) };
  }

  private async baselinesAt(nowMs: number): Promise<Map<string, number[]>> {
    if (this.baselines && Math.abs(nowMs - this.baselines.readAtMs) < BASELINE_TTL_MS) return this.baselines.bySubject;
    const { windowMs, deadLetterPattern: pattern } = this.settings;
    const bySubject = await readBaselines(this.clickHouse, { nowMs, windowMs, pattern });
    this.baselines = { readAtMs: nowMs, bySubject };
    return bySubject;
  }
}

const toGroup = (labels: Labels): GroupSubject => ({
  system: labels['system'] ?? '',
  destination: labels['destination'] ?? '',
  consumerGroup: labels['consumer_group'] ?? '',
});
