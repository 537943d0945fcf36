import { formatDuration } from './duration.js';

export interface InstantOptions {
  /** IANA name; the browser's own where it is left out. */
  timeZone?: string | undefined;
  /** Fractions of the second to three digits. */
  withMs?: boolean;
}

/** "21 Nov 14:02:11", with the year where it is not that of `nowMs`. What is no time is "unknown". */
export function formatInstant(ms: number, nowMs: number, options: InstantOptions = {}): string {
  if (!isTime(ms)) return 'unknown';
  const at = parts(ms, options.timeZone);
  const year = at.year === parts(nowMs, options.timeZone).year ? '' : ` ${at.year}`;
  const fraction = options.withMs ? `.${String(Math.floor(((ms % 1_000) + 1_000) % 1_000)).padStart(3, '0')}` : '';
  return `${at.day} ${at.month}${year} ${at.hour}:${at.minute}:${at.second}${fraction}`;
}

/** "3 min ago", "in 2 h", "just now": one unit, because it is only a hint beside the absolute time. */
export function formatRelative(ms: number, nowMs: number): string {
  if (!isTime(ms)) return 'at an unknown time';
  const distance = Math.abs(nowMs - ms);
  if (distance < 2_000) return 'just now';
  const [amount, unit] = formatDuration(distance < 60_000 ? Math.round(distance / 1_000) * 1_000 : distance).split(' ');
  return ms < nowMs ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
}

/** Milliseconds of an OTLP time in nanoseconds, with fractions; NaN where it is no number. */
export function nanosToMs(nanos: string): number {
  if (!/^\d{1,20}$/.test(nanos)) return Number.NaN;
  const whole = BigInt(nanos);
  return Number(whole / 1_000_000n) + Number(whole % 1_000_000n) / 1e6;
}

function isTime(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}

function parts(ms: number, timeZone: string | undefined) {
  const format = formatter(timeZone);
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(ms)) found[part.type] = part.value;
  return found as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = formatters.get(timeZone ?? '');
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone ?? '', made);
  return made;
}
