/** Arrivals of one window-long bucket on one dead-letter destination. */
export interface ArrivalBucket {
  /** Start of the bucket, Unix ms. */
  startMs: number;
  arrived: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * What is usual for a destination at this hour: the counts of the same hour on the `days` before, bucket by bucket,
 * else (no telemetry from those days) of the last 24 hours before this one. Buckets of hours in which telemetry came in
 * count as zero where nothing arrived; hours without any telemetry are unknown and left out.
 */
export function usualArrivals(
  buckets: readonly ArrivalBucket[],
  hoursWithData: ReadonlySet<number>,
  windowMs: number,
  nowMs: number,
): number[] {
  const thisHour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const sameHours = sameHourStarts(nowMs).filter((hour) => hoursWithData.has(hour));
  const lastDay = lastDayStarts(nowMs).filter((hour) => hoursWithData.has(hour) && hour < thisHour);
  const hours = sameHours.length > 0 ? sameHours : lastDay;
  const arrivedIn = new Map(buckets.map((bucket) => [bucket.startMs, bucket.arrived]));
  return hours.flatMap((hour) => bucketStarts(hour, windowMs).map((startMs) => arrivedIn.get(startMs) ?? 0));
}

const DAYS = 7;

/** Starts of the same hour on the seven days before, Unix ms. */
export function sameHourStarts(nowMs: number): number[] {
  const thisHour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return Array.from({ length: DAYS }, (_, day) => thisHour - (day + 1) * DAY_MS);
}

/** Starts of the 24 hours before this one, Unix ms. */
export function lastDayStarts(nowMs: number): number[] {
  const thisHour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return Array.from({ length: 24 }, (_, hour) => thisHour - (hour + 1) * HOUR_MS);
}

function bucketStarts(hourMs: number, windowMs: number): number[] {
  const first = Math.ceil(hourMs / windowMs) * windowMs;
  const starts: number[] = [];
  for (let start = first; start < hourMs + HOUR_MS; start += windowMs) starts.push(start);
  return starts;
}
