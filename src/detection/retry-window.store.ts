import type { ClickHouse } from '../storage/click-house.js';
import type { RetryReading } from './retry-storm.js';
import {
  BOUNDS,
  DELIVERY_KEYS,
  FLOW_ID,
  NAMES_A_MESSAGE,
  PUBLISHED_CONTEXT,
  PUBLISHES_ONE,
  SPAN_KEY,
  TOLD_DESTINATION,
  TOLD_GROUP,
  momentOf,
} from './span-sql.js';

export interface GroupSubject {
  system: string;
  destination: string;
  consumerGroup: string;
}

export interface RetryWindow {
  nowMs: number;
  windowMs: number;
  /** Groups that an open alert is about: they get a reading even when nothing is seen of them. */
  watched: readonly GroupSubject[];
  /** Rows above which only every n-th message is read and the counts are scaled up. */
  maxRows?: number;
}

/** Above it one statement takes seconds on a small machine. */
const MAX_ROWS = 250_000;

const IN_WINDOW = `received_at > ${momentOf('fromMs')} AND received_at <= ${momentOf('nowMs')}`;

const SIZE = `
  SELECT toString(system) AS system, toString(countIf(role IN ('receive', 'process'))) AS rows
  FROM spans WHERE ${IN_WINDOW} AND role != '' GROUP BY system ${BOUNDS}`;

/** How long before its attempts a publication may lie; where it is older or was sampled away, no retry is claimed. */
const PUBLISHED_WITHIN_MS = 3_600_000;

/**
 * Retries among the attempts of a message by consumers that name no group, and so may be several groups in one service
 * (kafkajs): attempts that begin after an earlier one ended in failure, each failure explaining one. Attempts that
 * overlap, or that follow a success, belong to different groups.
 */
const RETRIES_OF_THE_NAMELESS = `
  arrayFold((used, failures) -> used + if(failures > used, 1, 0),
    arrayMap((began, n) -> arrayCount(earlier -> earlier.3 AND earlier.2 <= began, arraySlice(tries, 1, n - 1)),
      tries.1, arrayEnumerate(tries)), toUInt64(0))`;

/** Attempts of one message beyond these are counted, but not compared. */
const MAX_COMPARED = 200;

/**
 * Attempts of each group: its process spans, or its receive spans where it has no process spans (aws-sdk, aiokafka). A
 * batch's span is one attempt of each message it names. The sample is of whole messages, so that the ratio stays right.
 *
 * Cost: it shares one engine with the loads. It reads some twenty narrow columns of one window of attempts two to three
 * times, of which at most MAX_ROWS are kept in hash tables, and, for the contexts that more than one attempt of a group
 * names, the ids of the publications of an hour more; contexts named once, the healthy case, are looked for in vain by
 * a set without entries. 400,000 attempts in a window take one to two seconds of two cores.
 */
const ATTEMPTS = `
  WITH
    named AS (
      SELECT toString(system) AS system, ${TOLD_DESTINATION} AS told, ${TOLD_GROUP} AS grp, role = 'process' AS isProcess,
        consumer_group = '' AS isNameless, ${SPAN_KEY} AS span, arrayJoin(${DELIVERY_KEYS}) AS name,
        name.1 = 1 AS isContext, name.2 AS key, received_at, ${FLOW_ID} AS flow,
        status_code = 2 OR error_type != '' AS isFailed, (started_at, ended_at, isFailed, span) AS try,
        if(error_type != '', toString(error_type), substring(status_message, 1, 120)) AS error
      FROM spans
      WHERE ${IN_WINDOW} AND (role = 'process' OR (role = 'receive' AND ${NAMES_A_MESSAGE}))),
    repeated AS (
      SELECT key FROM named WHERE isContext AND key % {every:UInt32} = 0
      GROUP BY system, told, grp, isProcess, key HAVING min(span) != max(span)),
    messages AS (
      SELECT arrayJoin(arrayDistinct([${SPAN_KEY}, ${PUBLISHED_CONTEXT}])) AS key FROM spans
      WHERE received_at > ${momentOf('publishedFromMs')} AND received_at <= ${momentOf('nowMs')} AND ${PUBLISHES_ONE}
        AND key IN (SELECT key FROM repeated)),
    rows AS (
      SELECT *, if(isContext AND key NOT IN (SELECT key FROM messages), cityHash64(key, span), key) AS delivery
      FROM named WHERE key % {every:UInt32} = 0)
  SELECT system, told AS destination, grp AS consumerGroup,
    toString(sum(made)) AS attempts, toString(sum(made - repeats)) AS deliveries, toString(sum(missed)) AS failed,
    topKIf(1)(error, error != '') AS errors,
    arrayMap(e -> e.2, groupArraySortedIf(5)((-toUnixTimestamp64Milli(last), flow), repeats > 0)) AS flows
  FROM (
    SELECT system, told, grp, delivery, uniqExact(span) AS made, uniqExactIf(span, isFailed) AS missed,
      groupArrayIf(${MAX_COMPARED})(try, isNameless) AS every_try,
      arraySort(arrayDistinct(if(made > 1, every_try, []))) AS tries,
      if(max(isNameless), least(${RETRIES_OF_THE_NAMELESS}, made - 1), made - 1) AS repeats,
      anyIf(error, isFailed) AS error, max(received_at) AS last, argMax(flow, received_at) AS flow
    FROM rows
    WHERE isProcess OR (system, told, grp) NOT IN (
      SELECT DISTINCT toString(system), ${TOLD_DESTINATION}, ${TOLD_GROUP} FROM spans WHERE ${IN_WINDOW} AND role = 'process')
    GROUP BY system, told, grp, delivery
  )
  GROUP BY system, destination, consumerGroup ${BOUNDS}`;

interface AttemptRow extends GroupSubject {
  attempts: string;
  deliveries: string;
  failed: string;
  errors: string[];
  flows: string[];
}

/** Reads one window of every group that consumed in it, or that an open alert names. */
export async function readRetries(clickHouse: ClickHouse, window: RetryWindow): Promise<RetryReading[]> {
  const fromMs = window.nowMs - window.windowMs;
  const params = { nowMs: window.nowMs, fromMs, publishedFromMs: fromMs - PUBLISHED_WITHIN_MS };
  const size = await clickHouse.query<{ system: string; rows: string }>(SIZE, params);
  const total = size.reduce((sum, row) => sum + Number(row.rows), 0);
  const every = Math.max(1, Math.ceil(total / (window.maxRows ?? MAX_ROWS)));
  const rows = await clickHouse.query<AttemptRow>(ATTEMPTS, { ...params, every });
  const seen = new Set(rows.map(key));
  const liveSystems = new Set(size.map((row) => row.system));
  return [
    ...rows.map((row) => toReading(row, every)),
    ...window.watched.filter((group) => !seen.has(key(group))).map((group) => silent(group, liveSystems)),
  ];
}

const key = (of: GroupSubject) => JSON.stringify([of.system, of.destination, of.consumerGroup]);

function toReading(row: AttemptRow, every: number): RetryReading {
  return {
    system: row.system,
    destination: row.destination,
    consumerGroup: row.consumerGroup,
    attempts: Number(row.attempts) * every,
    deliveries: Number(row.deliveries) * every,
    failedAttempts: Number(row.failed) * every,
    topError: row.errors[0] ?? null,
    isEstimated: every > 1,
    exampleFlows: row.flows,
  };
}

/** No attempt of it: none happened if spans of its system came in, and nobody knows if none did. */
function silent(group: GroupSubject, liveSystems: ReadonlySet<string>): RetryReading {
  const count = liveSystems.has(group.system) ? 0 : null;
  return {
    ...group,
    attempts: count,
    deliveries: count,
    failedAttempts: count,
    topError: null,
    isEstimated: false,
    exampleFlows: [],
  };
}
