import { reachesInto, submodulesIn } from './submodules.js';

it('reads the paths of a .gitmodules, quoted or not', () => {
  const text = '[submodule "a"]\n\tpath = libs/a\n\turl = ../a.git\r\n[submodule "b c"]\r\n  path = "libs/b c"\r\n';
  expect(submodulesIn(text)).toEqual(['libs/a', 'libs/b c']);
  expect(submodulesIn('')).toEqual([]);
});

describe('what is named reaches into a submodule', () => {
  it.each(['.', 'libs', 'libs/a', 'libs/a/x.json', '**/*.json', 'libs/*/*.avsc', 'l*/{a,b}/**', '{libs/a,c}/*.json'])(
    'as %s',
    (pattern) => expect(reachesInto([pattern], [], 'libs/a')).toBe(true),
  );
  it.each(['c', 'lib', 'libs/ab', '*.json', 'libs/*.json', 'c/**/*.json', 'libs/b*/*.json'])('not as %s', (pattern) =>
    expect(reachesInto([pattern], [], 'libs/a')).toBe(false),
  );
  it('unless it is left out', () => {
    expect(reachesInto(['.'], ['libs/**'], 'libs/a')).toBe(false);
    expect(reachesInto(['.'], ['libs/b/**'], 'libs/a')).toBe(true);
  });
});
