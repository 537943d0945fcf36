import { heldSince } from './held-since.js';

const lastSeenAt = '2026-11-21T16:44:16.000Z';
const seenMs = Date.parse(lastSeenAt);

describe('heldSince', () => {
  it.each(['firing', 'pending'] as const)('tells of a %s alert that no detector saw for more than 45 s', (state) => {
    expect(heldSince({ state, lastSeenAt }, seenMs + 45_001)).toBe(lastSeenAt);
  });

  it('is silent while the figures are fresh, and where the clock of the browser is behind', () => {
    expect(heldSince({ state: 'firing', lastSeenAt }, seenMs + 45_000)).toBeNull();
    expect(heldSince({ state: 'firing', lastSeenAt }, seenMs - 60_000)).toBeNull();
  });

  it('is silent on a resolved alert, whose figures are history', () => {
    expect(heldSince({ state: 'resolved', lastSeenAt }, seenMs + 3_600_000)).toBeNull();
  });
});
