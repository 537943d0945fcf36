import { describe, expect, it } from '@jest/globals';
import { ProvedInclusions } from './proved-inclusions.js';
import type { SubjectVersion } from '../subject-version.js';

const strict = { level: 'BACKWARD_TRANSITIVE', policy: 'STRICT' } as const;

const versionOf = (version: number, format: 'JSON' | 'AVRO' = 'JSON'): SubjectVersion => ({
  context: '.',
  id: version,
  guid: '',
  format,
  text: `{"maxLength":${version}}`,
  references: [],
  metadata: null,
  ruleSet: null,
  subject: 'orders',
  version,
  registeredAt: new Date(0),
  deletedAt: null,
});
const [one, two, three, four] = [1, 2, 3, 4].map((version) => versionOf(version)) as [
  SubjectVersion,
  SubjectVersion,
  SubjectVersion,
  SubjectVersion,
];

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

  it('leaves all where nothing is known, where another direction was asked, and in another context', () => {
    const proved = new ProvedInclusions();
    proved.keep(three, [one, two], strict);
    const forward = { level: 'FORWARD_TRANSITIVE', policy: 'STRICT' } as const;
    expect(new ProvedInclusions().unproved([one, two, three], strict)).toEqual([one, two, three]);
    expect(proved.unproved([one, two, three], forward)).toEqual([one, two, three]);
    const elsewhere = [one, two, three].map((version) => ({ ...version, context: '.eu' }));
    expect(proved.unproved(elsewhere, strict)).toEqual(elsewhere);
  });

  it('concludes nothing where compatible is no inclusion of languages: LENIENT, and Avro with its defaults', () => {
    const proved = new ProvedInclusions();
    const lenient = { level: 'BACKWARD_TRANSITIVE', policy: 'LENIENT' } as const;
    proved.keep(three, [one, two], lenient);
    expect(proved.unproved([one, two, three], lenient)).toEqual([one, two, three]);
    const avro = [1, 2, 3].map((version) => versionOf(version, 'AVRO'));
    proved.keep(avro[2]!, avro.slice(0, 2), strict);
    expect(proved.unproved(avro, strict)).toEqual(avro);
  });

  it('still compares a version of another format', () => {
    const proved = new ProvedInclusions();
    const avro = versionOf(1, 'AVRO');
    proved.keep(three, [avro, two], strict);
    expect(proved.unproved([avro, two, three], strict)).toEqual([avro, three]);
  });
});
