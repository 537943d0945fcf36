import { oneOf, parseSearch, stringifySearch, textOf } from './search-params.js';

describe('the search of a URL', () => {
  it('keeps a long id of digits as it was written', () => {
    const search = parseSearch('?q=12345678901234567890&from=2026-11-21T13:00:00Z');
    expect(search).toEqual({ q: '12345678901234567890', from: '2026-11-21T13:00:00Z' });
    expect(stringifySearch(search)).toBe('?q=12345678901234567890&from=2026-11-21T13%3A00%3A00Z');
  });

  it('leaves out what is not said', () => expect(stringifySearch({ q: undefined, service: '' })).toBe(''));

  it('trims and caps text, and takes nothing else for text', () => {
    expect([textOf('  a '), textOf(' '), textOf(7), textOf('x'.repeat(600))?.length]).toEqual([
      'a',
      undefined,
      undefined,
      500,
    ]);
  });

  it('takes only what is allowed', () => {
    expect([oneOf(['a', 'b'], 'b'), oneOf(['a', 'b'], 'c')]).toEqual(['b', undefined]);
  });
});
