import { randomUUID } from 'node:crypto';
import type { Alert as AlertRow } from '../registry/prisma/sqlite/client.js';
import type { Database } from '../registry/database/database.js';
import { AlertRepository, type AlertFilter, type Told } from './alert.repository.js';
import type { StoredAlert, Transition } from './lifecycle.js';

const MAX_TO_TELL = 1_000;
/** A guard against a store with more open alerts than a round can look at. */
const MAX_OPEN = 10_000;

/** Alerts in the metadata store, SQLite or PostgreSQL. */
export class PrismaAlertRepository extends AlertRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async open(): Promise<StoredAlert[]> {
    const rows = await this.database.alert.findMany({
      where: { openKey: { not: null } },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      take: MAX_OPEN,
    });
    return rows.map(toAlert);
  }

  override async apply(transitions: readonly Transition[]): Promise<void> {
    for (const transition of transitions) await this.take(transition);
  }

  private async take(transition: Transition): Promise<void> {
    switch (transition.type) {
      case 'create':
        return this.create(transition.alert);
      case 'update':
        return this.changeOpen(transition.id, sightingColumns(transition.sighting));
      case 'fire':
        return this.changeOpen(transition.id, {
          ...sightingColumns(transition.sighting),
          state: 'firing',
          firingAt: new Date(transition.firingAtMs),
        });
      case 'resolve':
        return this.changeOpen(transition.id, {
          state: 'resolved',
          openKey: null,
          resolvedAt: new Date(transition.resolvedAtMs),
        });
    }
  }

  private async create(alert: Omit<StoredAlert, 'id'>): Promise<void> {
    try {
      await this.database.alert.create({ data: toRow({ ...alert, id: randomUUID() }) });
    } catch (error) {
      // The unique openKey decides between two instances that see the same trouble first.
      if ((error as { code?: string }).code !== 'P2002') throw error;
    }
  }

  private async changeOpen(id: string, data: Partial<AlertRow>): Promise<void> {
    await this.database.alert.updateMany({ where: { id, openKey: { not: null } }, data });
  }

  override async toTell(sinceMs: number): Promise<StoredAlert[]> {
    const news = await this.database.alert.findMany({
      where: isNewsSince(sinceMs),
      ...OLDEST_FIRST,
      take: MAX_TO_TELL,
    });
    // Of so many at most the news are left out, and a list of a thousand ids is more than SQLite takes.
    const firing = await this.database.alert.findMany({
      where: { state: 'firing' },
      ...OLDEST_FIRST,
      take: MAX_TO_TELL,
    });
    const isNews = new Set(news.map(({ id }) => id));
    const told = firing.filter(({ id }) => !isNews.has(id)).slice(0, MAX_TO_TELL - news.length);
    return [...news, ...told].map(toAlert);
  }

  override async recordTold(told: readonly Told[], atMs: number): Promise<void> {
    for (const { id, state, severity } of told) {
      await this.database.alert.updateMany({
        where: { id },
        data: { notifiedState: state, notifiedSeverity: severity, notifiedAt: new Date(atMs) },
      });
    }
  }

  override async list({ states, limit }: AlertFilter): Promise<StoredAlert[]> {
    const rows = await this.database.alert.findMany({
      ...(states.length > 0 ? { where: { state: { in: [...states] } } } : {}),
      // firing, pending, resolved; critical, warning: the alphabet has the order that is wanted.
      orderBy: [{ state: 'asc' }, { severity: 'asc' }, { startedAt: 'desc' }, { id: 'asc' }],
      take: limit,
    });
    return rows.map(toAlert);
  }

  override async find(id: string): Promise<StoredAlert | null> {
    const row = await this.database.alert.findUnique({ where: { id } });
    return row === null ? null : toAlert(row);
  }

  override async forget(beforeMs: number): Promise<void> {
    await this.database.alert.deleteMany({ where: { resolvedAt: { lt: new Date(beforeMs) } } });
  }
}

const OLDEST_FIRST = { orderBy: [{ startedAt: 'asc' as const }, { id: 'asc' as const }] };

/** What fires and was not told, or told as less or more severe, or told before `sinceMs`; and what ended untold since then. */
function isNewsSince(sinceMs: number) {
  const since = new Date(sinceMs);
  const wasToldOtherwise = (['warning', 'critical'] as const).map((severity) => ({
    severity,
    notifiedSeverity: { not: severity },
  }));
  return {
    OR: [
      { state: 'firing', OR: [{ notifiedAt: null }, { notifiedAt: { lte: since } }, ...wasToldOtherwise] },
      {
        state: 'resolved',
        resolvedAt: { gte: since },
        firingAt: { not: null },
        OR: [{ notifiedState: null }, { notifiedState: 'firing' }],
      },
    ],
  };
}

type Sighting = Extract<Transition, { type: 'update' }>['sighting'];

function sightingColumns(sighting: Sighting): Partial<AlertRow> {
  return {
    severity: sighting.severity,
    summary: sighting.summary,
    description: sighting.description,
    values: JSON.stringify(sighting.values),
    exampleFlows: JSON.stringify(sighting.exampleFlows),
    startedAt: new Date(sighting.startedAtMs),
    lastSeenAt: new Date(sighting.lastSeenAtMs),
  };
}

const toDate = (ms: number | null) => (ms === null ? null : new Date(ms));
const toMs = (date: Date | null) => (date === null ? null : date.getTime());

function toRow(alert: StoredAlert): AlertRow {
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    openKey: alert.state === 'resolved' ? null : alert.fingerprint,
    kind: alert.kind,
    severity: alert.severity,
    state: alert.state,
    labels: JSON.stringify(alert.labels),
    summary: alert.summary,
    description: alert.description,
    values: JSON.stringify(alert.values),
    exampleFlows: JSON.stringify(alert.exampleFlows),
    startedAt: new Date(alert.startedAtMs),
    firingAt: toDate(alert.firingAtMs),
    resolvedAt: toDate(alert.resolvedAtMs),
    lastSeenAt: new Date(alert.lastSeenAtMs),
    notifiedState: alert.notifiedState,
    notifiedSeverity: alert.notifiedSeverity,
    notifiedAt: toDate(alert.notifiedAtMs),
  };
}

function toAlert(row: AlertRow): StoredAlert {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    kind: row.kind as StoredAlert['kind'],
    severity: row.severity as StoredAlert['severity'],
    state: row.state as StoredAlert['state'],
    labels: JSON.parse(row.labels) as StoredAlert['labels'],
    summary: row.summary,
    description: row.description,
    values: JSON.parse(row.values) as StoredAlert['values'],
    exampleFlows: JSON.parse(row.exampleFlows) as string[],
    startedAtMs: row.startedAt.getTime(),
    firingAtMs: toMs(row.firingAt),
    resolvedAtMs: toMs(row.resolvedAt),
    lastSeenAtMs: row.lastSeenAt.getTime(),
    notifiedState: row.notifiedState as StoredAlert['notifiedState'],
    notifiedSeverity: row.notifiedSeverity as StoredAlert['notifiedSeverity'],
    notifiedAtMs: toMs(row.notifiedAt),
  };
}
