import type { BacklogSample } from './broker.probe.js';

/** Offsets of one partition as the broker answered them; null where it has no leader now. */
export interface PartitionOffsets {
  topic: string;
  partition: number;
  earliest: bigint | null;
  latest: bigint | null;
}

/** What a group has committed on one partition; -1 where nothing. */
export interface CommittedOffset {
  group: string;
  topic: string;
  partition: number;
  offset: bigint;
}

type LagSeconds = (partition: PartitionOffsets, committed: bigint) => number | null;

/**
 * One sample for each partition (depth, arrivals), and one for each partition of each topic on which a group has
 * committed anything. Lag is end minus committed. It is 0 where the partition holds nothing, and null where the group
 * has not committed on it (where it begins, earliest or latest, only its own configuration knows) or has committed
 * beyond the end (the topic was made anew).
 */
export function kafkaBacklog(
  partitions: readonly PartitionOffsets[],
  committed: readonly CommittedOffset[],
  lagSeconds: LagSeconds,
  nowMs: number,
): BacklogSample[] {
  const byTopic = new Map<string, PartitionOffsets[]>();
  for (const partition of partitions) {
    const siblings = byTopic.get(partition.topic);
    if (siblings) siblings.push(partition);
    else byTopic.set(partition.topic, [partition]);
  }
  const samples = partitions.map((partition) => ownSample(partition, nowMs));
  for (const { group, topic, offsets } of subscriptions(committed)) {
    for (const partition of byTopic.get(topic) ?? []) {
      samples.push(groupSample(partition, group, offsets.get(partition.partition) ?? -1n, lagSeconds, nowMs));
    }
  }
  return samples;
}

function ownSample(partition: PartitionOffsets, nowMs: number): BacklogSample {
  const depth = depthOf(partition);
  return {
    ...named(partition, '', nowMs),
    depth: depth === null ? null : Number(depth),
    arrivedTotal: partition.latest === null ? null : Number(partition.latest),
  };
}

function groupSample(
  partition: PartitionOffsets,
  group: string,
  offset: bigint,
  lagSeconds: LagSeconds,
  nowMs: number,
): BacklogSample {
  const sample = named(partition, group, nowMs);
  if (partition.latest === null) return sample;
  if (depthOf(partition) === 0n) return { ...sample, lagMessages: 0, lagSeconds: 0 };
  if (offset < 0n || offset > partition.latest) return sample;
  // Retention may have removed what the group had not taken: those no longer wait.
  const from = partition.earliest !== null && partition.earliest > offset ? partition.earliest : offset;
  return { ...sample, lagMessages: Number(partition.latest - from), lagSeconds: lagSeconds(partition, from) };
}

function depthOf({ earliest, latest }: PartitionOffsets): bigint | null {
  return earliest === null || latest === null ? null : latest - earliest;
}

function named({ topic, partition }: PartitionOffsets, consumerGroup: string, sampledAtMs: number): BacklogSample {
  return {
    sampledAtMs,
    system: 'kafka',
    destination: topic,
    partition: String(partition),
    consumerGroup,
    lagMessages: null,
    lagSeconds: null,
    depth: null,
    arrivedTotal: null,
    oldestAgeSeconds: null,
    isDeadLetter: false,
  };
}

function subscriptions(committed: readonly CommittedOffset[]) {
  const found = new Map<string, { group: string; topic: string; offsets: Map<number, bigint> }>();
  for (const { group, topic, partition, offset } of committed) {
    if (offset < 0n) continue;
    const key = JSON.stringify([group, topic]);
    const subscription = found.get(key) ?? { group, topic, offsets: new Map<number, bigint>() };
    subscription.offsets.set(partition, offset);
    found.set(key, subscription);
  }
  return found.values();
}
