import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Metrics, type Counter } from '../observability/metrics.js';
import { AlertRepository } from './alert.repository.js';
import { alertmanagerPayload } from './alertmanager-payload.js';
import { groupsWithNews, REPEAT_MS, type NotificationGroup } from './notification-groups.js';
import { postWebhook } from './webhook.notifier.js';

/** After a group failed, how long until it is tried again: doubling up to five minutes. */
const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 300_000;

/**
 * Tells the webhook what changed, beside detection and never in its way: `wake` returns at once, and one pass runs at a
 * time. What was told is recorded after the receiver took it, so that a restart tells nothing again. A crash between the
 * two tells it twice, with the same fingerprint and startsAt, by which the receiver knows it.
 */
@Injectable()
export class NotificationService implements OnModuleDestroy {
  private readonly log = new Logger('Notifications');
  private readonly sent: Counter;
  private readonly abort = new AbortController();
  private readonly paused = new Map<string, { failures: number; untilMs: number }>();
  private pass: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AlertRepository) private readonly alerts: AlertRepository,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.sent = metrics.counter('plumbline_alert_notifications_total', 'Webhook notifications, by outcome.');
  }

  /** Begins a pass unless one is under way or no webhook is configured. */
  wake(nowMs: number): void {
    if (this.config.alerts.webhookUrl === '' || this.pass || this.abort.signal.aborted) return;
    this.pass = this.tellNews(nowMs)
      .catch((error: unknown) => this.log.error(`What the webhook is to be told could not be read: ${String(error)}`))
      .finally(() => (this.pass = undefined));
  }

  /** Resolves when no pass is under way. */
  async settled(): Promise<void> {
    await this.pass;
  }

  async onModuleDestroy(): Promise<void> {
    this.abort.abort();
    await this.pass;
  }

  private async tellNews(nowMs: number): Promise<void> {
    const groups = groupsWithNews(await this.alerts.toTell(nowMs - REPEAT_MS), nowMs);
    const keys = new Set(groups.map((group) => group.key));
    for (const key of this.paused.keys()) if (!keys.has(key)) this.paused.delete(key);
    // One after the other: the receiver gets no more than one request at a time from us.
    for (const group of groups) {
      if ((this.paused.get(group.key)?.untilMs ?? 0) <= nowMs) await this.tell(group, nowMs);
    }
  }

  private async tell(group: NotificationGroup, nowMs: number): Promise<void> {
    const { host, port, alerts } = this.config;
    const payload = alertmanagerPayload(group, `http://${host.includes(':') ? `[${host}]` : host}:${port}`);
    try {
      await postWebhook(payload, { url: alerts.webhookUrl }, this.abort.signal);
    } catch (error) {
      this.sent.add(1, { outcome: 'failed' });
      this.pause(group.key, nowMs, error);
      return;
    }
    this.sent.add(1, { outcome: 'ok' });
    this.paused.delete(group.key);
    const told = group.alerts.map(({ id, state, severity }) => ({
      id,
      state: state === 'resolved' ? ('resolved' as const) : ('firing' as const),
      severity,
    }));
    await this.alerts.recordTold(told, nowMs);
  }

  private pause(key: string, nowMs: number, error: unknown): void {
    const failures = (this.paused.get(key)?.failures ?? 0) + 1;
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    this.paused.set(key, { failures, untilMs: nowMs + pauseMs });
    const reason = error instanceof Error ? error.message : String(error);
    this.log.warn(`${reason} The notification of ${key} waits ${pauseMs / 1000} s for its next try.`);
  }
}
