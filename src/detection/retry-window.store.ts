import type { ClickHouse } from '../storage/click-house.js';
import type { RetryReading } from './retry-storm.js';
import {
  BOUNDS,
  DELIVERY_KEYS,
  FLOW_ID,
  NAMES_A_MESSAGE,
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

/** About 200 MB of hash tables at the most. */
const MAX_ROWS = 2_000_000;

const IN_WINDOW = `received_at > ${momentOf('fromMs')} AND received_at <= ${momentOf('nowMs')}`;

const SIZE = `
  SELECT toString(system) AS system, toString(countIf(role IN ('receive', 'process'))) AS rows
  FROM spans WHERE ${IN_WINDOW} AND role != '' GROUP BY system ${BOUNDS}`;

/**
 * Attempts of each group: its process spans, or its receive spans where it has no process spans (aws-sdk, aiokafka). A
 * batch's span is one attempt of each message it names. The sample is of whole messages, so that the ratio stays right.
 */
const ATTEMPTS = `
  WITH rows AS (
    SELECT toString(system) AS system, ${TOLD_DESTINATION} AS told, ${TOLD_GROUP} AS grp, role = 'process' AS isProcess,
      ${SPAN_KEY} AS span, arrayJoin(${DELIVERY_KEYS}) AS delivery, received_at, ${FLOW_ID} AS flow,
      status_code = 2 OR error_type != '' AS isFailed,
      if(error_type != '', toString(error_type), substring(status_message, 1, 120)) AS error
    FROM spans
    WHERE ${IN_WINDOW} AND (role = 'process' OR (role = 'receive' AND ${NAMES_A_MESSAGE})))
  SELECT system, told AS destination, grp AS consumerGroup,
    toString(sum(tries)) AS attempts, toString(count()) AS deliveries, toString(sum(failures)) AS failed,
    topKIf(1)(error, error != '') AS errors,
    arrayMap(e -> e.2, groupArraySortedIf(5)((-toUnixTimestamp64Milli(last), flow), tries > 1)) AS flows
  FROM (
    SELECT system, told, grp, delivery, uniqExact(span) AS tries, uniqExactIf(span, isFailed) AS failures,
      anyIf(error, isFailed) AS error, max(received_at) AS last, argMax(flow, received_at) AS flow
    FROM rows
    WHERE delivery % {every:UInt32} = 0
      AND (isProcess OR (system, told, grp) NOT IN (SELECT system, told, grp FROM rows WHERE isProcess))
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
  const params = { nowMs: window.nowMs, fromMs: window.nowMs - window.windowMs };
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
