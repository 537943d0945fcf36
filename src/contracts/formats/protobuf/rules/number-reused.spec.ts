import { checkCompatibility } from '../../../compatibility.js';
import type { Policy } from '../../../finding.js';
import type { Level } from '../../../level.js';

const parcel = (field: string): string => `syntax = "proto3"; message Parcel { string id = 1; ${field} }`;

function told(policy: Policy, level: Level, candidate: string): string[] {
  const history = [{ version: 1, format: 'PROTOBUF' as const, text: parcel('int64 weight_grams = 3;') }];
  const request = { format: 'PROTOBUF' as const, level, policy, history, candidate: parcel(candidate) };
  return checkCompatibility({ ...request, budgetMs: 60_000 }).findings.flatMap(({ rule, message, fix }) =>
    /type-changed|kind-changed/.test(rule) ? [message, fix] : [],
  );
}

describe('a number that another field has now', () => {
  const said = 'Number 3 is "weight_grams" (int64) in version 1, and "tracking_url" (string) in the candidate';
  const fix = 'Give "tracking_url" a new number, and reserve 3.';

  it.each<[Policy, Level, string]>([
    ['CONFLUENT', 'BACKWARD', `${said}.`],
    ['CONFLUENT', 'FORWARD', `${said}.`],
    ['WIRE', 'BACKWARD', `${said}: the values are lost or misread. (buf: FIELD_WIRE_COMPATIBLE_TYPE)`],
    ['WIRE', 'FORWARD', `${said}: the values are lost or misread. (buf: FIELD_WIRE_COMPATIBLE_TYPE)`],
  ])('is told by %s at %s as two fields', (policy, level, message) => {
    expect(told(policy, level, 'string tracking_url = 3;')).toEqual([message, fix]);
  });

  it('is one field where the name stayed', () => {
    expect(told('CONFLUENT', 'BACKWARD', 'string weight_grams = 3;')).toEqual([
      'Version 1 writes "weight_grams" as int64, and the candidate reads string.',
      'Keep int64, or add a field with a new number.',
    ]);
  });
});
