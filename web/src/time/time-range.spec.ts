import { presetRange, readTimeRange } from './time-range.js';

const now = Date.UTC(2026, 10, 21, 14, 30, 25);

describe('readTimeRange', () => {
  it('opens on the last hour, to the minute and without an end, where the URL has no range', () => {
    expect(readTimeRange({}, now)).toEqual({ from: '2026-11-21T13:30:00.000Z' });
  });

  it('takes the range of the URL', () => {
    expect(readTimeRange({ from: '2026-11-20T10:00:00Z', to: '2026-11-20T11:00:00+00:00' }, now)).toEqual({
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-20T11:00:00.000Z',
    });
  });

  it('takes the hour before an end that stands alone', () => {
    expect(readTimeRange({ to: '2026-11-20T11:00:00Z' }, now)).toEqual({
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-20T11:00:00.000Z',
    });
  });

  it.each([[{ from: 'yesterday' }], [{ from: '5' }], [{ from: 7, to: {} }]])('does not trust %j', (search) =>
    expect(readTimeRange(search, now)).toEqual({ from: '2026-11-21T13:30:00.000Z' }),
  );

  it('leaves out an end before the beginning', () => {
    expect(readTimeRange({ from: '2026-11-20T10:00:00Z', to: '2026-11-19T10:00:00Z' }, now)).toEqual({
      from: '2026-11-20T10:00:00.000Z',
    });
  });
});

describe('presetRange', () => {
  it('is absolute at its beginning and open at its end', () => {
    expect(presetRange({ label: 'Last hour', ms: 3_600_000 }, now)).toEqual({ from: '2026-11-21T13:30:25.000Z' });
  });
});
