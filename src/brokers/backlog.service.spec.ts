import { Logger } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { Metrics } from '../observability/metrics.js';
import type { ClickHouse } from '../storage/click-house.js';
import { BacklogService } from './backlog.service.js';
import type { BacklogSample, BrokerProbe } from './broker.probe.js';

const sample: BacklogSample = {
  sampledAtMs: Date.parse('2026-11-21T12:00:00.123Z'),
  system: 'kafka',
  destination: 'orders',
  partition: '0',
  consumerGroup: 'billing',
  lagMessages: 3,
  lagSeconds: null,
  depth: null,
  arrivedTotal: null,
  oldestAgeSeconds: null,
  isDeadLetter: false,
};

const probe = (answer: () => Promise<BacklogSample[]>): BrokerProbe => ({
  system: 'kafka',
  sample: answer,
  close: () => Promise.resolve(),
});

const config = { kafka: { brokers: [] }, rabbitmq: { managementUrl: '' }, detection: { intervalMs: 1_000 } };
const warnings: string[] = [];
let inserted: [string, readonly object[]][];
let metrics: Metrics;
let service: BacklogService;

beforeEach(() => {
  inserted = [];
  warnings.length = 0;
  metrics = new Metrics();
  Logger.overrideLogger({ log: () => {}, error: () => {}, warn: (message: string) => warnings.push(message) });
  const store = { insert: async (table: string, rows: readonly object[]) => void inserted.push([table, rows]) };
  service = new BacklogService(config as unknown as Config, store as unknown as ClickHouse, metrics);
});

describe('BacklogService', () => {
  it('stores a reading with unknown figures as nulls', async () => {
    await service.poll(
      probe(() => Promise.resolve([sample])),
      0,
    );
    expect(inserted).toEqual([
      [
        'backlog_samples',
        [
          {
            sampled_at: '2026-11-21 12:00:00.123',
            system: 'kafka',
            destination: 'orders',
            partition: '0',
            consumer_group: 'billing',
            lag_messages: 3,
            lag_seconds: null,
            depth: null,
            arrived_total: null,
            oldest_age_seconds: null,
            is_dead_letter: 0,
          },
        ],
      ],
    ]);
  });

  it('stores that a broker answered with nothing, so that what it held before is known to be gone', async () => {
    await service.poll(
      probe(() => Promise.resolve([])),
      Date.parse('2026-11-21T12:00:00.123Z'),
    );
    expect(inserted).toMatchObject([
      [
        'backlog_samples',
        [{ sampled_at: '2026-11-21 12:00:00.123', system: 'kafka', destination: '', consumer_group: '', depth: null }],
      ],
    ]);
  });

  it('stores nothing of a broker that is away, warns once, counts each time, and takes it up again', async () => {
    const away = probe(() => Promise.reject(new Error('Kafka is away.')));
    await service.poll(away, 0);
    await service.poll(away, 1_000);
    await service.poll(
      probe(() => Promise.resolve([sample])),
      2_000,
    );
    expect(inserted).toHaveLength(1);
    expect(warnings).toEqual(['Kafka is away. Its backlog is unknown until then; trying every 1000 ms.']);
    const text = await metrics.text();
    expect(text).toContain('plumbline_broker_polls_total{system="kafka",outcome="failed"} 2');
    expect(text).toContain('plumbline_broker_polls_total{system="kafka",outcome="ok"} 1');
  });

  it('opens no probe where no broker is configured', async () => {
    await service.onApplicationBootstrap();
    await service.onModuleDestroy();
    expect(inserted).toEqual([]);
  });
});
