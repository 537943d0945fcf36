import type { ClickHouse } from '../storage/click-house.js';
import { lastDayStarts, sameHourStarts, usualArrivals, type ArrivalBucket } from './dead-letter-baseline.js';
import { BOUNDS, CONSUMED_CONTEXTS, PUBLISHED_CONTEXT, SPAN_KEY } from './span-sql.js';

/** The table is in the order of arrival, so that only the granules (and days) that hold these hours are read. */
const IN_HOURS = `toStartOfHour(received_at) IN (
  SELECT toDateTime(intDiv(arrayJoin({hours:Array(Int64)}), 1000), 'UTC'))`;

const BUCKETS = `
  SELECT toString(system) AS system,
    if(system = 'rabbitmq' AND role IN ('receive', 'process') AND consumer_group != '',
       toString(consumer_group), toString(destination)) AS destination,
    toString(intDiv(toUnixTimestamp64Milli(received_at), {windowMs:Int64}) * {windowMs:Int64}) AS startMs,
    toString(uniqExactArray(multiIf(
      role IN ('create', 'send'), [${PUBLISHED_CONTEXT}],
      notEmpty(${CONSUMED_CONTEXTS}), ${CONSUMED_CONTEXTS},
      [${SPAN_KEY}]))) AS arrived
  FROM spans
  WHERE ${IN_HOURS} AND role IN ('create', 'send', 'process')
    AND (match(destination, {pattern:String})
      OR (system = 'rabbitmq' AND role = 'process' AND match(consumer_group, {pattern:String})))
  GROUP BY system, destination, startMs ${BOUNDS}`;

const HOURS = `
  SELECT DISTINCT toString(toUnixTimestamp(toStartOfHour(received_at))) AS hour FROM spans WHERE ${IN_HOURS} ${BOUNDS}`;

/**
 * What is usual for each dead-letter destination seen on these hours, by `JSON.stringify([system, destination])`. Reads
 * 31 hours of four columns on the engine that the loads share: ask it every few minutes, not every round.
 */
export async function readBaselines(
  clickHouse: ClickHouse,
  window: { nowMs: number; windowMs: number; pattern: string },
): Promise<Map<string, number[]>> {
  const { nowMs, windowMs, pattern } = window;
  const params = { hours: [...sameHourStarts(nowMs), ...lastDayStarts(nowMs)], windowMs, pattern };
  const hours = await clickHouse.query<{ hour: string }>(HOURS, params);
  const rows = await clickHouse.query<{ system: string; destination: string; startMs: string; arrived: string }>(
    BUCKETS,
    params,
  );
  const bySubject = new Map<string, ArrivalBucket[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.system, row.destination]);
    const buckets = bySubject.get(key) ?? [];
    buckets.push({ startMs: Number(row.startMs), arrived: Number(row.arrived) });
    bySubject.set(key, buckets);
  }
  const hoursWithData = new Set(hours.map((row) => Number(row.hour) * 1000));
  return new Map([...bySubject].map(([key, buckets]) => [key, usualArrivals(buckets, hoursWithData, windowMs, nowMs)]));
}
