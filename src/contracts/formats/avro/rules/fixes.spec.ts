import { check, record, field, one, symbols, fixed, decimal } from '../../../../../test/contracts/avro-pair.js';

describe('what would mend it is said of the candidate, the only text that can change', () => {
  const r = (...fields: object[]) => record('R', fields);
  const [a, b] = [field('a', 'int'), field('b', 'int')];
  const aliased = field('b', 'int', { aliases: ['a'] });

  it.each<[string, unknown, unknown, string, string]>([
    ['type-changed', one('int'), one('string'), 'Keep int, or read a union that has both.', 'Keep int.'],
    ['type-changed', one(['int', 'string']), one('int'), 'Keep string, or read a union that has both.', ''],
    ['type-changed', one('int'), one(['int', 'string']), '', 'Keep int alone, without the union.'],
    ['union-branch-missing', one(['int', 'string']), one(['int']), 'Add string to the union.', ''],
    ['union-branch-missing', one(['int']), one(['int', 'string']), '', 'Leave string out of the union.'],
    ['union-branch-missing', one(['null', 'int']), one('string'), '', 'Keep null or int.'],
    [
      'enum-symbols-removed',
      one(symbols(['A', 'B'])),
      one(symbols(['A', 'C'])),
      'Keep the symbols, or give E a "default" symbol.',
      'Leave out "C": E can grow only where consumers have a "default" symbol for it.',
    ],
    ['field-without-default', r(a), r(b), 'Give "b" a default.', 'Keep "a" in the candidate.'],
    [
      'name-changed',
      record('R', []),
      record('S', []),
      'Keep the name, or add "aliases": ["R"] to S.',
      'Keep the name R: an alias in the candidate does not help consumers that lack it.',
    ],
    [
      'fixed-size-changed',
      fixed(4),
      fixed(8),
      'Keep 4 bytes, or add a field of another type.',
      'Keep 4 bytes, or add a field of another type.',
    ],
    [
      'decimal-scale-changed',
      decimal(4, 2),
      decimal(4, 3),
      'Keep the scale, or add a new field.',
      'Keep the scale, or add a new field.',
    ],
    [
      'decimal-precision-changed',
      decimal(4, 2),
      decimal(6, 2),
      'Keep the precision, or add a new field. Where all consumers take more digits than they declare, as those in Java do, the policy CONFLUENT (--policy CONFLUENT) takes the change.',
      'Keep the precision, or add a new field. Where all consumers take more digits than they declare, as those in Java do, the policy CONFLUENT (--policy CONFLUENT) takes the change.',
    ],
    ['alias-ambiguous', r(a, b), r(aliased), 'Remove the aliases of "b" that name a field of their own.', ''],
    [
      'alias-ambiguous',
      r(aliased),
      r(a, b),
      '',
      'Keep one of "b", "a" in the candidate, and not the others beside it.',
    ],
    ['alias-shared', r(a), r(a, aliased), 'Leave the alias "a" to one field.', ''],
    ['alias-shared', r(a, aliased), r(a), '', 'Give "a" a name in the candidate that one field alone reads.'],
  ])('%s, from %j to %j', (rule, older, newer, backward, forward) => {
    const fixOf = (level: 'BACKWARD' | 'FORWARD') =>
      check(older, newer, { level }).findings.find((finding) => finding.rule === rule)?.fix ?? '';
    expect([fixOf('BACKWARD'), fixOf('FORWARD')]).toEqual([backward, forward]);
  });
});
