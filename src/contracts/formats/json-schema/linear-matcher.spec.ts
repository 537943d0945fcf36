import fc from 'fast-check';
import { LinearMatcher } from './linear-matcher.js';
import { isPattern, matchesPattern } from './patterns.js';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d', '\\b', '^', '$', '\u{1F600}', '\\p{L}');
const expression = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
      .map(([a, by]) => `(${a})${by}`),
  ),
})).pattern;
const text = fc
  .array(fc.constantFrom('a', 'b', '1', ' ', '\n', 'é', '\u{1F600}'), { maxLength: 8 })
  .map((all) => all.join(''));

it('answers as the engine does, for any pattern without lookarounds', () => {
  fc.assert(
    fc.property(expression, text, (pattern, value) => {
      const compiled = new RegExp(pattern, 'u');
      expect(LinearMatcher.of(compiled)!.test(value)).toBe(compiled.test(value));
    }),
    { numRuns: 1_000 },
  );
});

it('decides what would keep a backtracking engine busy for years', () => {
  const long = 'a'.repeat(5_000);
  expect(matchesPattern('^(a+)+$', `${long}!`)).toBe(false);
  expect(matchesPattern('^(a|a)*$', long)).toBe(true);
  expect(matchesPattern('(x+x+)+y', 'x'.repeat(3_000))).toBe(false);
  expect(matchesPattern('a*a*a*a*a*b', long)).toBe(false);
});

it('cannot tell where it would take a lookahead or more states than memory is for', () => {
  expect(matchesPattern('^(?=a+$)', 'a'.repeat(50))).toBe(true);
  expect(matchesPattern('^((?=a)a+)+$', 'a'.repeat(50))).toBeNull();
  expect(matchesPattern('((a{1,1000}){1000}){1000}', 'aa')).toBeNull();
  expect(matchesPattern('(', 'a')).toBeNull();
});

it('takes patterns of both grammars, and nothing else', () => {
  expect([isPattern('\\p{L}'), isPattern('\\-'), isPattern('a{,3}'), isPattern('*')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
