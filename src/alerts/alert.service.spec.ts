import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Config } from '../config/config.js';
import type { Detection } from '../detection/detection.js';
import { Metrics } from '../observability/metrics.js';
import { openDatabase, type Database } from '../registry/database/database.js';
import { AlertService } from './alert.service.js';
import type { AlertmanagerPayload } from './alertmanager-payload.js';
import { NotificationService } from './notification.service.js';
import { PrismaAlertRepository } from './prisma-alert.repository.js';

const START = Date.parse('2026-11-21T12:00:00.000Z');
const labels = { system: 'kafka', destination: 'orders.dlq' };
const deadLetter: Detection = {
  kind: 'dead-letter-arrival',
  severity: 'warning',
  labels,
  summary: '1 dead letter in kafka orders.dlq within 5 min',
  description: 'Look at the failing attempts.',
  values: { arrived: 1 },
  exampleFlows: ['order-1'],
};
const trouble = { detections: [deadLetter], clear: [] };
const clear = { detections: [], clear: [{ kind: 'dead-letter-arrival' as const, labels }] };

/** A receiver that answers as it is told and keeps what it took. */
class Receiver {
  readonly taken: AlertmanagerPayload[] = [];
  readonly answers: number[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const status = receiver.answers.shift() ?? 200;
        if (status === 200) receiver.taken.push(JSON.parse(body) as AlertmanagerPayload);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook?token=secret`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

let dir: string;
let receiver: Receiver;
let database: Database;
let alerts: AlertService;
let notifications: NotificationService;

/** The part as it comes up after a start, on whatever the store holds. */
async function start(webhookUrl = receiver.url): Promise<void> {
  const config = {
    host: '127.0.0.1',
    port: 4400,
    retentionDays: 30,
    alerts: { pendingMs: 30_000, keepFiringMs: 60_000, webhookUrl },
  } as Config;
  database = await openDatabase({ databaseUrl: `file:${join(dir, 'alerts.db')}`, dataDir: dir });
  const repository = new PrismaAlertRepository(database);
  notifications = new NotificationService(config, repository, new Metrics());
  alerts = new AlertService(config, repository, notifications);
}

async function stop(): Promise<void> {
  await notifications.onModuleDestroy();
  await database.$disconnect();
}

async function observe(observations: Parameters<AlertService['observe']>[1], atMs: number): Promise<void> {
  await alerts.observe(await alerts.open(), observations, atMs);
  await notifications.settled();
}

const told = () => receiver.taken.flatMap((payload) => payload.alerts.map(({ status }) => status));

beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-alerts-'));
  receiver = await Receiver.start();
  await start();
});
afterEach(async () => {
  await stop();
  await receiver.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe('alerts over their life', () => {
  it('tells a dead letter and its end once each, in the shape that the schema promises', async () => {
    await observe(trouble, START);
    await observe(trouble, START + 10_000);
    await observe(clear, START + 69_999);
    await observe(clear, START + 70_000);
    await observe(clear, START + 80_000);
    expect(told()).toEqual(['firing', 'resolved']);
    expect(receiver.taken[1]?.alerts[0]).toMatchObject({
      startsAt: '2026-11-21T12:00:00.000Z',
      endsAt: '2026-11-21T12:01:10.000Z',
    });
    const ajv = new Ajv2020({ allErrors: true });
    formats.default(ajv);
    const isValid = ajv.compile(JSON.parse(readFileSync('schemas/alert-webhook.schema.json', 'utf8')) as object);
    for (const payload of receiver.taken) {
      isValid(payload);
      expect(isValid.errors).toBeNull();
    }
  });

  it('goes on after a restart where it was: no second alert, no second telling', async () => {
    await observe(trouble, START);
    const before = await alerts.list({ states: [], limit: 10 });
    await stop();
    await start();
    await observe({ detections: [], clear: [] }, START + 500_000);
    await observe(trouble, START + 510_000);
    expect(await alerts.list({ states: [], limit: 10 })).toEqual([
      { ...before[0], lastSeenAt: '2026-11-21T12:08:30.000Z' },
    ]);
    expect(told()).toEqual(['firing']);
  });

  it('tells again, with the same fingerprint and startsAt, what a crash left unrecorded', async () => {
    await observe(trouble, START);
    await database.alert.updateMany({ data: { notifiedState: null, notifiedSeverity: null, notifiedAt: null } });
    await stop();
    await start();
    await observe({ detections: [], clear: [] }, START + 10_000);
    const [first, second] = receiver.taken.map((payload) => payload.alerts[0]);
    expect([second?.fingerprint, second?.startsAt]).toEqual([first?.fingerprint, first?.startsAt]);
  });

  it('tries again in a while when the receiver fails or limits, and tells once', async () => {
    receiver.answers.push(503, 429);
    await observe(trouble, START);
    await observe(trouble, START + 10_000);
    expect(told()).toEqual(['firing']);
  });

  it('does not hammer a receiver that refuses, and tells it when it takes again', async () => {
    receiver.answers.push(400);
    await observe(trouble, START);
    await observe(trouble, START + 1_000);
    expect([told(), receiver.answers]).toEqual([[], []]);
    await observe(trouble, START + 6_000);
    expect(told()).toEqual(['firing']);
  });

  it('never waits for the receiver, and sends nothing where none is configured', async () => {
    await stop();
    await start('');
    await observe(trouble, START);
    expect((await alerts.list({ states: ['firing'], limit: 10 })).map(({ kind }) => kind)).toEqual([
      'dead-letter-arrival',
    ]);
    expect(receiver.taken).toEqual([]);
  });

  it('tells what still fires again after four hours', async () => {
    await observe(trouble, START);
    await observe(trouble, START + 4 * 3_600_000 - 1);
    expect(told()).toEqual(['firing']);
    await observe(trouble, START + 4 * 3_600_000);
    expect(told()).toEqual(['firing', 'firing']);
  });

  it('forgets what ended longer ago than telemetry is kept', async () => {
    await observe(trouble, START);
    await observe(clear, START + 60_000);
    await observe({ detections: [], clear: [] }, START + 31 * 86_400_000);
    expect(await alerts.list({ states: [], limit: 10 })).toEqual([]);
  });
});
