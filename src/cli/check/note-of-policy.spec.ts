import { describe, expect, it } from '@jest/globals';
import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Policy } from '../../contracts/finding.js';
import { wording } from '../../contracts/sentence.js';
import type { Format } from '../../contracts/source.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { checkContract } from './check-contract.js';
import { noteOfPolicy } from './note-of-policy.js';

const ALL = { patterns: ['.'], exclude: [], manifest: null, template: null };
const proto = (field: string): string => `syntax = "proto3"; message E { ${field} }`;

async function told(older: string, newer: string, asked: Policy | null, policy: Policy | null = asked) {
  const { contracts } = await loadContracts(memoryTree({ 'a.proto': newer }), ALL);
  const versions = [{ version: 1, label: 'main', format: 'PROTOBUF' as const, text: older }];
  const { status, findings } = checkContract({
    ...{ contract: contracts[0]!, level: 'BACKWARD', policy, asked, versions, referenced: [] },
  });
  const notes = findings.filter(({ rule }) => rule === 'policy-not-used').map(({ message }) => message);
  return [status, ...notes];
}

describe('a policy that is none of the format', () => {
  it('is told with the one that was used, and with the one that refuses what is only noticed', async () => {
    expect(await told(proto('int64 a = 1;'), proto('int32 a = 1;'), 'STRICT')).toEqual([
      'compatible',
      'STRICT is no policy of Protobuf, so CONFLUENT was used. WIRE refuses what is told here.',
    ]);
    expect(await told(proto('N n = 1; enum N { A = 0; }'), proto('N n = 1; enum N { B = 0; }'), 'LENIENT')).toEqual([
      'compatible',
      'LENIENT is no policy of Protobuf, so CONFLUENT was used. WIRE_JSON refuses what is told here.',
    ]);
  });

  it('is told alone where nothing is noticed, or where it is refused anyway', async () => {
    const note = 'STRICT is no policy of Protobuf, so CONFLUENT was used.';
    expect(await told(proto('int32 a = 1;'), proto('int32 a = 1; int32 b = 2;'), 'STRICT')).toEqual([
      'compatible',
      note,
    ]);
    expect(await told(proto('string a = 1;'), proto('int32 a = 1;'), 'STRICT')).toEqual(['incompatible', note]);
  });

  it('is not told where nobody asked for it, where the format knows it, and of what did not change', async () => {
    const [older, newer] = [proto('int64 a = 1;'), proto('int32 a = 1;')];
    expect(await told(older, newer, null, 'STRICT')).toEqual(['compatible']);
    expect(await told(older, newer, 'WIRE')).toEqual(['incompatible']);
    expect(await told(older, older, 'STRICT')).toEqual(['unchanged']);
  });

  it.each<[Format, Policy, Policy, string]>([
    ['AVRO', 'WIRE', 'STRICT', 'WIRE is no policy of Avro, so STRICT was used.'],
    ['JSON', 'SOURCE', 'STRICT', 'SOURCE is no policy of JSON Schema, so STRICT was used.'],
  ])('is told of %s, too', (format, asked, used, message) => {
    const notice = aboutCandidate('any', 'notice', '', wording('Any.'));
    expect(noteOfPolicy({ format, asked, used }, [notice], () => false)).toMatchObject([
      { message, severity: 'notice' },
    ]);
  });
});
