import { parseFlowSearch } from './flow-search.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const allowed = 'an ISO-8601 time such as 2026-11-21T14:00:00Z, or Unix milliseconds';

describe('reading a search for flows', () => {
  it.each(['2026-02-31', '2026-02-29T10:00:00Z', '2026-04-31T00:00:00+02:00', '2026-13-01', '2026-00-10'])(
    'refuses %s, which no calendar has, instead of taking a later day',
    (from) => {
      expect(parseFlowSearch({ from }, NOW)).toEqual({ mistakes: [{ parameter: 'from', value: from, allowed }] });
    },
  );

  it.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2026-02-28T23:30:00-02:00', Date.UTC(2026, 2, 1, 1, 30)],
    [String(NOW - 5), NOW - 5],
  ])('takes %s for the time it names', (from, fromMs) => {
    expect(parseFlowSearch({ from }, NOW)).toMatchObject({ search: { fromMs, toMs: NOW } });
  });
});
