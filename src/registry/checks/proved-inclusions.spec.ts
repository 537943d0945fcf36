import { describe, expect, it } from '@jest/globals';
import { ProvedInclusions, type Named } from './proved-inclusions.js';

const strict = { level: 'BACKWARD_TRANSITIVE', policy: 'STRICT' } as const;

const named = (digest: string, format: 'JSON' | 'AVRO' = 'JSON'): Named => ({ format, digest });
const [one, two, three, four] = [named('1'), named('2'), named('3'), named('4')];

describe('what earlier checks have proved', () => {
  it('leaves the newest alone to be compared where it was proved to take the events of all before it', () => {
    const proved = new ProvedInclusions();
    proved.keep(three, [one, two], strict);
    expect(proved.unproved([one, two, three], strict)).toEqual([three]);
  });

  it('leaves what was not proved of the newest: a version that was imported, or one that came back', () => {
    const proved = new ProvedInclusions();
    proved.keep(four, [two, three], strict);
    expect(proved.unproved([one, two, three, four], strict)).toEqual([one, four]);
  });

  it('knows a version by what it says alone: two that say the same are one, one that says something else is another', () => {
    const proved = new ProvedInclusions();
    proved.keep(three, [one, two], strict);
    expect(proved.unproved([two, named('other'), two, named('3')], strict)).toEqual([named('other'), three]);
    expect(proved.unproved([one, two, named('other')], strict)).toEqual([one, two, named('other')]);
  });

  it('leaves all where nothing is known, and where another direction was asked', () => {
    const proved = new ProvedInclusions();
    proved.keep(three, [one, two], strict);
    const forward = { level: 'FORWARD_TRANSITIVE', policy: 'STRICT' } as const;
    expect(new ProvedInclusions().unproved([one, two, three], strict)).toEqual([one, two, three]);
    expect(proved.unproved([one, two, three], forward)).toEqual([one, two, three]);
  });

  it('concludes nothing where compatible is no inclusion of languages: LENIENT, and Avro with its defaults', () => {
    const proved = new ProvedInclusions();
    const lenient = { level: 'BACKWARD_TRANSITIVE', policy: 'LENIENT' } as const;
    proved.keep(three, [one, two], lenient);
    expect(proved.unproved([one, two, three], lenient)).toEqual([one, two, three]);
    const avro = ['1', '2', '3'].map((digest) => named(digest, 'AVRO'));
    proved.keep(avro[2]!, avro.slice(0, 2), strict);
    expect(proved.unproved(avro, strict)).toEqual(avro);
  });

  it('still compares a version of another format', () => {
    const proved = new ProvedInclusions();
    const avro = named('1', 'AVRO');
    proved.keep(three, [avro, two], strict);
    expect(proved.unproved([avro, two, three], strict)).toEqual([avro, three]);
  });
});
