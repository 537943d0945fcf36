const STEPS: readonly (readonly [unitMs: number, unit: string, nextMs: number, nextUnit: string])[] = [
  [86_400_000, 'd', 3_600_000, 'h'],
  [3_600_000, 'h', 60_000, 'min'],
  [60_000, 'min', 1_000, 's'],
];

/**
 * A duration in at most two units, as a person says it: "850 µs", "12 ms", "1.24 s", "1 h 44 min". Negative durations
 * keep their sign; what is not a finite number is "unknown".
 */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return 'unknown';
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms < 0.9995) return `${significant(ms * 1_000)} µs`;
  if (ms < 999.5) return `${significant(ms)} ms`;
  if (ms < 59_950) return `${significant(ms / 1_000)} s`;
  for (const [unitMs, unit, nextMs, nextUnit] of STEPS) {
    const rounded = Math.round(ms / nextMs) * nextMs;
    if (rounded < unitMs) continue;
    const whole = Math.floor(rounded / unitMs);
    const rest = Math.round((rounded - whole * unitMs) / nextMs);
    return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${nextUnit}`;
  }
  return '1 min';
}

/** Three significant digits, without trailing zeros: 1.24, 12.4, 124. */
function significant(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}
