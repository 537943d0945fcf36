import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AlertService } from '../alerts/alert.service.js';
import { CONFIG, type Config } from '../config/config.js';
import { Metrics, type Counter } from '../observability/metrics.js';
import { RepeatingTask } from '../schedule/repeating-task.service.js';
import { ClickHouse } from '../storage/click-house.js';
import { detectConsumerLag } from './consumer-lag.js';
import { detectDeadLetterArrival } from './dead-letter-arrival.js';
import type { DetectionKind } from './detection.js';
import type { Judgement, Labels } from './judgement.js';
import { detectRetryStorm } from './retry-storm.js';
import { WindowStore } from './window.store.js';

type Watched = (kind: DetectionKind) => Labels[];
type Judge = (nowMs: number, watched: Watched) => Promise<Judgement>;

/**
 * Runs the detectors at an interval and hands what they see to the alerts. Each detector stands for itself: where its
 * windows cannot be read its findings are unknown for this round, which a line in the log and a count tell, and the
 * others go on. This is where the clock is read.
 */
@Injectable()
export class DetectionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Detection');
  private readonly rounds: Counter;
  private readonly failing = new Set<string>();
  private readonly task: RepeatingTask;
  private readonly judges: readonly (readonly [DetectionKind, Judge])[];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ClickHouse) clickHouse: ClickHouse,
    @Inject(AlertService) private readonly alerts: AlertService,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.rounds = metrics.counter('plumbline_detection_rounds_total', 'Runs of a detector, by detector and outcome.');
    this.judges = judgesOf(config, clickHouse);
    this.task = new RepeatingTask(
      () => this.round(Date.now()),
      config.detection.intervalMs,
      (error) => this.tellFailure('alerts', error),
    );
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  /** One round over all detectors. Rejects only when the alerts cannot be read or written. */
  async round(nowMs: number): Promise<void> {
    const open = await this.alerts.open();
    const watched: Watched = (kind) => open.filter((alert) => alert.kind === kind).map((alert) => alert.labels);
    const detections: Judgement['detections'][number][] = [];
    const clear: { kind: DetectionKind; labels: Labels }[] = [];
    for (const [kind, judge] of this.judges) {
      const judgement = await this.judge(kind, () => judge(nowMs, watched));
      detections.push(...judgement.detections);
      clear.push(...judgement.clear.map((labels) => ({ kind, labels })));
    }
    await this.alerts.observe(open, { detections, clear }, nowMs);
    this.tellRecovery('alerts');
  }

  private async judge(kind: DetectionKind, run: () => Promise<Judgement>): Promise<Judgement> {
    try {
      const judgement = await run();
      this.rounds.add(1, { detector: kind, outcome: 'ok' });
      this.tellRecovery(kind);
      return judgement;
    } catch (error) {
      this.rounds.add(1, { detector: kind, outcome: 'failed' });
      this.tellFailure(kind, error);
      return { detections: [], clear: [] };
    }
  }

  /** Once when it begins, not every round. */
  private tellFailure(what: string, error: unknown): void {
    if (this.failing.has(what)) return;
    this.failing.add(what);
    const reason = error instanceof Error ? error.message : String(error);
    this.log.error(
      `Detection (${what}) failed: ${reason} Alerts stay as they are; trying every ${this.config.detection.intervalMs} ms.`,
    );
  }

  private tellRecovery(what: string): void {
    if (this.failing.delete(what)) this.log.log(`Detection (${what}) works again.`);
  }
}

function judgesOf({ detection, deadLetter }: Config, clickHouse: ClickHouse): (readonly [DetectionKind, Judge])[] {
  const { windowMs } = detection;
  const windows = new WindowStore(clickHouse, { windowMs, deadLetterPattern: deadLetter.pattern });
  return [
    [
      'dead-letter-arrival',
      async (nowMs, watched) =>
        detectDeadLetterArrival(await windows.deadLetters(nowMs, watched('dead-letter-arrival')), windowMs),
    ],
    [
      'retry-storm',
      async (nowMs, watched) =>
        detectRetryStorm(await windows.retries(nowMs, watched('retry-storm')), detection, windowMs),
    ],
    [
      'consumer-lag',
      async (nowMs, watched) => {
        const { spans, broker } = await windows.lag(nowMs, watched('consumer-lag'));
        return detectConsumerLag(spans, broker, detection, nowMs);
      },
    ],
  ];
}
