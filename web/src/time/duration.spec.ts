import { formatDuration } from './duration.js';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.004, '4 µs'],
    [0.85, '850 µs'],
    [0.9999, '1 ms'],
    [12.34, '12.3 ms'],
    [999.7, '1 s'],
    [1_236, '1.24 s'],
    [59_949, '59.9 s'],
    [59_990, '1 min'],
    [64_000, '1 min 4 s'],
    [3_599_900, '1 h'],
    [6_240_000, '1 h 44 min'],
    [86_400_000, '1 d'],
    [273_600_000, '3 d 4 h'],
    [-1_500, '−1.5 s'],
  ])('says %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('says unknown for what is not known', () => {
    expect(formatDuration(null)).toBe('unknown');
    expect(formatDuration(Number.NaN)).toBe('unknown');
  });
});
