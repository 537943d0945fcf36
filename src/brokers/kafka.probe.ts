import { Admin, type ClusterMetadata } from '@platformatic/kafka';
import type { BacklogSample, BrokerProbe } from './broker.probe.js';
import { kafkaBacklog, type CommittedOffset, type PartitionOffsets } from './kafka-backlog.js';
import { OffsetHistory } from './offset-history.js';

export interface KafkaProbeOptions {
  /** host:port of some of the brokers. */
  brokers: readonly string[];
  /** Told once when the cluster has more than is watched. */
  warn: (message: string) => void;
  maxPartitions?: number;
  maxGroups?: number;
}

/** With 60 points of 16 bytes each about 20 MB. */
const MAX_PARTITIONS = 20_000;
const MAX_GROUPS = 5_000;
const TIMEOUT_MS = 10_000;
/** Without 'consumer' the groups of KIP-848 would be left out. */
const GROUP_TYPES = ['classic', 'consumer'];
const EARLIEST = -2n;
const LATEST = -1n;

/** Asks Kafka for the offsets of every topic that is not internal, and for what every group has committed. */
export class KafkaProbe implements BrokerProbe {
  readonly system = 'kafka';
  private readonly admin: Admin;
  private histories = new Map<string, OffsetHistory>();
  private readonly warned = new Set<string>();

  constructor(private readonly options: KafkaProbeOptions) {
    this.admin = new Admin({
      clientId: 'plumbline',
      bootstrapBrokers: [...options.brokers],
      // The interval is the retry: a probe that waits long would hide that the broker is away.
      retries: 1,
      retryDelay: 200,
      timeout: TIMEOUT_MS,
      connectTimeout: 5_000,
    });
  }

  async sample(nowMs: number): Promise<BacklogSample[]> {
    try {
      const partitions = await this.partitionOffsets();
      const committed = await this.committedOffsets();
      this.remember(partitions, nowMs);
      return kafkaBacklog(partitions, committed, (of, offset) => this.lagSeconds(of, offset, nowMs), nowMs);
    } catch (cause) {
      throw new Error(
        `Kafka at ${this.options.brokers.join(', ')} could not be asked for its backlog: ${reasonOf(cause)}. Check that ` +
          'it is up, that PLUMBLINE_KAFKA_BROKERS names it, and that Plumbline may describe topics and groups.',
        { cause },
      );
    }
  }

  async close(): Promise<void> {
    await this.admin.close();
  }

  private async partitionOffsets(): Promise<PartitionOffsets[]> {
    const names = (await this.admin.listTopics({ includeInternals: false })).filter((name) => !name.startsWith('__'));
    if (names.length === 0) return [];
    const metadata = await this.admin.metadata({ topics: names, forceUpdate: true });
    const all = partitionsOf(metadata);
    const partitions = this.limited(all, this.options.maxPartitions ?? MAX_PARTITIONS, 'partitions');
    const led = partitions.filter((partition) => partition.hasLeader);
    const earliest = await this.offsetsAt(led, EARLIEST);
    const latest = await this.offsetsAt(led, LATEST);
    return partitions.map(({ topic, partition }) => {
      const key = partitionKey(topic, partition);
      return { topic, partition, earliest: earliest.get(key) ?? null, latest: latest.get(key) ?? null };
    });
  }

  private async offsetsAt(
    partitions: readonly { topic: string; partition: number }[],
    timestamp: bigint,
  ): Promise<Map<string, bigint>> {
    if (partitions.length === 0) return new Map();
    const topics = new Map<string, { partitionIndex: number; timestamp: bigint }[]>();
    for (const { topic, partition } of partitions) {
      const listed = topics.get(topic) ?? [];
      listed.push({ partitionIndex: partition, timestamp });
      topics.set(topic, listed);
    }
    const answer = await this.admin.listOffsets({
      topics: [...topics].map(([name, of]) => ({ name, partitions: of })),
    });
    return new Map(
      answer.flatMap((topic) =>
        topic.partitions.map(
          ({ partitionIndex, offset }) => [partitionKey(topic.name, partitionIndex), offset] as const,
        ),
      ),
    );
  }

  private async committedOffsets(): Promise<CommittedOffset[]> {
    const listed = await this.admin.listGroups({ types: GROUP_TYPES });
    const groups = this.limited([...listed.keys()].sort(), this.options.maxGroups ?? MAX_GROUPS, 'groups');
    if (groups.length === 0) return [];
    const offsets = await this.admin.listConsumerGroupOffsets({ groups });
    return offsets.flatMap(({ groupId, topics }) =>
      topics.flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, committedOffset }) => ({
          group: groupId,
          topic: name,
          partition: partitionIndex,
          offset: committedOffset,
        })),
      ),
    );
  }

  /** Histories of partitions that are gone go with them. */
  private remember(partitions: readonly PartitionOffsets[], nowMs: number): void {
    const kept = new Map<string, OffsetHistory>();
    for (const { topic, partition, latest } of partitions) {
      const key = partitionKey(topic, partition);
      const history = this.histories.get(key) ?? new OffsetHistory();
      if (latest !== null) history.add(Number(latest), nowMs);
      kept.set(key, history);
    }
    this.histories = kept;
  }

  private lagSeconds({ topic, partition }: PartitionOffsets, offset: bigint, nowMs: number): number | null {
    return this.histories.get(partitionKey(topic, partition))?.lagSeconds(Number(offset), nowMs) ?? null;
  }

  private limited<T>(all: T[], limit: number, what: string): T[] {
    if (all.length <= limit) return all;
    if (!this.warned.has(what)) {
      this.warned.add(what);
      this.options.warn(`Kafka has ${all.length} ${what}; only the first ${limit} by name are watched.`);
    }
    return all.slice(0, limit);
  }
}

function partitionsOf(metadata: ClusterMetadata): { topic: string; partition: number; hasLeader: boolean }[] {
  return [...metadata.topics]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([topic, { partitions }]) =>
      Array.from(partitions, (state, partition) => ({
        topic,
        partition,
        hasLeader: state !== undefined && metadata.brokers.has(state.leader),
      })),
    );
}

const partitionKey = (topic: string, partition: number) => `${topic}/${partition}`;

/** The client wraps reasons in reasons; the innermost says what happened. */
function reasonOf(error: unknown): string {
  const { errors, cause, message } = error as { errors?: unknown[]; cause?: unknown; message?: string };
  const inner = errors?.[0] ?? cause;
  return inner === undefined ? (message ?? String(error)).replace(/\.$/, '') : reasonOf(inner);
}
