import type { BacklogSample, BrokerProbe } from './broker.probe.js';
import { rabbitMqBacklog, type ManagedQueue } from './rabbitmq-backlog.js';
import { deadLetterQueues, type Binding, type Exchange } from './rabbitmq-dead-letters.js';

export interface RabbitMqProbeOptions {
  /** http(s)://user:password@host:15672 */
  managementUrl: string;
  /** Told once when the broker has more queues than are watched. */
  warn: (message: string) => void;
  maxQueues?: number;
}

const TIMEOUT_MS = 10_000;
const PAGE_SIZE = 500;
const MAX_QUEUES = 10_000;
const COLUMNS = [
  'name,vhost,arguments,effective_policy_definition,consumers,head_message_timestamp',
  'messages,messages_ready,messages_unacknowledged',
  'message_stats.publish,message_stats.ack,message_stats.deliver_no_ack,message_stats.get_no_ack',
].join(',');

/** Asks the management API of RabbitMQ for its queues and for where they dead-letter to. */
export class RabbitMqProbe implements BrokerProbe {
  readonly system = 'rabbitmq';
  private readonly base: string;
  private readonly headers: Record<string, string>;
  private hasWarned = false;

  constructor(private readonly options: RabbitMqProbeOptions) {
    const url = new URL(options.managementUrl);
    this.base = `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`;
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    this.headers = { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  }

  async sample(nowMs: number): Promise<BacklogSample[]> {
    try {
      const queues = await this.queues();
      const bindings = await this.get<Binding[]>(
        '/api/bindings?columns=vhost,source,destination,destination_type,routing_key',
      );
      const exchanges = await this.get<Exchange[]>('/api/exchanges?columns=vhost,name,type');
      return rabbitMqBacklog(queues, deadLetterQueues(queues, bindings, exchanges), nowMs);
    } catch (cause) {
      throw new Error(
        `RabbitMQ's management API at ${this.base} could not be asked for its backlog: ${reasonOf(cause)}. Check that the ` +
          'management plugin is on and that PLUMBLINE_RABBITMQ_MANAGEMENT_URL names it, with a user of tag "monitoring".',
        { cause },
      );
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async queues(): Promise<ManagedQueue[]> {
    const queues: ManagedQueue[] = [];
    const limit = this.options.maxQueues ?? MAX_QUEUES;
    for (let page = 1, pages = 1; page <= pages && queues.length < limit; page++) {
      const path = `/api/queues?page=${page}&page_size=${PAGE_SIZE}&columns=${COLUMNS}`;
      const answer = await this.get<{ items: ManagedQueue[]; page_count: number; total_count: number }>(path);
      queues.push(...answer.items);
      pages = answer.page_count;
      if (answer.total_count > limit && !this.hasWarned) {
        this.hasWarned = true;
        this.options.warn(`RabbitMQ has ${answer.total_count} queues; only the first ${limit} by name are watched.`);
      }
    }
    return queues.slice(0, limit);
  }

  private async get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.base}${path}`, {
      headers: this.headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status} ${response.statusText}`);
    }
    return (await response.json()) as Answer;
  }
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string }; message?: string };
  return cause?.message || message || String(error);
}
