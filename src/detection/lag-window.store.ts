import type { ClickHouse } from '../storage/click-house.js';
import type { SpanLagReading } from './consumer-lag.js';
import type { GroupSubject } from './retry-window.store.js';
import {
  BOUNDS,
  CONSUMED_KEYS,
  FLOW_ID,
  NAMES_A_MESSAGE,
  PUBLISHED_CONTEXT,
  PUBLISHED_TRACE,
  SPAN_KEY,
  TOLD_DESTINATION,
  TOLD_GROUP,
  momentOf,
} from './span-sql.js';

export interface LagWindow {
  nowMs: number;
  /** Spans of a system must have come within this time, or its lag is unknown. */
  windowMs: number;
  /** RE2: dead-letter destinations are no subject of lag. */
  pattern: string;
  /** Groups that an open alert is about: in a long silence they get a reading all the same. */
  watched?: readonly GroupSubject[];
  /** Rows above which only every n-th publication is read and the counts are scaled up. */
  maxRows?: number;
}

/** How far back publications are looked for. */
const HORIZON_MS = 3_600_000;
/** An attempt's span comes late: exporters batch for 5 s (BatchSpanProcessor's default) and the spool adds its own. */
const GRACE_MS = 10_000;
/** Above it the anti-join takes seconds on a small machine. */
const MAX_ROWS = 200_000;

const IN_HORIZON = `received_at > ${momentOf('fromMs')} AND received_at <= ${momentOf('nowMs')}`;

const SIZE = `
  SELECT toString(system) AS system, toString(countIf(role IN ('send', 'receive', 'process'))) AS rows,
    toUInt8(max(received_at) > ${momentOf('liveFromMs')}) AS isLive
  FROM spans WHERE ${IN_HORIZON} AND role != '' GROUP BY system ${BOUNDS}`;

/** A publication's time by its own clock where that is believable, else by its arrival here. */
const PUBLISHED_AT = `if(ended_at <= received_at AND ended_at > received_at - INTERVAL 10 MINUTE,
    toUnixTimestamp64Milli(ended_at), toUnixTimestamp64Milli(received_at))`;

const ROUTING_KEY = `if(attributes['messaging.rabbitmq.destination.routing_key'] != '',
    attributes['messaging.rabbitmq.destination.routing_key'], attributes['messaging.rabbitmq.routing_key'])`;

/**
 * RabbitMQ routes by key, so a queue is owed only what came with a key under which it has been seen to take something.
 * Only there the attributes, the largest column, have to be read.
 */
const RABBITMQ = { only: `system = 'rabbitmq'`, routing: ROUTING_KEY };
const OTHERS = { only: `system != 'rabbitmq'`, routing: `''` };

/** Attempts, and receive spans that name a message, of destinations that hold no dead letters. */
const consumedRows = (only: string) => `
        ${IN_HORIZON} AND ${only} AND (role = 'process' OR (role = 'receive' AND ${NAMES_A_MESSAGE}))
        AND NOT match(destination, {pattern:String}) AND NOT match(${TOLD_DESTINATION}, {pattern:String})`;

/**
 * Publications against the attempts of each group that has been seen on the destination: an exact anti-join on the
 * creation context (the send span's own, its create span's, or its message id). A send span that is the parent of
 * another to the same destination is the outer of two for one publication (pika). What was published before the first
 * message that the group took is not owed to it: it may have begun at the newest. Sampled by
 * the context's trace, so that both sides keep the same messages.
 */
const lagSql = ({ only, routing }: typeof OTHERS) => `
  WITH
    consumed AS (
      SELECT toString(system) AS sys, ${TOLD_DESTINATION} AS told, ${TOLD_GROUP} AS grp,
        arrayJoin(arrayConcat(
          arrayMap(k -> k.2, arrayFilter(k -> k.1 % {every:UInt32} = 0, ${CONSUMED_KEYS})),
          if(message_id != '', [cityHash64('id', message_id)], []))) AS key
      FROM spans WHERE ${consumedRows(only)}),
    subscribers AS (
      SELECT DISTINCT toString(system) AS sys, toString(destination) AS dest, ${routing} AS routing,
        ${TOLD_DESTINATION} AS told, ${TOLD_GROUP} AS grp, consumer_group = '' AS isService
      FROM spans WHERE ${consumedRows(only)}),
    published AS (
      SELECT toString(system) AS sys, toString(destination) AS dest, ${routing} AS routing, ${SPAN_KEY} AS own,
        arrayJoin(arrayConcat(arrayDistinct([own, ${PUBLISHED_CONTEXT}, cityHash64(trace_id, parent_span_id)]),
          if(message_id != '', [cityHash64('id', message_id)], []))) AS key,
        ${PUBLISHED_AT} AS at, ${FLOW_ID} AS flow
      FROM spans
      WHERE ${IN_HORIZON} AND ${only} AND role = 'send' AND status_code != 2
        AND ${PUBLISHED_TRACE} % {every:UInt32} = 0 AND NOT match(destination, {pattern:String})
        AND cityHash64(destination, ${SPAN_KEY}) NOT IN (
          SELECT cityHash64(destination, cityHash64(trace_id, parent_span_id)) FROM spans
          WHERE ${IN_HORIZON} AND ${only} AND role = 'send' AND ${PUBLISHED_TRACE} % {every:UInt32} = 0)),
    owed AS (
      SELECT p.sys AS sys, s.told AS told, s.grp AS grp, any(s.isService) AS isService, p.own AS own,
        any(p.at) AS at, any(p.flow) AS flow,
        max(cityHash64(p.sys, s.told, s.grp, p.key) IN (SELECT cityHash64(sys, told, grp, key) FROM consumed)) AS isTaken
      FROM published AS p INNER JOIN subscribers AS s ON s.sys = p.sys AND s.dest = p.dest AND s.routing = p.routing
      GROUP BY sys, told, grp, own),
    placed AS (
      SELECT *, at <= {dueMs:Int64} AND NOT isTaken AS isLate,
        maxIf(at, isTaken) OVER (PARTITION BY sys, told, grp) AS newestTaken,
        minIf(at, isTaken) OVER (PARTITION BY sys, told, grp) AS oldestTaken
      FROM owed)
  SELECT sys AS system, told AS destination, grp AS consumerGroup,
    any(if(isService, 'service', 'span')) AS consumerGroupFrom,
    toString(countIf(at <= {dueMs:Int64} AND at >= oldestTaken)) AS published, toString(countIf(isTaken)) AS taken,
    toString(countIf(isLate AND at >= newestTaken)) AS waiting,
    toString(minIf(at, isLate AND at >= newestTaken)) AS oldestWaitingAtMs,
    toString(countIf(isLate AND at >= oldestTaken AND at < newestTaken)) AS overtaken,
    toString(minIf(at, isLate AND at >= oldestTaken AND at < newestTaken)) AS oldestOvertakenAtMs,
    arrayMap(e -> e.2, groupArraySortedIf(5)((-at, flow), isLate AND at >= oldestTaken)) AS flows
  FROM placed
  GROUP BY system, destination, consumerGroup ${BOUNDS}`;

interface LagRow {
  system: string;
  destination: string;
  consumerGroup: string;
  consumerGroupFrom: 'span' | 'service';
  published: string;
  taken: string;
  waiting: string;
  /** '0' where none waits. */
  oldestWaitingAtMs: string;
  overtaken: string;
  oldestOvertakenAtMs: string;
  flows: string[];
}

/**
 * The lag of each group by spans. A group is told of only if it has taken at least one of the publications (else its
 * spans carry nothing that joins, and every message would look untaken). When no span of its system came within the
 * window, it is unknown whether what waits still waits; that all of the horizon was taken remains true. A watched
 * group of which the horizon holds no more has nothing waiting that could be seen: see `forgotten`.
 *
 * Cost: it shares one engine with the loads, and this is the largest reader of all. It reads the ids, names and times
 * of one hour's messaging spans (the attributes too, of RabbitMQ's only), of which at most MAX_ROWS are joined; nothing
 * is read beyond the first count where no span of the hour concerns messaging.
 */
export async function readSpanLag(clickHouse: ClickHouse, window: LagWindow): Promise<SpanLagReading[]> {
  const params = {
    nowMs: window.nowMs,
    fromMs: window.nowMs - HORIZON_MS,
    liveFromMs: window.nowMs - window.windowMs,
    dueMs: window.nowMs - GRACE_MS,
    pattern: window.pattern,
  };
  const size = await clickHouse.query<{ system: string; rows: string; isLive: number }>(SIZE, params);
  const live = new Set(size.filter((row) => row.isLive === 1).map((row) => row.system));
  const total = size.reduce((sum, row) => sum + Number(row.rows), 0);
  const every = Math.max(1, Math.ceil(total / (window.maxRows ?? MAX_ROWS)));
  const rows: LagRow[] = [];
  if (size.some((row) => row.system !== 'rabbitmq')) {
    rows.push(...(await clickHouse.query<LagRow>(lagSql(OTHERS), { ...params, every })));
  }
  if (size.some((row) => row.system === 'rabbitmq')) {
    rows.push(...(await clickHouse.query<LagRow>(lagSql(RABBITMQ), { ...params, every })));
  }
  const told = rows.filter((row) => Number(row.taken) > 0 && (live.has(row.system) || isAllTaken(row)));
  const seen = new Set(rows.map(groupKey));
  const unseen = (window.watched ?? []).filter((group) => !seen.has(groupKey(group)));
  return [...told.map((row) => toReading(row, every)), ...(await forgotten(clickHouse, params, unseen))];
}

const groupKey = (of: GroupSubject) => JSON.stringify([of.system, of.destination, of.consumerGroup]);

const isAllTaken = (row: LagRow) => Number(row.waiting) === 0 && Number(row.overtaken) === 0;

/** Whether any telemetry comes in at all, and destinations of the horizon's publications. */
const TELEMETRY = `
  SELECT toUInt8(count() > 0) AS isLive FROM (
    SELECT 1 FROM spans WHERE received_at > ${momentOf('liveFromMs')} AND received_at <= ${momentOf('nowMs')} LIMIT 1) ${BOUNDS}`;

const PUBLISHED_TO = `
  SELECT DISTINCT toString(system) AS system, toString(destination) AS destination
  FROM spans WHERE ${IN_HORIZON} AND role IN ('create', 'send') ${BOUNDS}`;

/** Groups of which only a broker's word would do: one that told of them within a day and has been silent since. */
const SILENT_BROKERS = `
  SELECT toString(system) AS system FROM backlog_samples WHERE sampled_at > ${momentOf('nowMs')} - INTERVAL 1 DAY
  GROUP BY system HAVING max(sampled_at) <= ${momentOf('liveFromMs')} ${BOUNDS}`;

/**
 * Of watched groups without a reading, those to whose destination nothing was published within the horizon (for
 * RabbitMQ: to no exchange, since the queue's is not known) while telemetry came in and no broker fell silent: nothing
 * waits as far as can be seen, and an alert about spans that were lost may end. Where no telemetry comes in at all, or
 * publications go on and nobody takes them, the lag stays unknown.
 */
async function forgotten(
  clickHouse: ClickHouse,
  params: Record<string, string | number>,
  groups: readonly GroupSubject[],
): Promise<SpanLagReading[]> {
  if (groups.length === 0) return [];
  const [telemetry] = await clickHouse.query<{ isLive: number }>(TELEMETRY, params);
  if (telemetry?.isLive !== 1) return [];
  const published = await clickHouse.query<{ system: string; destination: string }>(PUBLISHED_TO, params);
  const silent = await clickHouse.query<{ system: string }>(SILENT_BROKERS, params);
  const isSilent = (group: GroupSubject) => silent.some(({ system }) => system === group.system);
  const isPublishedTo = (group: GroupSubject) =>
    published.some(
      ({ system, destination }) =>
        system === group.system && (system === 'rabbitmq' || destination === group.destination),
    );
  return groups.filter((group) => !isSilent(group) && !isPublishedTo(group)).map(nothingWaits);
}

const nothingWaits = (group: GroupSubject): SpanLagReading => ({
  ...group,
  consumerGroupFrom: 'span',
  published: 0,
  waiting: 0,
  oldestWaitingAtMs: null,
  overtaken: 0,
  oldestOvertakenAtMs: null,
  isEstimated: false,
  exampleFlows: [],
});

function toReading(row: LagRow, every: number): SpanLagReading {
  const moment = (ms: string) => (ms === '0' ? null : Number(ms));
  return {
    system: row.system,
    destination: row.destination,
    consumerGroup: row.consumerGroup,
    consumerGroupFrom: row.consumerGroupFrom,
    published: Number(row.published) * every,
    waiting: Number(row.waiting) * every,
    oldestWaitingAtMs: moment(row.oldestWaitingAtMs),
    overtaken: Number(row.overtaken) * every,
    oldestOvertakenAtMs: moment(row.oldestOvertakenAtMs),
    isEstimated: every > 1,
    exampleFlows: row.flows,
  };
}
