import { HISTORY_POINTS, OffsetHistory } from './offset-history.js';

const history = (...points: [number, number][]) => {
  const kept = new OffsetHistory();
  for (const [offset, atMs] of points) kept.add(offset, atMs);
  return kept;
};

describe('OffsetHistory', () => {
  it('knows nothing before its first reading', () => expect(history().lagSeconds(5, 1_000)).toBeNull());

  it('is at zero at the end, however long ago that was', () =>
    expect(history([10, 0], [10, 5_000]).lagSeconds(10, 60_000)).toBe(0));

  it('interpolates between the readings around the committed offset', () => {
    const kept = history([0, 0], [100, 10_000], [100, 20_000], [200, 30_000]);
    expect(kept.lagSeconds(50, 30_000)).toBe(25);
    expect(kept.lagSeconds(100, 30_000)).toBe(10);
    expect(kept.lagSeconds(150, 30_000)).toBe(5);
  });

  it('does not know what was published before it watched, until it has watched for its whole length', () => {
    const kept = history([100, 0], [200, 10_000]);
    expect(kept.lagSeconds(99, 10_000)).toBeNull();
    for (let n = 2; n < HISTORY_POINTS; n++) kept.add(200, n * 10_000);
    expect(kept.lagSeconds(99, 600_000)).toBe(600);
  });

  it('begins anew when the end falls, and keeps no more than its length', () => {
    expect(history([100, 0], [3, 10_000], [5, 20_000]).lagSeconds(1, 20_000)).toBeNull();
    const kept = new OffsetHistory();
    for (let n = 0; n < 1_000; n++) kept.add(n, n * 1_000);
    expect(kept.lagSeconds(1_000 - HISTORY_POINTS, 999_000)).toBe(HISTORY_POINTS - 1);
    expect(kept.lagSeconds(0, 999_000)).toBe(HISTORY_POINTS - 1);
  });
});
