import { translate, type TranslationRequest } from './translate.js';

const proto = (...declarations: string[]): string => ['syntax = "proto3";', ...declarations].join('\n');
const A = 'message A { string a = 1; }';
const B = 'message B { int32 b = 1; message C { int32 c = 1; } }';
const Z = 'message Z { bytes z = 1; }';

const upgrade = (name: string, expr: string): object => ({
  migrationRules: [{ name, kind: 'TRANSFORM', mode: 'UPGRADE', type: 'JSONATA', expr }],
});

/** What became of each of the samples from version 1 to the last of `texts`: its event, or why there is none. */
async function carried(
  texts: string[],
  samples: [message: string | null, event: unknown][],
  ruleSet: object | null = null,
): Promise<unknown[]> {
  const to = texts.length;
  const translation = await translate({
    format: 'PROTOBUF',
    versions: texts.map((text, i) => ({ version: i + 1, text, ruleSet: i + 1 === to ? ruleSet : null })),
    from: 1,
    to,
    samples: samples.map(([, event]) => event),
    messages: samples.map(([message]) => message),
  } as TranslationRequest);
  if ('problems' in translation) throw new Error(JSON.stringify(translation.problems));
  return translation.samples.map((one) => (one.survived ? one.result : `version ${one.failedAt}: ${one.why}`));
}

describe('a sample of Protobuf', () => {
  it('is translated as the message that it names, wherever versions have it in their files', async () => {
    const newer = proto(Z, B.replace('{', '{ string note = 2;'), A);
    expect(
      await carried(
        [proto(A, B), newer],
        [
          ['B', { b: 7 }],
          ['B.C', { c: 3 }],
          ['A', { a: 'x' }],
        ],
      ),
    ).toEqual([{ b: 7 }, { c: 3 }, { a: 'x' }]);
    expect(await carried([proto(A, B), proto(A, B)], [['B', { b: 7 }]], upgrade('more', '{"b": b + 1}'))).toEqual([
      { b: 8 },
    ]);
  });

  it('fails where the version that it is to reach does not have that message, and not for one on the way', async () => {
    const why =
      'version 2: It is no event of version 2: the event is of the message "B", which version 2 does not have.';
    expect(await carried([proto(A, B), proto(A)], [['B', { b: 7 }]])).toEqual([why]);
    expect(await carried([proto(A, B), proto(A)], [['B', { b: 7 }]], upgrade('same', '$'))).toEqual([why]);
    expect(await carried([proto(A, B), proto(A), proto(A, B)], [['B', { b: 7 }]])).toEqual([{ b: 7 }]);
  });

  it('that names none is of the first of its version, and of the first of one that does not have that', async () => {
    expect(await carried([proto(A, B), proto(Z, A)], [[null, { a: 'x' }]])).toEqual([{ a: 'x' }]);
    expect(await carried([proto(A), proto(A.replace('A', 'Other'))], [[null, { a: 'x' }]])).toEqual([{ a: 'x' }]);
  });
});
