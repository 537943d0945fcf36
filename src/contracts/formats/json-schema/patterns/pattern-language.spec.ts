import fc from 'fast-check';
import { matchesInLinearTime, stringsMatching } from './pattern-language.js';

const PATTERNS = [
  '^[a-z]+$',
  'foo',
  '^x-',
  '_id$',
  '^(a|b)$|^c',
  '\\bfoo\\b',
  '\\Bb',
  '^(?!foo).*$',
  '^(?=.*[0-9])(?=.*[a-z]).{3,5}$',
  '^\\d{3}-\\d{4}$',
  '(?=a).b?',
  'a(?<!b)c',
  '^\\S+@\\S+\\.\\S+$',
  '^\\p{L}+$',
  '^(a+)+$',
  '^.{0,3}$',
  '',
  '^$',
  'a$b',
  '(^a|b$)c?',
  '[^a]',
  '^[^\\s]{2,}$',
];

describe('the language of a pattern', () => {
  it('is what RegExp matches, for texts of the letters that the pattern speaks of', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcfo0-3x_ @.ié'), maxLength: 7 });
    fc.assert(
      fc.property(fc.constantFrom(...PATTERNS), text, (pattern, one) => {
        expect([pattern, one, matchesInLinearTime(pattern, one)]).toEqual([
          pattern,
          one,
          new RegExp(pattern, 'u').test(one),
        ]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is not known of what is not regular, and of what is no pattern', () => {
    for (const pattern of ['(a+)\\1b', '(?<=ab)c', '(', '^.{1,99999}$'])
      expect(matchesInLinearTime(pattern, 'a')).toBeNull();
  });

  it('is decided at once where backtracking would take for ever', () => {
    expect(matchesInLinearTime('^(a+)+$', `${'a'.repeat(5_000)}b`)).toBe(false);
  });
});

describe('strings that match one pattern and not another', () => {
  const ANY_LENGTH = { min: 0, max: Infinity };

  it('are found, the shortest first', () => {
    const demands = [
      { pattern: '^[a-z]+$', holds: true },
      { pattern: '^[a-c]+$', holds: false },
    ];
    expect(stringsMatching(demands, ANY_LENGTH, 2)).toEqual(['d', 'e']);
    expect(stringsMatching(demands, { min: 3, max: 3 }, 1)).toEqual(['aad']);
  });

  it('are none where one language lies within the other', () => {
    const demands = [
      { pattern: '^[a-c]{2,4}$', holds: true },
      { pattern: '^[a-z]+$', holds: false },
    ];
    expect(stringsMatching(demands, ANY_LENGTH, 1)).toEqual([]);
  });

  it('are all there are, where they are few', () => {
    expect(stringsMatching([{ pattern: '^(yes|no)$', holds: true }], ANY_LENGTH, 9)).toEqual(['no', 'yes']);
  });
});
