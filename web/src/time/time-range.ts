/** The window every page shares, as ISO 8601 times in UTC. Without `to` it ends now and goes on. */
export interface TimeRange {
  from: string;
  to?: string;
}

export interface Preset {
  label: string;
  ms: number;
}

export const PRESETS: readonly Preset[] = [
  { label: 'Last 15 min', ms: 15 * 60_000 },
  { label: 'Last hour', ms: 3_600_000 },
  { label: 'Last 6 hours', ms: 6 * 3_600_000 },
  { label: 'Last 24 hours', ms: 24 * 3_600_000 },
  { label: 'Last 7 days', ms: 7 * 24 * 3_600_000 },
];

const DEFAULT_MS = 3_600_000;

/**
 * The range of a URL's search. A missing or unreadable `from` means an hour before `nowMs`, to the whole minute, so that
 * a link without a range opens on the present; a `to` that is not after `from` is left out.
 */
export function readTimeRange(search: Readonly<Record<string, unknown>>, nowMs: number): TimeRange {
  const from = readTime(search['from']);
  const to = readTime(search['to']);
  const fromMs = from ?? Math.floor(((to ?? nowMs) - DEFAULT_MS) / 60_000) * 60_000;
  const range: TimeRange = { from: new Date(fromMs).toISOString() };
  if (to !== null && to > fromMs) range.to = new Date(to).toISOString();
  return range;
}

/** The range that begins `ms` before now and stays open at its end. */
export function presetRange(preset: Preset, nowMs: number): TimeRange {
  return { from: new Date(nowMs - preset.ms).toISOString() };
}

/** The value a `datetime-local` field takes for an instant, in the browser's zone. */
export function toLocalField(iso: string): string {
  const at = new Date(iso);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

function readTime(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}
