import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { NOW, sent, taken } from '../../test/stores/messages.js';
import { insertSpans } from '../../test/stores/span-rows.js';
import { openTelemetryStore } from '../../test/stores/telemetry-store.js';
import { AlertService } from '../alerts/alert.service.js';
import { NotificationService } from '../alerts/notification.service.js';
import { PrismaAlertRepository } from '../alerts/prisma-alert.repository.js';
import type { Config } from '../config/config.js';
import { DEFAULT_DEAD_LETTER_PATTERN } from '../messaging/dead-letter.js';
import { Metrics } from '../observability/metrics.js';
import { openDatabase, type Database } from '../registry/database/database.js';
import { ClickHouse, ClickHouseError } from '../storage/click-house.js';
import { DetectionService } from './detection.service.js';

const config = {
  host: '127.0.0.1',
  port: 4400,
  retentionDays: 30,
  deadLetter: { pattern: DEFAULT_DEAD_LETTER_PATTERN },
  detection: {
    intervalMs: 10_000,
    windowMs: 300_000,
    retryRatio: 0.2,
    retryMinAttempts: 10,
    lagMessages: 20,
    lagSeconds: 60,
  },
  alerts: { pendingMs: 20_000, keepFiringMs: 60_000, webhookUrl: '' },
} as Config;

let dir: string;
let database: Database;
let alerts: AlertService;
let metrics: Metrics;
let real: ClickHouse;
let remove: () => Promise<void>;

beforeAll(async () => {
  Logger.overrideLogger(false);
  ({ store: real, remove } = await openTelemetryStore());
});
afterAll(() => remove());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-detection-'));
  database = await openDatabase({ databaseUrl: `file:${join(dir, 'alerts.db')}`, dataDir: dir });
  metrics = new Metrics();
  const repository = new PrismaAlertRepository(database);
  alerts = new AlertService(config, repository, new NotificationService(config, repository, metrics));
  await real.command('TRUNCATE TABLE spans');
});
afterEach(async () => {
  await database.$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

/** A store that is away until it comes back. */
function awayStore(): { store: ClickHouse; comeBack(): void } {
  let isAway = true;
  const store = Object.create(real) as ClickHouse;
  store.query = (sql, params) =>
    isAway ? Promise.reject(new ClickHouseError('The store is away.')) : real.query(sql, params);
  return { store, comeBack: () => (isAway = false) };
}

const listed = async () =>
  (await alerts.list({ states: [], limit: 100 })).map(({ kind, state, labels }) => ({ kind, state, labels }));

it('finds nothing while everybody keeps up', async () => {
  const orders = Array.from({ length: 40 }, () => sent(60_000));
  await insertSpans(real, [...orders, ...orders.map((order) => taken(order, 59_000))]);
  await new DetectionService(config, real, alerts, metrics).round(NOW);
  expect(await listed()).toEqual([]);
});

it('raises each of the three alerts from what is stored, dead letters at once', async () => {
  const orders = Array.from({ length: 12 }, (_, n) => sent(120_000 - n));
  const waiting = Array.from({ length: 30 }, () => sent(30_000));
  const dead = sent(5_000, { destination: 'orders.dlq', correlationId: 'order-1' });
  await insertSpans(real, [
    ...orders,
    ...orders.flatMap((order) => [taken(order, 110_000, { statusCode: 2 }), taken(order, 100_000)]),
    ...waiting,
    dead,
  ]);
  const detection = new DetectionService(config, real, alerts, metrics);
  const billing = { system: 'kafka', destination: 'orders', consumer_group: 'billing' };
  const deadLetters = { kind: 'dead-letter-arrival', labels: { system: 'kafka', destination: 'orders.dlq' } };

  await detection.round(NOW);
  expect(await listed()).toEqual([
    { ...deadLetters, state: 'firing' },
    { kind: expect.anything() as unknown, state: 'pending', labels: billing },
    { kind: expect.anything() as unknown, state: 'pending', labels: billing },
  ]);

  await detection.round(NOW + 20_000);
  const firing = (await listed()).map(({ kind, state }) => `${kind} ${state}`).sort();
  expect(firing).toEqual(['consumer-lag firing', 'dead-letter-arrival firing', 'retry-storm firing']);
});

it('leaves alerts as they are while the store is away, counts it, and goes on afterwards', async () => {
  await insertSpans(real, [sent(5_000, { destination: 'orders.dlq' })]);
  const { store, comeBack } = awayStore();
  const detection = new DetectionService(config, store, alerts, metrics);
  await detection.round(NOW);
  expect(await listed()).toEqual([]);
  comeBack();
  await detection.round(NOW);
  const before = await listed();
  expect(before).toMatchObject([{ kind: 'dead-letter-arrival', state: 'firing' }]);

  const away = new DetectionService(config, awayStore().store, alerts, metrics);
  await away.round(NOW + 86_400_000);
  expect(await listed()).toEqual(before);
  expect(await metrics.text()).toContain(
    'plumbline_detection_rounds_total{detector="dead-letter-arrival",outcome="failed"} 2',
  );
});
