import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Metrics, type Counter } from '../../observability/metrics.js';
import { RepeatingTask } from '../../schedule/repeating-task.service.js';
import { afterAttempt } from './delivery-schedule.js';
import { postEvent } from './event.notifier.js';
import { WebhooksRepository, type DueDelivery } from './webhooks.repository.js';

const INTERVAL_MS = 1_000;
const FORGET_INTERVAL_MS = 3_600_000;
/** How long events and what became of them are kept. */
const KEEP_MS = 30 * 86_400_000;
const EVENTS_AT_ONCE = 200;
const DUE_AT_ONCE = 200;
const MAX_ROUNDS = 10;
/** After a receiver failed, how long nothing else is sent to it: doubling up to five minutes. */
const FIRST_PAUSE_MS = 4_000;
const MAX_PAUSE_MS = 300_000;
/** Longer than a try may take: a delivery whose sender went away is taken over after so long. */
const CLAIM_MS = 60_000;

/**
 * Sends what the outbox holds to those who subscribed, beside every request and never in its way. What is to be sent and
 * what became of it stands in the metadata store, so a restart goes on where it was. A crash between a receiver's answer
 * and its record sends the event again, with the same id. Receivers do not wait for each other.
 */
@Injectable()
export class DeliveryService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Webhooks');
  private readonly sent: Counter;
  private readonly abort = new AbortController();
  /** The subscriptions that are being sent to. */
  private readonly runs = new Map<string, Promise<void>>();
  private readonly paused = new Map<string, { failures: number; untilMs: number }>();
  private readonly tasks: readonly RepeatingTask[];

  constructor(
    @Inject(WebhooksRepository) private readonly webhooks: WebhooksRepository,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.sent = metrics.counter(
      'plumbline_contract_webhooks_total',
      'Tries to tell a webhook of a contract, by outcome.',
    );
    const onError = (error: unknown): void =>
      this.log.error({ msg: 'Webhooks could not be looked after.', err: error });
    this.tasks = [
      new RepeatingTask(() => this.pass(), INTERVAL_MS, onError),
      new RepeatingTask(() => this.webhooks.forget(new Date(Date.now() - KEEP_MS)), FORGET_INTERVAL_MS, onError),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.abort.abort();
    for (const task of this.tasks) await task.stop();
    await Promise.all(this.runs.values());
  }

  /** Dispatches what is new and begins to send what is due; it does not wait for receivers. */
  async pass(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if ((await this.webhooks.dispatch(new Date(), EVENTS_AT_ONCE)) < EVENTS_AT_ONCE) break;
    }
    const now = new Date();
    const due = await this.webhooks.due(now, this.busy(now.getTime()), DUE_AT_ONCE);
    for (const id of new Set(due.map(({ subscription }) => subscription.id))) {
      this.begin(
        id,
        due.filter(({ subscription }) => subscription.id === id),
      );
    }
  }

  /** What is being sent to, and what has failed just now. */
  private busy(nowMs: number): string[] {
    const paused = [...this.paused].filter(([, { untilMs }]) => untilMs > nowMs).map(([id]) => id);
    return [...this.runs.keys(), ...paused];
  }

  private begin(id: string, deliveries: readonly DueDelivery[]): void {
    const run = this.send(deliveries)
      .catch((error: unknown) => this.log.error({ msg: 'What became of a webhook could not be kept.', err: error }))
      .finally(() => this.runs.delete(id));
    this.runs.set(id, run);
  }

  /** One after the other, until one fails: the rest would most likely fail too, and stays due. */
  private async send(deliveries: readonly DueDelivery[]): Promise<void> {
    for (const delivery of deliveries) {
      if (this.abort.signal.aborted) return;
      if (!(await this.webhooks.claim(delivery, new Date(Date.now() + CLAIM_MS)))) continue;
      if (!(await this.sendOne(delivery))) return;
    }
  }

  private async sendOne(delivery: DueDelivery): Promise<boolean> {
    const attempt = await postEvent(delivery, this.abort.signal);
    const now = new Date();
    const after = afterAttempt(attempt, delivery.tries + 1, now);
    await this.webhooks.record(delivery.id, attempt, after, now);
    this.sent.add(1, { outcome: attempt.error === null ? 'ok' : after.state === 'failed' ? 'given up' : 'failed' });
    if (attempt.error === null) {
      this.paused.delete(delivery.subscription.id);
      return true;
    }
    this.pause(delivery.subscription.id, now.getTime());
    const next = after.state === 'failed' ? 'It is not tried again.' : `Next try: ${after.nextTryAt.toISOString()}.`;
    this.log.warn(`${attempt.error} ${next}`);
    return false;
  }

  /** Of a receiver that is away for long, a backlog would else be tried one by one, each second. */
  private pause(id: string, nowMs: number): void {
    const failures = (this.paused.get(id)?.failures ?? 0) + 1;
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
    this.paused.set(id, { failures, untilMs: nowMs + pauseMs });
  }
}
