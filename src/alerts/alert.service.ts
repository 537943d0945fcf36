import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { Alert } from './alert.js';
import { AlertRepository, type AlertFilter } from './alert.repository.js';
import { nextTransitions, type Observations, type StoredAlert } from './lifecycle.js';
import { NotificationService } from './notification.service.js';

const DAY_MS = 86_400_000;
const FORGET_EVERY_MS = 3_600_000;

/** Alerts: read, carried on by each round of detection, and told. */
@Injectable()
export class AlertService {
  private forgotAtMs = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AlertRepository) private readonly alerts: AlertRepository,
    @Inject(NotificationService) private readonly notifications: NotificationService,
  ) {}

  /** What is pending or firing now. */
  open(): Promise<StoredAlert[]> {
    return this.alerts.open();
  }

  /** Carries every alert on by what one round saw, and has the news told. */
  async observe(open: readonly StoredAlert[], observations: Observations, nowMs: number): Promise<void> {
    await this.alerts.apply(nextTransitions(open, observations, nowMs, this.config.alerts));
    this.notifications.wake(nowMs);
    if (nowMs - this.forgotAtMs < FORGET_EVERY_MS) return;
    this.forgotAtMs = nowMs;
    await this.alerts.forget(nowMs - this.config.retentionDays * DAY_MS);
  }

  async list(filter: AlertFilter): Promise<Alert[]> {
    return (await this.alerts.list(filter)).map(toAlert);
  }

  async find(id: string): Promise<Alert | null> {
    const alert = await this.alerts.find(id);
    return alert === null ? null : toAlert(alert);
  }
}

/** The alert as the API tells it. */
function toAlert(alert: StoredAlert): Alert {
  const moment = (ms: number) => new Date(ms).toISOString();
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    kind: alert.kind,
    severity: alert.severity,
    state: alert.state,
    labels: { ...alert.labels },
    summary: alert.summary,
    description: alert.description,
    values: { ...alert.values },
    exampleFlows: [...alert.exampleFlows],
    startedAt: moment(alert.startedAtMs),
    firingAt: alert.firingAtMs === null ? null : moment(alert.firingAtMs),
    resolvedAt: alert.resolvedAtMs === null ? null : moment(alert.resolvedAtMs),
    lastSeenAt: moment(alert.lastSeenAtMs),
  };
}
