import fc from 'fast-check';
import { matchesPattern, isPattern } from './matches-pattern.js';
import { matchesInLinearTime, stringsMatching } from './pattern-language.js';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d', '\\b', '^', '$', '\u{1F600}', '\\p{L}');
const expression = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(fc.constantFrom('^', '(?=a)', '(?!b)', '\\b'), fc.constantFrom('=', '!'), tie('pattern'), tie('pattern'))
      .map(([start, is, a, b]) => `${start}(?${is}${a})${b}`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
      .map(([a, by]) => `(${a})${by}`),
  ),
})).pattern;
const text = fc
  .array(fc.constantFrom('a', 'b', '1', ' ', '\n', 'é', '\u{1F600}'), { maxLength: 8 })
  .map((all) => all.join(''));

describe('the language of a pattern', () => {
  it('is what RegExp matches, wherever it is known', () => {
    let known = 0;
    fc.assert(
      fc.property(expression, text, (pattern, value) => {
        const matches = matchesInLinearTime(pattern, value);
        if (matches === null) return;
        known++;
        expect([pattern, value, matches]).toEqual([pattern, value, new RegExp(pattern, 'u').test(value)]);
      }),
      { seed: 1, numRuns: 2_000 },
    );
    expect(known).toBeGreaterThan(1_200);
  });

  it.each([
    '^[a-z]+$',
    '_id$',
    '\\Bb',
    '^(?!foo).*$',
    '^(?=.*[0-9])(?=.*[a-z]).{3,5}$',
    'a(?<!b)c',
    '(?=a).b?',
    '^\\S+@\\S+$',
  ])('is known of %s', (pattern) => {
    for (const one of ['', 'a', 'foo', 'ab', 'ac', 'x_id', 'a1b', 'me@there', 'cb', 'bc'])
      expect([one, matchesInLinearTime(pattern, one)]).toEqual([one, new RegExp(pattern, 'u').test(one)]);
  });

  it('is not known of what is not regular, too large, or no pattern', () => {
    for (const pattern of ['(a+)\\1b', '(?<=ab)c', '(', '^.{1,99999}$', '((a{1,1000}){1000}){1000}'])
      expect(matchesInLinearTime(pattern, 'a')).toBeNull();
  });
});

describe('a match', () => {
  it('is decided where a backtracking engine would be busy for years', () => {
    const long = 'a'.repeat(5_000);
    expect(matchesPattern('^(a+)+$', `${long}!`)).toBe(false);
    expect(matchesPattern('^(a|a)*$', long)).toBe(true);
    expect(matchesPattern('(x+x+)+y', 'x'.repeat(3_000))).toBe(false);
    expect(matchesPattern('a*a*a*a*a*b', long)).toBe(false);
  });

  it('is not told where it would take what no automaton has', () => {
    expect(matchesPattern('^(?=a+$)', 'a'.repeat(50))).toBe(true);
    expect(matchesPattern('^((?=aa)a+)+$', 'a'.repeat(50))).toBeNull();
    expect(matchesPattern('(', 'a')).toBeNull();
  });
});

it('takes patterns of both grammars, and nothing else', () => {
  expect(['\\p{L}', '\\-', 'a{,3}', '*'].map(isPattern)).toEqual([true, true, true, false]);
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

describe('what looks ahead', () => {
  it('does so from where the pattern begins, which only ^ fixes', () => {
    expect(matchesInLinearTime('^(?=.*b)a', 'aab')).toBe(true);
    expect(matchesInLinearTime('^(?=.*b)a', 'aac')).toBe(false);
    // Nothing matches this one: "ab" and "ac" would have to begin at the same place.
    expect(matchesInLinearTime('(?=a)(?=ab)ac', 'abac')).toBeNull();
  });

  it('is not computed where it looks behind for too many sets of characters', () => {
    const looks = [...'abcdefgh'].map((one) => `(?<=[${one}-z])`).join('');
    expect(matchesInLinearTime(looks, 'z')).toBeNull();
  });
});
