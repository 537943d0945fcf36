import { check, record, field, one, symbols, fixed, decimal } from '../../../../test/contracts/avro-pair.js';

describe('a finding of Avro', () => {
  it('says what happens to which events, where, and shows one', () => {
    const order = record('Order', [field('id', 'long')], { namespace: 'shop' });
    const line = record('Line', [field('sku', 'string')]);
    const lined = record('Order', [field('id', 'long'), field('lines', { type: 'array', items: line })], {
      namespace: 'shop',
    });
    expect(check(order, lined)).toEqual({
      verdict: 'incompatible',
      findings: [
        {
          rule: 'field-without-default',
          severity: 'incompatible',
          direction: 'backward',
          policy: 'STRICT',
          change: 'READER_FIELD_MISSING_DEFAULT_VALUE',
          path: 'the event itself',
          readerPath: '/fields/1',
          writerPath: '',
          message: 'The candidate has no default for "lines", and events of version 1 do not carry it.',
          facts: ['lines'],
          fix: 'Give "lines" a default.',
          conflictsWith: 1,
          witness: {
            event: { id: 1 },
            rejections: [{ path: '', reason: '"lines" is missing and has no default' }],
            encodedHex: '02',
          },
        },
      ],
    });
  });

  it('deep inside shows an event that reaches it', () => {
    const of = (list: string[]) =>
      record('R', [
        field('n', 'int'),
        field('m', ['null', { type: 'map', values: { type: 'array', items: symbols(list) } }]),
      ]);
    const { findings } = check(of(['A', 'B', 'C']), of(['A']));
    expect(findings).toEqual([
      expect.objectContaining({
        path: '/m/*/*',
        readerPath: '/fields/1/type/1/values/items/symbols',
        writerPath: '/fields/1/type/1/values/items/symbols',
        message:
          'The candidate does not know "B", "C" of E and has no default for it; events of version 1 may carry it.',
        witness: {
          event: { n: 1, m: { key: ['B'] } },
          rejections: [{ path: '/m/key/0', reason: '"B" is no symbol of E' }],
          encodedHex: '020202066b657902020000',
        },
      }),
    ]);
  });
});

describe('events that cannot be', () => {
  const endless = (type: string) => record('Endless', [field('v', type), field('n', 'Endless')]);

  it('break nothing: a branch, an item or a value of a type without values never comes', () => {
    expect(check(['int', endless('long')], ['int']).verdict).toBe('compatible');
    expect(check({ type: 'array', items: endless('long') }, { type: 'array', items: 'int' }).verdict).toBe(
      'compatible',
    );
    expect(check({ type: 'map', values: symbols([]) }, { type: 'map', values: 'int' }).verdict).toBe('compatible');
  });

  it('do not make a schema that has none at all match another, as Java and Confluent say too', () => {
    const { verdict, findings } = check(endless('long'), endless('int'));
    expect(verdict).toBe('incompatible');
    expect(findings).toEqual([expect.objectContaining({ rule: 'type-changed', readerPath: '/fields/0/type' })]);
    expect(findings[0]!.message).toContain('No event of version 1 can exist');
    expect(findings[0]!.witness).toBeUndefined();
  });
});

describe('what the specification leaves open', () => {
  it('is unproven: two fields that are read from one', () => {
    const { verdict, findings } = check(
      one('int'),
      record('R', [field('a', 'int'), field('b', 'int', { aliases: ['a'] })]),
    );
    expect(verdict).toBe('unproven');
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({ rule: 'alias-shared', severity: 'unproven', readerPath: '/fields/0' });
  });

  it('is unproven: a branch that one judge takes and the other does not', () => {
    const small = record('x.S', [field('a', 'int')]);
    const right = record('y.S', [field('a', 'string')]);
    expect(check(record('z.S', [field('a', 'string')]), [small, right])).toMatchObject({
      verdict: 'unproven',
      findings: [{ rule: 'type-changed', severity: 'unproven' }, { severity: 'notice' }],
    });
  });
});

describe('the same schema', () => {
  it('reads its own events, whatever its aliases say', () => {
    const odd = record('R', [field('a', 'int', { aliases: ['b'] }), field('b', 'int')]);
    expect(check(odd, odd)).toEqual({ verdict: 'compatible', findings: [] });
  });
});

describe('the policy CONFLUENT', () => {
  it('does not compare decimals, as Confluent and Java do not', () => {
    expect(check(decimal(4, 2), decimal(4, 3), { policy: 'CONFLUENT' }).verdict).toBe('compatible');
    expect(check(decimal(4, 2), decimal(4, 3)).verdict).toBe('incompatible');
  });

  it('compares what no event can hold', () => {
    const endless = record('Endless', [field('n', 'Endless')]);
    expect(check(['int', endless], ['int'], { policy: 'CONFLUENT' }).verdict).toBe('incompatible');
  });
});

describe('levels and references', () => {
  const older = one('int');
  const newer = record('R', [field('a', 'int'), field('b', 'int')]);

  it('FORWARD asks the other way round', () => {
    expect(check(older, newer, { level: 'FORWARD' }).verdict).toBe('compatible');
    expect(check(newer, older, { level: 'FORWARD' })).toMatchObject({
      verdict: 'incompatible',
      findings: [
        {
          direction: 'forward',
          message: 'Version 1 has no default for "b", and events of the candidate do not carry it.',
        },
      ],
    });
  });

  it('compare through references, and point into them', () => {
    const references = (list: string[]) => [{ name: 'E', text: JSON.stringify(symbols(list)) }];
    const history = [{ version: 1, format: 'AVRO' as const, text: '"E"', references: references(['A', 'B']) }];
    expect(check('E', 'E', { history, references: references(['A']) })).toMatchObject({
      verdict: 'incompatible',
      findings: [{ rule: 'enum-symbols-removed', readerPath: 'E#/symbols', writerPath: 'E#/symbols' }],
    });
    expect(check('E', 'E', { history, references: references(['A', 'B', 'C']) }).verdict).toBe('compatible');
  });
});

describe('schemas made to take long or much', () => {
  const chain = (length: number, type: string): unknown[] =>
    Array.from({ length }, (_, index) => {
      const inner = index === 0 ? type : `D${index - 1}`;
      return record(`D${index}`, [field('a', inner), field('b', inner)]);
    });

  it('are compared once for each pair of types, however often they repeat', () => {
    expect(check(chain(200, 'int'), chain(200, 'long')).verdict).toBe('compatible');
  });

  it('have no event where the smallest one is too large to show, and then it is unproven', () => {
    const top = (type: string) =>
      record('Top', [
        field('last', ['null', 'int']),
        field(
          'all',
          record(
            'Deep',
            chain(40, type).map((one, index) => field(`d${index}`, one)),
          ),
        ),
      ]);
    const { verdict, findings } = check(top('long'), top('int'));
    expect([verdict, findings[0]!.rule]).toEqual(['unproven', 'type-changed']);
  });

  it('with unions of thousands are compared', () => {
    const union = (namespace: string) =>
      Array.from({ length: 3_000 }, (_, index) => fixed(4, `${namespace}.F${index}`));
    expect(check(union('x'), union('y')).verdict).toBe('compatible');
  });

  it('with unions of thousands are told in a few words', () => {
    const union = Array.from({ length: 3_000 }, (_, index) => fixed(4, `F${index}`));
    const fields = (type: unknown) =>
      Array.from({ length: 60 }, (_, index) =>
        field(`f${index}`, index === 0 || type === 'int' ? type : union.map(({ name }) => name)),
      );
    const { findings } = check(record('R', fields('int')), record('R', fields(union)));
    expect(findings).toHaveLength(50);
    expect(findings[0]!.message).toBe(
      'The candidate reads "f0" as F0 or F1 or F2 or F3 or F4 or 2995 more; events of version 1 may carry int.',
    );
  });

  it('end as unproven when the time is up', () => {
    let now = 0;
    const clock = () => (now += 1);
    const wide = (type: string) =>
      record(
        'R',
        Array.from({ length: 300 }, (_, index) => field(`f${index}`, type)),
      );
    const { verdict } = check(wide('int'), wide('long'), { now: clock, budgetMs: 700 });
    expect(verdict).toBe('unproven');
  });

  it('cost as much more as they have more fields', () => {
    const nullable = (fields: number, type: string) =>
      record(
        'R',
        Array.from({ length: fields }, (_, index) => field(`f${index}`, ['null', type])),
      );
    const stepsFor = (fields: number) => {
      let steps = 0;
      const now = () => (steps++, 0);
      expect(check(nullable(fields, 'int'), nullable(fields, 'long'), { now }).verdict).toBe('compatible');
      return steps;
    };
    const [few, many] = [stepsFor(1_000), stepsFor(14_000)];
    expect(many / few).toBeCloseTo(14, 0);
    // Three to read each field of either side; to compare it itself, each branch, and what the changed branch is read as.
    expect(few / 1_000).toBeLessThan(11);
  });

  it('with the names that every object of JavaScript has are schemas like others', () => {
    const hostile = (type: string) =>
      `{"type":"record","name":"constructor","fields":[{"name":"__proto__","type":{"type":"enum","name":"toString","symbols":["valueOf","${type}"]}}]}`;
    const { findings } = check('', '', {
      history: [{ version: 1, format: 'AVRO', text: hostile('hasOwnProperty') }],
      candidate: hostile('isPrototypeOf'),
    });
    expect(findings[0]).toMatchObject({ rule: 'enum-symbols-removed', witness: { encodedHex: '02' } });
    expect(JSON.stringify(findings[0]!.witness!.event)).toBe('{"__proto__":"hasOwnProperty"}');
  });
});
