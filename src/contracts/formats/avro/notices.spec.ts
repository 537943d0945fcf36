import type { CompatibilityRequest } from '../../compatibility.js';
import { check, record, one, decimal, fixed } from '../../../../test/contracts/avro-pair.js';

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
      path: '/a',
      facts: [],
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

  const decimalFixed = (precision: number, scale: number) => ({
    ...fixed(4),
    logicalType: 'decimal',
    precision,
    scale,
  });

  it.each([
    ['bytes', decimal(4, 2), decimal(4, 3)],
    ['fixed', decimalFixed(4, 2), decimalFixed(4, 3)],
  ])('tells under CONFLUENT of another scale of a decimal, with an event (%s)', (_, older, newer) => {
    const { verdict, findings } = check(one(older), one(newer), { policy: 'CONFLUENT', level: 'FULL' });
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([
      {
        rule: 'decimal-scale-changed',
        severity: 'notice',
        direction: 'backward',
        policy: 'CONFLUENT',
        path: '/a',
        message:
          'Confluent\'s registry takes this, and an event shows what it does: The candidate reads "a" as a decimal of scale 3; events of version 1 carry scale 2.',
        witness: {
          rejections: [
            {
              path: '/a',
              reason:
                'a decimal of precision 4 and scale 3 is expected, and this has precision 4 and scale 2: it reads 0.001 where 0.01 was written',
            },
          ],
        },
      },
      { rule: 'decimal-scale-changed', severity: 'notice', direction: 'forward' },
    ]);
  });

  it('tells under CONFLUENT of another precision too', () => {
    const { verdict, findings } = check(one(decimal(4, 2)), one(decimal(6, 2)), { policy: 'CONFLUENT' });
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([{ rule: 'decimal-precision-changed', severity: 'notice', path: '/a' }]);
  });

  const logical = (type: object | string, logicalType: string) => ({
    ...(typeof type === 'string' ? { type } : type),
    logicalType,
  });

  it.each([
    ['int', 'date', 'time-millis', 1],
    ['long', 'time-micros', 'timestamp-micros', 1],
    ['long', 'timestamp-millis', 'timestamp-nanos', 1],
    ['long', 'local-timestamp-millis', 'local-timestamp-micros', 1],
    ['long', 'timestamp-millis', 'local-timestamp-millis', 1],
  ])('shows an event whose %s is %s and becomes %s', (type, before, after, value) => {
    const { verdict, findings } = check(one(logical(type, before)), one(logical(type, after)), { policy: 'CONFLUENT' });
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([
      {
        rule: 'logical-type-changed',
        severity: 'notice',
        path: '/a',
        witness: {
          event: { a: value },
          rejections: [{ path: '/a', reason: `it reads ${value} as ${after} where it was written as ${before}` }],
          encodedHex: '02',
        },
      },
    ]);
  });

  it.each([
    ['a duration', fixed(12), logical(fixed(12), 'duration'), 'duration', 'a plain fixed'],
    ['a uuid', logical('string', 'uuid'), 'string', 'a plain string', 'uuid'],
    ['a number of days', logical('int', 'date'), 'long', 'a plain long', 'date'],
  ])('shows an event where %s is one on one side alone', (_, older, newer, read, written) => {
    const list = (items: unknown) => one({ type: 'array', items });
    const { verdict, findings } = check(list(older), list(newer), { policy: 'CONFLUENT' });
    expect(verdict).toBe('compatible');
    expect(findings).toMatchObject([{ rule: 'logical-type-changed', path: '/a/*' }]);
    const [rejection] = findings[0]!.witness!.rejections;
    expect(rejection!.path).toBe('/a/0');
    expect(rejection!.reason).toContain(`as ${read} where it was written as ${written}`);
  });
});
