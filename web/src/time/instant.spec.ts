import { formatInstant, formatRelative, nanosToMs } from './instant.js';

const now = Date.UTC(2026, 10, 21, 14, 30);

describe('formatInstant', () => {
  it('leaves the year out where it is this year', () => {
    expect(formatInstant(Date.UTC(2026, 10, 21, 14, 2, 11), now, { timeZone: 'UTC' })).toBe('21 Nov 14:02:11');
  });

  it('says another year, in the zone it was asked for', () => {
    expect(formatInstant(Date.UTC(2025, 11, 31, 23, 59, 59), now, { timeZone: 'UTC' })).toBe('31 Dec 2025 23:59:59');
    expect(formatInstant(Date.UTC(2025, 11, 31, 23, 59, 59), now, { timeZone: 'Asia/Tokyo' })).toBe('1 Jan 08:59:59');
  });

  it('shows milliseconds where asked', () => {
    const at = Date.UTC(2026, 10, 21, 0, 0, 0) + 7.9;
    expect(formatInstant(at, now, { timeZone: 'UTC', withMs: true })).toBe('21 Nov 00:00:00.007');
  });

  it.each([Number.NaN, Infinity, 9e15])('says unknown for %d', (ms) => expect(formatInstant(ms, now)).toBe('unknown'));
});

describe('formatRelative', () => {
  it.each([
    [now - 500, 'just now'],
    [now - 42_400, '42 s ago'],
    [now - 200_000, '3 min ago'],
    [now - 6_240_000, '1 h ago'],
    [now + 120_000, 'in 2 min'],
  ])('says %d as %s', (ms, text) => expect(formatRelative(ms, now)).toBe(text));
});

describe('nanosToMs', () => {
  it('keeps the fraction of a millisecond', () =>
    expect(nanosToMs('1732197600123456789')).toBeCloseTo(1732197600123.4567, 3));
  it('is no number for what is none', () => expect(nanosToMs('0x12')).toBeNaN());
});
