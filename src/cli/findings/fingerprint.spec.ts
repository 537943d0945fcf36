import { fingerprintOf } from './fingerprint.js';
import { problemOf } from '../reports/problems.spec-support.js';

const { finding } = problemOf({
  message: 'The candidate requires "b", and events of version 1 may lack it.',
  facts: ['b'],
});
const print = (more: Partial<typeof finding> = {}, subject = 'orders.created'): string =>
  fingerprintOf(subject, { ...finding, ...more });

describe('a fingerprint', () => {
  it('is sixteen hexadecimal digits, and the same in the next version of Plumbline: baselines hold it', () => {
    expect(print()).toBe('f88837643faeb802');
  });

  it('stays the same with another version, wording or policy', () => {
    expect(print({ conflictsWith: 7 })).toBe(print());
    expect(print({ message: 'Events of version 7 may lack "b"; the candidate demands "b".' })).toBe(print());
    expect(print({ policy: 'LENIENT', fix: 'Wait.', change: 'X', writerPath: finding.writerPath })).toBe(print());
  });

  it('differs with the subject, the rule, the direction, a path, the facts, their order and what is demanded', () => {
    const all = [
      print(),
      print({}, 'orders.paid'),
      print({ rule: 'other' }),
      print({ direction: 'forward' }),
      print({ path: '/b' }),
      print({ readerPath: '/properties/b/type' }),
      print({ writerPath: null }),
      print({ facts: ['c'] }),
      print({ facts: ['b', 'int', 'long'] }),
      print({ facts: ['b', 'long', 'int'] }),
      fingerprintOf('orders.created', finding, '["b"]'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('of what is no schema does not know the line', () => {
    const invalid = { rule: 'schema-invalid', severity: 'invalid' as const, facts: [] };
    const one = print({ ...invalid, readerPath: 'line 3, column 7', message: 'Expected "}", found "x".' });
    expect(print({ ...invalid, readerPath: 'line 9, column 1', message: 'Expected ";".' })).toBe(one);
  });
});
