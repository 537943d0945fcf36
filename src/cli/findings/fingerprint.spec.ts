import { fingerprintOf } from './fingerprint.js';
import { problemOf } from '../reports/problems.spec-support.js';

const { finding } = problemOf({ message: 'The candidate requires "b", and events of version 1 may lack it.' });
const print = (more: Partial<typeof finding> = {}, subject = 'orders.created'): string =>
  fingerprintOf(subject, { ...finding, ...more });

describe('a fingerprint', () => {
  it('is sixteen hexadecimal digits, and the same in the next version of Plumbline: baselines hold it', () => {
    expect(print()).toBe('bb1a74d462e87333');
  });

  it('stays the same with another version, wording or policy', () => {
    expect(print({ conflictsWith: 7 })).toBe(print());
    expect(print({ message: 'Events of version 7 may lack "b"; the candidate demands "b".' })).toBe(print());
    expect(print({ policy: 'LENIENT', fix: 'Wait.', change: 'X', writerPath: finding.writerPath })).toBe(print());
  });

  it('differs with the subject, the rule, the direction, a path and the names that the message quotes', () => {
    const all = [
      print(),
      print({}, 'orders.paid'),
      print({ rule: 'other' }),
      print({ direction: 'forward' }),
      print({ path: '/b' }),
      print({ readerPath: '/properties/b/type' }),
      print({ writerPath: null }),
      print({ message: 'The candidate requires "c", and events of version 1 may lack it.' }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('stays the same whatever order types stand in, and where a message has names alone', () => {
    const types = (words: string, version: number): string =>
      print({ message: `The candidate takes only ${words} here, and events of version ${version} may carry array.` });
    expect(types('string or null', 1)).toBe(types('null or string', 2));
    expect(print({ message: 'The candidate refuses "b" here, and events of version 1 may carry it.' })).toBe(print());
  });

  it.each([
    ['types', 'takes only integer or null', 'takes only null'],
    ['a limit', 'refuses numbers more than 50', 'refuses numbers more than 1'],
    ['a size', 'refuses more than 50 characters', 'refuses more than 1 characters'],
    ['multiples', 'takes only multiples of 2', 'takes only multiples of 4'],
    ['a pattern', 'takes only text that matches ^a here, and b$', 'takes only text that matches ^a here, and c$'],
    ['values', 'refuses 1, 2', 'refuses 1, 3'],
    ['what Avro reads', 'reads "a" as a long; events of version 1', 'reads "a" as an int; events of version 1'],
  ])('differs where what was accepted becomes worse: %s', (_what, accepted, later) => {
    const of = (demand: string): string => print({ message: `The candidate ${demand} here, and version 1 does not.` });
    expect(of(later)).not.toBe(of(accepted));
  });

  it('of what is no schema knows neither the line nor the words of the parser', () => {
    const invalid = { rule: 'schema-invalid', severity: 'invalid' as const };
    const one = print({ ...invalid, readerPath: 'line 3, column 7', message: 'Expected "}", found "x".' });
    expect(print({ ...invalid, readerPath: 'line 9, column 1', message: 'Expected ";".' })).toBe(one);
  });
});
