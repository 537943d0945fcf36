import type { Detection } from './detection.js';
import { CLEAR_FACTOR, type Judgement, type Labels } from './judgement.js';

/** Lag of one group on one destination as the spans tell it. */
export interface SpanLagReading {
  system: string;
  destination: string;
  consumerGroup: string;
  /** Where the group's name was found: a broker knows it under the same name only if a span said it. */
  consumerGroupFrom: 'span' | 'service';
  /** Publications of the horizon, older than the grace, that this group is expected to take. */
  published: number;
  /** Those without an attempt, published after the newest one that has an attempt: the backlog's tail. Null if unknown. */
  waiting: number | null;
  /** When the oldest of these was published, Unix ms; null if none waits. */
  oldestWaitingAtMs: number | null;
  /** Those without an attempt although a later one has been taken. */
  overtaken: number | null;
  oldestOvertakenAtMs: number | null;
  /** True where the counts are scaled up from a sample. */
  isEstimated: boolean;
  exampleFlows: readonly string[];
}

/** Lag of one group on one destination as the broker tells it, over its partitions. */
export interface BrokerLagReading {
  system: string;
  destination: string;
  consumerGroup: string;
  /** Sum over the partitions that are known; null if none is. */
  lagMessages: number | null;
  /** Worst of the partitions that are known. */
  lagSeconds: number | null;
  /** Partitions whose lag, in messages or in seconds, was known within the last hour and is unknown now. */
  lostPartitions: number;
}

export interface LagThresholds {
  lagMessages: number;
  lagSeconds: number;
}

/** Overtaken publications count as lag above this share: below it, spans were lost or sampled away. */
const OVERTAKEN_SHARE = 0.05;
/**
 * By spans, the time counts only where more than one message and more than this share of what was published waits:
 * fewer may as well be attempts whose spans were lost or sampled away, and the newest message of a quiet topic would
 * wait for ever.
 */
const WAITING_SHARE = 0.01;
/** Critical is above this many times a threshold. */
const CRITICAL_FACTOR = 10;

interface Lag {
  system: string;
  destination: string;
  consumerGroup: string;
  messages: number | null;
  seconds: number | null;
  /** False where so few wait that their spans may be lost: then the time is told, and nothing is judged by it. */
  isTimeSure: boolean;
  /** False where a part of it is unknown: enough to fire on, not enough to clear on. */
  isWhole: boolean;
  source: 'broker' | 'spans';
  isEstimated: boolean;
  exampleFlows: readonly string[];
}

/**
 * A consumer group lags: more than `lagMessages` messages published and not yet taken, or the oldest of them waiting for
 * more than `lagSeconds`; critical above ten times a threshold. Clear is both figures below 0.7 of their thresholds.
 *
 * The broker's figures win over those of the spans, which may be sampled. A group that the spans do not name (the
 * service's name stands in) is left to the broker where that knows the destination, so that one lag is one alert.
 * A message that others overtook is no lag unless more than 5 % are: its span was lost, or one partition stands still,
 * and then the share shows it. Of the tail, which nothing overtook, one message or up to 1 % of those published in the
 * horizon counts as messages but not as time: without the broker's word, a lost span looks the same. An unknown lag
 * (null) neither fires nor clears.
 */
export function detectConsumerLag(
  spans: readonly SpanLagReading[],
  broker: readonly BrokerLagReading[],
  thresholds: LagThresholds,
  nowMs: number,
): Judgement {
  const { lags, superseded } = merge(spans, broker, nowMs);
  const detections: Detection[] = [];
  const clear: Labels[] = [...superseded];
  for (const lag of lags) {
    if (exceeds(lag, thresholds)) detections.push(describe(lag, thresholds));
    else if (isClear(lag, thresholds)) clear.push(labelsOf(lag));
  }
  return { detections, clear };
}

function exceeds(lag: Lag, { lagMessages, lagSeconds }: LagThresholds, factor = 1): boolean {
  const seconds = judgedSeconds(lag);
  return (
    (lag.messages !== null && lag.messages > lagMessages * factor) ||
    (seconds !== null && seconds > lagSeconds * factor)
  );
}

const judgedSeconds = ({ seconds, isTimeSure }: Lag) => (isTimeSure ? seconds : null);

/** Whole, its count known, and each known figure below 0.7 of its threshold. */
function isClear(lag: Lag, { lagMessages, lagSeconds }: LagThresholds): boolean {
  const { messages, isWhole } = lag;
  const seconds = judgedSeconds(lag);
  return (
    isWhole &&
    messages !== null &&
    messages < lagMessages * CLEAR_FACTOR &&
    (seconds === null || seconds < lagSeconds * CLEAR_FACTOR)
  );
}

function merge(spans: readonly SpanLagReading[], broker: readonly BrokerLagReading[], nowMs: number) {
  const groups = new Map(broker.map((reading) => [groupKey(reading), reading]));
  const known = broker.filter((reading) => reading.lagMessages !== null);
  const knownGroups = new Set(known.map(groupKey));
  const knownDestinations = new Set(known.map(destinationKey));
  const lags: Lag[] = known.map((reading) => fromBroker(reading));
  const superseded: Labels[] = [];
  for (const reading of spans) {
    if (knownGroups.has(groupKey(reading))) continue;
    if (reading.consumerGroupFrom === 'service' && knownDestinations.has(destinationKey(reading))) {
      superseded.push(labelsOf(reading));
      continue;
    }
    const isBrokerSilent = groups.has(groupKey(reading));
    lags.push({ ...fromSpans(reading, nowMs), ...(isBrokerSilent ? { isWhole: false } : {}) });
  }
  return { lags, superseded };
}

function fromBroker(reading: BrokerLagReading): Lag {
  return {
    ...reading,
    messages: reading.lagMessages,
    seconds: reading.lagSeconds,
    isTimeSure: true,
    isWhole: reading.lostPartitions === 0,
    source: 'broker',
    isEstimated: false,
    exampleFlows: [],
  };
}

function fromSpans(reading: SpanLagReading, nowMs: number): Lag {
  const { waiting, overtaken, published } = reading;
  const countsOvertaken = overtaken !== null && published > 0 && overtaken / published > OVERTAKEN_SHARE;
  const messages = waiting === null ? null : waiting + (countsOvertaken ? overtaken : 0);
  const starts = [reading.oldestWaitingAtMs, countsOvertaken ? reading.oldestOvertakenAtMs : null];
  const oldestMs = starts.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)));
  const seconds = oldestMs === null ? (messages === null ? null : 0) : Math.max(0, (nowMs - oldestMs) / 1000);
  const isTimeSure = messages !== null && messages > Math.max(1, WAITING_SHARE * published);
  return { ...reading, messages, seconds, isTimeSure, isWhole: true, source: 'spans' };
}

function describe(lag: Lag, thresholds: LagThresholds): Detection {
  const { system, destination, consumerGroup, messages, seconds } = lag;
  const count = messages === null ? 'an unknown number of' : `${lag.isEstimated ? 'about ' : ''}${messages}`;
  const oldest = seconds === null ? '' : `, the oldest for ${Math.round(seconds)} s`;
  return {
    kind: 'consumer-lag',
    severity: exceeds(lag, thresholds, CRITICAL_FACTOR) ? 'critical' : 'warning',
    labels: labelsOf(lag),
    summary: `${consumerGroup} lags on ${system} ${destination}: ${count} ${messages === 1 ? 'message waits' : 'messages wait'}${oldest}`,
    description:
      `Messages of ${destination} are published faster than ${consumerGroup} takes them, or it stands still ` +
      `(${lag.source === 'broker' ? 'by the figures of the broker' : 'by the spans of producers and consumers'}). Look ` +
      `whether its instances are up, and at the time of one attempt in the example flows.`,
    values: { lagMessages: messages, lagSeconds: seconds },
    exampleFlows: lag.exampleFlows,
  };
}

const destinationKey = (of: { system: string; destination: string }) => JSON.stringify([of.system, of.destination]);

const groupKey = (of: { system: string; destination: string; consumerGroup: string }) =>
  JSON.stringify([of.system, of.destination, of.consumerGroup]);

function labelsOf(of: { system: string; destination: string; consumerGroup: string }): Labels {
  return { system: of.system, destination: of.destination, consumer_group: of.consumerGroup };
}
