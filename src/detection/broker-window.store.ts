import type { ClickHouse } from '../storage/click-house.js';
import type { BrokerLagReading } from './consumer-lag.js';
import { BOUNDS, momentOf } from './span-sql.js';

export interface BrokerArrivals {
  system: string;
  destination: string;
  /** Messages that arrived in the window; null where the broker has not told of the destination in it. */
  arrived: number | null;
}

/** How long ago a sample may lie to be the one before the window's first: an outage of the probe shorter than this misses no arrival. */
const BASE_LOOK_BACK_MS = 3_600_000;
const WATCHED_LOOK_BACK_MS = 86_400_000;
/** Older than this a sample says nothing of now. */
const FRESH_MS = 120_000;
const LOST_LOOK_BACK_MS = 3_600_000;

/**
 * What arrived by the broker's own figures: the rise of `arrived_total` above the highest it was since the look-back
 * began, or of `depth` between two samples where that is more or the counter is unknown. A fall (a queue purged or made
 * anew, a broker restarted) counts nothing, nor does the rise back to where the counter was: RabbitMQ tells that a queue
 * was drained one sample before it tells that its messages were taken. After a restart the counter is silent until it
 * passes its old height or that has left the look-back, and the depth speaks. A destination that an earlier sample of
 * the same broker did not have is new: all it holds has arrived since. The first sample ever is only a base: nobody
 * knows when what it holds arrived. Of a destination that the broker told of before and tells of no more (it answered
 * since, without it) it is known that nothing arrives there: it was deleted.
 *
 * Cost: it shares one engine with the loads. It reads the samples of a little over an hour of the dead-letter
 * destinations, which the sort key finds, and two columns of a day's samples to know which these are.
 */
const ARRIVALS = `
  WITH
    candidates AS (
      SELECT DISTINCT system, destination FROM backlog_samples
      WHERE sampled_at > ${momentOf('watchedFromMs')} AND (is_dead_letter = 1 OR match(destination, {pattern:String}))
        AND consumer_group = ''),
    began AS (
      SELECT system, min(sampled_at) AS first, max(sampled_at) > ${momentOf('windowFromMs')} AS answered FROM backlog_samples
      WHERE sampled_at > ${momentOf('baseFromMs')} AND sampled_at <= ${momentOf('nowMs')} GROUP BY system),
    steps AS (
      SELECT system, destination, sampled_at, arrived_total AS total, depth,
        max(arrived_total) OVER (PARTITION BY system, destination, partition ORDER BY sampled_at
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest,
        lagInFrame(depth) OVER w AS depth_before, row_number() OVER w AS position
      FROM (
        SELECT system, destination, partition, sampled_at, any(arrived_total) AS arrived_total, any(depth) AS depth
        FROM backlog_samples
        WHERE sampled_at > ${momentOf('baseFromMs')} AND sampled_at <= ${momentOf('nowMs')}
          AND consumer_group = '' AND (system, destination) IN candidates
        GROUP BY system, destination, partition, sampled_at)
      WINDOW w AS (PARTITION BY system, destination, partition ORDER BY sampled_at
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
  SELECT toString(c.system) AS system, toString(c.destination) AS destination,
    if(isNull(r.arrived) AND c.system IN (SELECT system FROM began WHERE answered), 0, r.arrived) AS arrived
  FROM candidates AS c
  LEFT JOIN (
    SELECT s.system AS system, s.destination AS destination,
      toUInt32(sum(greatest(0,
        if(position = 1, if(sampled_at > b.first, coalesce(total, depth, 0), 0), 0),
        if(position > 1, ifNull(total - highest, 0), 0),
        if(position > 1, ifNull(depth - depth_before, 0), 0)))) AS arrived,
      toNullable(1) AS told
    FROM steps AS s INNER JOIN began AS b ON b.system = s.system
    WHERE s.sampled_at > ${momentOf('windowFromMs')}
    GROUP BY system, destination
  ) AS r ON r.system = c.system AND r.destination = c.destination
  SETTINGS join_use_nulls = 1, max_execution_time = 10, max_memory_usage = 1500000000, max_threads = 2`;

/** Dead-letter destinations that a broker told of within a day, with what arrived there in the window. */
export async function brokerArrivals(
  clickHouse: ClickHouse,
  window: { nowMs: number; windowFromMs: number; pattern: string },
): Promise<Map<string, BrokerArrivals>> {
  const rows = await clickHouse.query<BrokerArrivals>(ARRIVALS, {
    nowMs: window.nowMs,
    windowFromMs: window.windowFromMs,
    baseFromMs: window.windowFromMs - BASE_LOOK_BACK_MS,
    watchedFromMs: window.nowMs - WATCHED_LOOK_BACK_MS,
    pattern: window.pattern,
  });
  return new Map(rows.map((row) => [JSON.stringify([row.system, row.destination]), row]));
}

/** Cost: one hour of the samples of every group, read in the sort key's order, none of the spans. */
const LAG = `
  SELECT toString(system) AS system, toString(destination) AS destination, toString(consumer_group) AS consumerGroup,
    if(countIf(isNotNull(lag)) = 0, NULL, sumIf(ifNull(lag, 0), isNotNull(lag))) AS lagMessages,
    max(seconds) AS lagSeconds,
    toUInt32(countIf((isNull(lag) AND was_known) OR (isNull(seconds) AND was_timed AND ifNull(lag, 1) > 0))) AS lostPartitions
  FROM (
    SELECT system, destination, consumer_group, partition,
      argMax(tuple(if(sampled_at > ${momentOf('freshFromMs')}, lag_messages, NULL)), sampled_at).1 AS lag,
      argMax(tuple(if(sampled_at > ${momentOf('freshFromMs')}, lag_seconds, NULL)), sampled_at).1 AS seconds,
      countIf(isNotNull(lag_messages)) > 0 AS was_known, countIf(isNotNull(lag_seconds)) > 0 AS was_timed
    FROM backlog_samples
    WHERE sampled_at > ${momentOf('lostFromMs')} AND sampled_at <= ${momentOf('nowMs')} AND consumer_group != ''
      AND NOT match(destination, {pattern:String}) AND (system, destination) NOT IN (
        SELECT system, destination FROM backlog_samples
        WHERE sampled_at > ${momentOf('lostFromMs')} AND is_dead_letter = 1)
    GROUP BY system, destination, consumer_group, partition
  )
  GROUP BY system, destination, consumer_group ${BOUNDS}`;

interface LagRow extends Omit<BrokerLagReading, 'lagMessages'> {
  lagMessages: string | null;
}

/** The lag of each group by the broker's latest samples. Dead-letter destinations are left out: that nobody takes their messages is no lag. */
export async function readBrokerLag(
  clickHouse: ClickHouse,
  window: { nowMs: number; pattern: string },
): Promise<BrokerLagReading[]> {
  const rows = await clickHouse.query<LagRow>(LAG, {
    nowMs: window.nowMs,
    freshFromMs: window.nowMs - FRESH_MS,
    lostFromMs: window.nowMs - LOST_LOOK_BACK_MS,
    pattern: window.pattern,
  });
  return rows.map((row) => ({ ...row, lagMessages: row.lagMessages === null ? null : Number(row.lagMessages) }));
}
