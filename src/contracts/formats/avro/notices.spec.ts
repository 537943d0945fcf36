import type { CompatibilityRequest } from '../../compatibility.js';
import { check, record, one, decimal } from '../../../../test/contracts/avro-pair.js';

describe('a notice', () => {
  it('tells of what the specification takes for the same, and a consumer may not', () => {
    const stamp = (logicalType: string, namespace: string) => ({ ...one({ type: 'long', logicalType }), namespace });
    const { verdict, findings } = check(stamp('timestamp-millis', 'x'), stamp('timestamp-micros', 'y'));
    expect(verdict).toBe('compatible');
    expect(findings.map(({ rule, severity, readerPath }) => [rule, severity, readerPath])).toEqual([
      ['namespace-changed', 'notice', ''],
      ['logical-type-changed', 'notice', '/fields/0/type'],
    ]);
  });

  it('tells of bytes that are read as text, where that way of reading is asked for', () => {
    const notices = (older: unknown, newer: unknown, level: CompatibilityRequest['level']) => {
      const { verdict, findings } = check(one(older), one(newer), { level });
      expect(verdict).toBe('compatible');
      return findings;
    };
    const notice = {
      rule: 'bytes-read-as-text',
      severity: 'notice',
      policy: 'STRICT',
      change: null,
      path: 'the event itself',
      fix: '',
      conflictsWith: 1,
    };
    const backward = {
      ...notice,
      direction: 'backward',
      readerPath: '/fields/0/type/1',
      writerPath: '/fields/0/type',
      message:
        'Events of version 1 carry "a" as bytes, and the candidate reads a string: bytes that are no UTF-8 become another text there, or are refused.',
    };
    expect(notices('bytes', ['null', 'string'], 'BACKWARD')).toEqual([backward]);
    expect(notices('string', 'bytes', 'BACKWARD')).toEqual([]);
    const forward = {
      ...notice,
      direction: 'forward',
      readerPath: '/fields/0/type',
      writerPath: '/fields/0/type',
      message:
        'Events of the candidate carry "a" as bytes, and version 1 reads a string: bytes that are no UTF-8 become another text there, or are refused.',
    };
    expect(notices('string', 'bytes', 'FORWARD')).toEqual([forward]);
    expect(notices('bytes', 'string', 'FORWARD')).toEqual([]);
    expect(notices(decimal(4, 2), 'string', 'FULL').map(({ rule }) => rule)).toEqual([
      'logical-type-changed',
      'bytes-read-as-text',
    ]);
  });

  it('of another namespace is not given for another name, which is refused', () => {
    for (const level of ['BACKWARD', 'FORWARD'] as const) {
      const { findings } = check(record('x.R', []), record('y.S', []), { level });
      expect(findings.map(({ rule }) => rule)).toEqual(['name-changed']);
    }
    expect(check(record('R', []), record('S', [], { aliases: ['R'] })).findings).toEqual([]);
  });

  it('is not given for a new field or a changed description', () => {
    expect(check(one('int'), { ...one('int'), doc: 'now told' })).toEqual({ verdict: 'compatible', findings: [] });
  });
});
