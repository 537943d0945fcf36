import { readRenewal } from './baseline.store.js';

const NOW = new Date('2026-06-15T12:00:00Z');

describe('why and until when findings are accepted', () => {
  it('is left open where no day is given, and for ever by never', () => {
    expect(readRenewal({ updateBaseline: true }, NOW)).toEqual({ reason: null, until: null });
    expect(readRenewal({ updateBaseline: true, reason: 'Agreed.', until: 'never' }, NOW)).toEqual({
      reason: 'Agreed.',
      until: 'never',
    });
  });

  it('is until the end of a day, today at the earliest', () => {
    expect(readRenewal({ updateBaseline: true, until: '2026-06-15' }, NOW).until).toBe('2026-06-15');
  });

  it.each([
    [{ updateBaseline: true, reason: 'TODO' }, '--reason must say why the findings are accepted; "TODO" says nothing.'],
    [
      { updateBaseline: true, until: '2026-06-14' },
      '--until 2026-06-14 is past: what it accepts would count again at once.',
    ],
    [{ updateBaseline: true, until: 'soon' }, '--until must be a day such as 2026-12-31, or never; it is "soon".'],
    [{ reason: 'Agreed.' }, '--reason and --until are for --update-baseline: add it, or leave them out.'],
  ])('%j is refused before anything is checked', (options, message) => {
    expect(() => readRenewal(options, NOW)).toThrow(message);
  });
});
