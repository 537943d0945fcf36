import { diffLines, prettySchema } from './line-diff.js';

const shown = (previous: string, next: string) =>
  diffLines(previous, next)?.map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);

describe('diffLines', () => {
  it('marks what was removed and what was added, and keeps the rest', () => {
    expect(shown('{\na\nb\nc\n}', '{\na\nx\nc\nd\n}')).toEqual([' {', ' a', '-b', '+x', ' c', '+d', ' }']);
  });

  it('marks nothing where nothing changed', () => expect(shown('a\nb', 'a\nb')).toEqual([' a', ' b']));

  it('does not count a line twice where an end repeats', () => expect(shown('a', 'a\na')).toEqual([' a', '+a']));

  it('does not compare what is too long', () => expect(diffLines('a', 'b\n'.repeat(4_000))).toBeNull());
});

describe('prettySchema', () => {
  it('indents JSON', () => expect(prettySchema('{"a":1}')).toBe('{\n  "a": 1\n}'));
  it('leaves other formats as they were registered', () => expect(prettySchema('message A {}')).toBe('message A {}'));
});
