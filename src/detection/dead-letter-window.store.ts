import type { ClickHouse } from '../storage/click-house.js';
import type { DeadLetterReading } from './dead-letter-arrival.js';
import { brokerArrivals } from './broker-window.store.js';
import {
  BOUNDS,
  CONSUMED_CONTEXTS,
  FLOW_ID,
  NAMES_A_MESSAGE,
  PUBLISHED_CONTEXT,
  SPAN_KEY,
  momentOf,
} from './span-sql.js';

/** A dead-letter destination, as its alert's labels name it. */
export interface DeadLetterSubject {
  system: string;
  destination: string;
}

export interface DeadLetterWindow {
  nowMs: number;
  windowMs: number;
  /** RE2, matched against destination and RabbitMQ queue. */
  pattern: string;
  /** Destinations that an open alert is about: they get a reading even when nothing is seen of them. */
  watched: readonly DeadLetterSubject[];
  baselines: ReadonlyMap<string, readonly number[]>;
}

/** A message is new in the window if it was not seen on its dead-letter destination within this time before. */
const LOOK_BACK_MS = 3_600_000;

export const subjectKey = (of: DeadLetterSubject) => JSON.stringify([of.system, of.destination]);

/**
 * Evidence of dead letters in spans, one row a message and span: a publication to, or a consumption from, a destination
 * or RabbitMQ queue with a dead-letter name. `context` names the message, so that its publication and each attempt at
 * its consumption count once; a span that an exporter stored twice has the same context. A consumer's span that links to
 * a receive span (kotel) names that span instead of the message: the receive span's own row stands for it. A publication
 * inside another (a send under its create, pika's two) is one message: the inner stands for it.
 */
const EVIDENCE = `
  SELECT toString(system) AS system,
      if(system = 'rabbitmq' AND role IN ('receive', 'process') AND consumer_group != '',
         toString(consumer_group), toString(destination)) AS told,
      role IN ('receive', 'process') AS isConsumption,
      if(isConsumption, 0, cityHash64(trace_id, parent_span_id)) AS parent,
      arrayJoin(multiIf(
        role IN ('create', 'send'), [${PUBLISHED_CONTEXT}],
        notEmpty(${CONSUMED_CONTEXTS}), ${CONSUMED_CONTEXTS},
        offset != '', [cityHash64('offset', destination, partition, offset)],
        message_id != '', [cityHash64('id', message_id)],
        [${SPAN_KEY}])) AS context,
      received_at, ${FLOW_ID} AS flow
    FROM spans
    WHERE received_at > ${momentOf('fromMs')} AND received_at <= ${momentOf('nowMs')}
      AND (role IN ('create', 'send', 'process') OR (role = 'receive' AND ${NAMES_A_MESSAGE}))
      AND (match(destination, {pattern:String})
        OR (system = 'rabbitmq' AND role IN ('receive', 'process') AND match(consumer_group, {pattern:String})))`;

/**
 * New messages in the window for each destination: those without earlier evidence. A consumption tells the destination
 * better than a publication of the same message (RabbitMQ's publication names the exchange), and one message may be
 * dead-lettered to several queues.
 *
 * Cost: it reads role and destination of one hour's spans, the ids and names only of those that match, which are few; and
 * the receive spans of dead-letter destinations a second time.
 */
const ARRIVALS = `
  WITH evidence AS (${EVIDENCE})
  SELECT system, told AS destination, toUInt32(count()) AS arrived,
    groupArraySorted(5)((-toUnixTimestamp64Milli(first), flow)) AS flows
  FROM (
    SELECT system, told, isConsumption, flow,
      max(isConsumption) OVER message AS hasConsumption,
      minIf(at, NOT isConsumption) OVER message AS publishedAt,
      if(toUnixTimestamp64Milli(publishedAt) > 0, least(at, publishedAt), at) AS first
    FROM (
      SELECT system, context, told, isConsumption, min(received_at) AS at, argMin(flow, received_at) AS flow
      FROM evidence
      WHERE context NOT IN (
        SELECT ${SPAN_KEY} FROM spans
        WHERE received_at > ${momentOf('fromMs')} AND received_at <= ${momentOf('nowMs')} AND role = 'receive'
          AND ${NAMES_A_MESSAGE} AND match(destination, {pattern:String}))
        AND context NOT IN (SELECT parent FROM evidence WHERE NOT isConsumption)
      GROUP BY system, context, told, isConsumption)
    WINDOW message AS (PARTITION BY system, context)
  )
  WHERE first > ${momentOf('windowFromMs')} AND (isConsumption OR NOT hasConsumption)
  GROUP BY system, destination ${BOUNDS}`;

/** Exchanges with a dead-letter name and the queues seen behind them: a publication names one, the broker the other. */
const QUEUES_BEHIND = `
  SELECT toString(destination) AS exchange, any(toString(consumer_group)) AS queue, uniqExact(consumer_group) AS queues
  FROM spans
  WHERE received_at > ${momentOf('fromMs')} AND system = 'rabbitmq' AND role IN ('receive', 'process')
    AND consumer_group != '' AND match(destination, {pattern:String})
  GROUP BY exchange HAVING queues = 1 ${BOUNDS}`;

/** Cost: role, system and the ids of one window. */
const PROCESSED = `
  SELECT toString(system) AS system, toString(uniqExactIf(${SPAN_KEY}, role = 'process')) AS processed
  FROM spans
  WHERE received_at > ${momentOf('windowFromMs')} AND received_at <= ${momentOf('nowMs')} AND role != ''
  GROUP BY system ${BOUNDS}`;

interface ArrivalRow {
  system: string;
  destination: string;
  arrived: number;
  /** [minus the Unix ms of arrival, flow id], newest first. */
  flows: [string, string][];
}

/** Reads one window of every dead-letter destination that a span, a broker or an open alert names. */
export async function readDeadLetters(clickHouse: ClickHouse, window: DeadLetterWindow): Promise<DeadLetterReading[]> {
  const params = {
    nowMs: window.nowMs,
    windowFromMs: window.nowMs - window.windowMs,
    fromMs: window.nowMs - Math.max(LOOK_BACK_MS, window.windowMs),
    pattern: window.pattern,
  };
  const rows = await clickHouse.query<ArrivalRow>(ARRIVALS, params);
  const behind = await clickHouse.query<{ exchange: string; queue: string }>(QUEUES_BEHIND, params);
  const live = await clickHouse.query<{ system: string; processed: string }>(PROCESSED, params);
  const broker = await brokerArrivals(clickHouse, params);
  const spans = settleDestinations(rows, behind, broker);
  const processed = new Map(live.map((row) => [row.system, Number(row.processed)]));

  const subjects = new Map<string, DeadLetterSubject>();
  for (const subject of [...spans.values(), ...broker.values(), ...window.watched]) {
    subjects.set(subjectKey(subject), { system: subject.system, destination: subject.destination });
  }
  for (const key of window.baselines.keys()) {
    const [system, destination] = JSON.parse(key) as [string, string];
    subjects.set(key, { system, destination });
  }
  return [...subjects].map(([key, subject]) => ({
    ...subject,
    arrivedBySpans: spans.get(key)?.arrived ?? (processed.has(subject.system) ? 0 : null),
    arrivedByBroker: broker.get(key)?.arrived ?? null,
    isWatchedByBroker: broker.has(key),
    processed: processed.get(subject.system) ?? null,
    baseline: window.baselines.get(key) ?? [],
    exampleFlows: spans.get(key)?.flows.map(([, flow]) => flow) ?? [],
  }));
}

/**
 * A publication to a RabbitMQ exchange counts for the one queue behind it where a consumer showed which; where none
 * did and the broker counted arrivals itself, those counts hold the publication already.
 */
function settleDestinations(
  rows: readonly ArrivalRow[],
  behind: readonly { exchange: string; queue: string }[],
  broker: ReadonlyMap<string, { system: string; destination: string; arrived: number | null }>,
): Map<string, ArrivalRow> {
  const queues = new Map(behind.map((row) => [row.exchange, row.queue]));
  const hasRisen = [...broker.values()].some((row) => row.system === 'rabbitmq' && (row.arrived ?? 0) > 0);
  const settled = new Map<string, ArrivalRow>();
  for (const row of rows) {
    const queue = row.system === 'rabbitmq' ? queues.get(row.destination) : undefined;
    const destination = queue ?? row.destination;
    const key = subjectKey({ system: row.system, destination });
    if (row.system === 'rabbitmq' && queue === undefined && hasRisen && !broker.has(key)) continue;
    const before = settled.get(key);
    settled.set(key, {
      system: row.system,
      destination,
      arrived: row.arrived + (before?.arrived ?? 0),
      flows: [...(before?.flows ?? []), ...row.flows].sort((a, b) => Number(a[0]) - Number(b[0])).slice(0, 5),
    });
  }
  return settled;
}
