import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Metrics, type Counter } from '../observability/metrics.js';
import { RepeatingTask } from '../schedule/repeating-task.service.js';
import { ClickHouse } from '../storage/click-house.js';
import type { BacklogSample, BrokerProbe } from './broker.probe.js';
import { openProbes } from './index.js';

/**
 * Asks each configured broker at an interval and stores what it says. A broker or store that is away costs its readings
 * of that time, a line in the log when that begins and ends, and a count; the next interval tries again.
 */
@Injectable()
export class BacklogService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Brokers');
  private readonly polls: Counter;
  private readonly failing = new Set<string>();
  private probes: BrokerProbe[] = [];
  private tasks: RepeatingTask[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ClickHouse) private readonly clickHouse: ClickHouse,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.polls = metrics.counter('plumbline_broker_polls_total', 'Readings of a broker, by system and outcome.');
  }

  async onApplicationBootstrap(): Promise<void> {
    this.probes = await openProbes(this.config, (message) => this.log.warn(message));
    this.tasks = this.probes.map((probe) => {
      for (const outcome of ['ok', 'failed']) this.polls.add(0, { system: probe.system, outcome });
      return new RepeatingTask(
        () => this.poll(probe, Date.now()),
        this.config.detection.intervalMs,
        (error) => this.log.error(error),
      );
    });
    for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
    await Promise.all(
      this.probes.map((probe) =>
        probe.close().catch((error: unknown) => this.log.warn(`Closing the ${probe.system} probe: ${String(error)}`)),
      ),
    );
  }

  /** One reading of one broker, stored. Never rejects. */
  async poll(probe: BrokerProbe, nowMs: number): Promise<void> {
    try {
      const samples = await probe.sample(nowMs);
      const told = samples.length > 0 ? samples : [nothing(probe.system, nowMs)];
      await this.clickHouse.insert('backlog_samples', told.map(toRow));
      this.polls.add(1, { system: probe.system, outcome: 'ok' });
      if (this.failing.delete(probe.system)) this.log.log(`The backlog of ${probe.system} is read again.`);
    } catch (error) {
      this.polls.add(1, { system: probe.system, outcome: 'failed' });
      if (this.failing.has(probe.system)) return;
      this.failing.add(probe.system);
      const reason = error instanceof Error ? error.message : String(error);
      this.log.warn(
        `${reason} Its backlog is unknown until then; trying every ${this.config.detection.intervalMs} ms.`,
      );
    }
  }
}

/** That the broker answered and holds nothing: a sample of no destination, so that its answer is not taken for silence. */
const nothing = (system: string, sampledAtMs: number): BacklogSample => ({
  sampledAtMs,
  system,
  destination: '',
  partition: '',
  consumerGroup: '',
  lagMessages: null,
  lagSeconds: null,
  depth: null,
  arrivedTotal: null,
  oldestAgeSeconds: null,
  isDeadLetter: false,
});

/** The row of `backlog_samples` for a sample. */
export function toRow(sample: BacklogSample): object {
  return {
    sampled_at: new Date(sample.sampledAtMs).toISOString().replace('T', ' ').replace('Z', ''),
    system: sample.system,
    destination: sample.destination,
    partition: sample.partition,
    consumer_group: sample.consumerGroup,
    lag_messages: sample.lagMessages,
    lag_seconds: sample.lagSeconds,
    depth: sample.depth,
    arrived_total: sample.arrivedTotal,
    oldest_age_seconds: sample.oldestAgeSeconds,
    is_dead_letter: sample.isDeadLetter ? 1 : 0,
  };
}
