import { usualArrivals } from './dead-letter-baseline.js';

const NOW = Date.parse('2026-11-21T12:34:56Z');
const at = (moment: string) => Date.parse(moment);
const HALF_HOUR = 1_800_000;

describe('usualArrivals', () => {
  it('answers the same hour of the days that had telemetry, zeros included', () => {
    const hours = new Set([at('2026-11-20T12:00:00Z'), at('2026-11-18T12:00:00Z'), at('2026-11-21T11:00:00Z')]);
    const buckets = [
      { startMs: at('2026-11-20T12:30:00Z'), arrived: 4 },
      { startMs: at('2026-11-21T11:00:00Z'), arrived: 9 },
    ];
    expect(usualArrivals(buckets, hours, HALF_HOUR, NOW)).toEqual([0, 4, 0, 0]);
  });

  it('falls back to the last 24 hours, without this one', () => {
    const hours = new Set([at('2026-11-21T11:00:00Z'), at('2026-11-21T12:00:00Z')]);
    const buckets = [
      { startMs: at('2026-11-21T11:30:00Z'), arrived: 9 },
      { startMs: at('2026-11-21T12:30:00Z'), arrived: 50 },
    ];
    expect(usualArrivals(buckets, hours, HALF_HOUR, NOW)).toEqual([0, 9]);
  });

  it('knows nothing usual where no hour had telemetry', () => {
    expect(usualArrivals([], new Set(), HALF_HOUR, NOW)).toEqual([]);
  });
});
