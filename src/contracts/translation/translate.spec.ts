import fc from 'fast-check';
import type { MigrationRule } from './migration-rule.js';
import { translate, type TranslationReport, type TranslationRequest, type VersionWithRules } from './translate.js';

const object = (properties: object, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text = { type: 'string' };
const integer = { type: 'integer' };

const rule = (mode: string, expr: string, more: Partial<MigrationRule> = {}): MigrationRule => ({
  name: mode.toLowerCase(),
  kind: 'TRANSFORM',
  type: 'JSONATA',
  mode,
  expr,
  ...more,
});

const version = (number: number, schema: object, ...migrationRules: MigrationRule[]): VersionWithRules => ({
  version: number,
  text: JSON.stringify(schema),
  ruleSet: { migrationRules },
});

async function carried(request: Omit<TranslationRequest, 'format'>): Promise<TranslationReport> {
  const translation = await translate({ format: 'JSON', ...request });
  if ('problems' in translation) throw new Error(JSON.stringify(translation.problems));
  return translation;
}

/** A price in dollars, then in cents, then in an object of its own. */
const PRICES = [
  version(1, object({ id: text, price: { type: 'number' } })),
  version(
    2,
    object({ id: text, cents: integer }),
    rule('UPGRADE', '{"id": id, "cents": $round(price * 100)}'),
    rule('DOWNGRADE', '{"id": id, "price": cents / 100}'),
  ),
  version(
    3,
    object({ id: text, total: object({ cents: integer, currency: text }) }),
    rule('UPGRADE', '{"id": id, "total": {"cents": cents, "currency": "USD"}}'),
    rule('DOWNGRADE', '{"id": id, "cents": total.cents}'),
  ),
];

describe('translation along the chain of versions', () => {
  it('upgrades by the rules of each version it comes to', async () => {
    expect(await carried({ versions: PRICES, from: 1, to: 3, samples: [{ id: 'a', price: 9.99 }] })).toEqual({
      steps: [
        { from: 1, to: 2, mode: 'UPGRADE', rules: ['upgrade'] },
        { from: 2, to: 3, mode: 'UPGRADE', rules: ['upgrade'] },
      ],
      samples: [{ sample: 0, survived: true, result: { id: 'a', total: { cents: 999, currency: 'USD' } }, done: [] }],
      survived: 1,
      failed: 0,
    });
  });

  it('downgrades by the rules of each version it leaves, whatever the order they are given in', async () => {
    const samples = [{ id: 'a', total: { cents: 999, currency: 'USD' } }];
    const report = await carried({ versions: [...PRICES].reverse(), from: 3, to: 1, samples });
    expect(report.samples).toEqual([{ sample: 0, survived: true, result: { id: 'a', price: 9.99 }, done: [] }]);
    expect(report.steps.map(({ from, to }) => [from, to])).toEqual([
      [3, 2],
      [2, 1],
    ]);
  });

  it('runs several rules of a version in their order, downwards in the reverse order', async () => {
    const log = (name: string): string => `$merge([$, {"log": log & "${name}"}])`;
    const versions = [
      version(1, object({ log: text })),
      version(
        2,
        object({ log: text }),
        rule('UPDOWN', log('a')),
        rule('UPDOWN', log('b')),
        rule('UPDOWN', log('c'), { disabled: true }),
      ),
    ];
    const up = await carried({ versions, from: 1, to: 2, samples: [{ log: '' }] });
    const down = await carried({ versions, from: 2, to: 1, samples: [{ log: '' }] });
    expect([up, down].map(({ samples }) => samples[0]!.result)).toEqual([{ log: 'ab' }, { log: 'ba' }]);
  });

  it('passes an event on as it is where there is no rule, and says where it stops to fit', async () => {
    const versions = [
      version(1, object({ id: text })),
      version(2, object({ id: text, note: text }, ['id'])),
      version(3, object({ id: text, note: text })),
      version(4, object({ id: text, note: text })),
    ];
    const { samples } = await carried({ versions, from: 1, to: 4, samples: [{ id: 'a' }] });
    expect(samples).toEqual([
      {
        sample: 0,
        survived: false,
        failedAt: 3,
        rule: null,
        why: "It is no event of version 4, and since version 3 it fits none: the event must have required property 'note'.",
        rejections: [{ path: '', reason: "must have required property 'note'" }],
        result: { id: 'a' },
      },
    ]);
  });

  it('tells which samples survive, and of the others which rule failed and where in it', async () => {
    const versions = [
      version(1, object({ price: { type: ['number', 'string'] } })),
      version(2, object({ cents: integer }), rule('UPGRADE', '{"cents": price * 100}')),
    ];
    const { samples, survived, failed } = await carried({
      versions,
      from: 1,
      to: 2,
      samples: [{ price: 1 }, { price: 'x' }, {}],
    });
    expect([survived, failed]).toEqual([1, 2]);
    expect(samples.slice(1)).toMatchObject([
      {
        failedAt: 2,
        rule: 'upgrade',
        why: 'Rule "upgrade" failed: The left side of the "*" operator must evaluate to a number (at character 17).',
      },
      { failedAt: 1, rule: null, why: "It is no event of version 1: the event must have required property 'price'." },
    ]);
  });

  it.each<[string, Partial<MigrationRule>, object]>([
    [
      'goes on where onFailure says so',
      { onFailure: 'NONE' },
      { survived: true, done: [expect.stringContaining('passed over')] },
    ],
    ['reads onFailure for each way', { mode: 'UPDOWN', onFailure: 'ERROR,NONE' }, { survived: false, rule: 'upgrade' }],
    [
      'fails on an expression that is none',
      { expr: '{"a": ' },
      { survived: false, why: expect.stringContaining('at character') },
    ],
    [
      'fails on a rule of another type',
      { type: 'CEL' },
      { survived: false, why: expect.stringContaining('only JSONATA') },
    ],
    [
      'fails where nothing is left',
      { expr: 'absent' },
      { survived: false, why: expect.stringContaining('gives nothing') },
    ],
    [
      'fails on a condition that does not hold',
      { kind: 'CONDITION', expr: 'false' },
      { survived: false, why: expect.stringContaining('condition') },
    ],
    [
      'passes a condition that is anything but false, and says so',
      { kind: 'CONDITION', expr: 'a > 3' },
      { survived: true, result: {}, done: [expect.stringContaining('gave nothing where true or false is expected')] },
    ],
    [
      'passes one that is 0 likewise',
      { kind: 'CONDITION', expr: '0' },
      { survived: true, done: [expect.stringContaining('gave something else')] },
    ],
    ['passes a condition that holds', { kind: 'CONDITION', expr: 'true' }, { survived: true, result: {} }],
    [
      'fails where the result holds a function',
      { expr: '{"a": $sum}' },
      { survived: false, why: expect.stringContaining('function') },
    ],
  ])('%s', async (_, own, expected) => {
    const versions = [version(1, {}), version(2, {}, { ...rule('UPGRADE', '$error("no")'), ...own })];
    const { samples } = await carried({ versions, from: 1, to: 2, samples: [{}] });
    expect(samples[0]).toMatchObject(expected);
  });

  it('says which version is missing, or cannot be read', async () => {
    const versions = [version(1, {}), { version: 2, text: '{' }];
    expect(await translate({ format: 'JSON', versions, from: 1, to: 7, samples: [] })).toEqual({
      problems: [{ version: 7, reason: 'There is no such version.' }],
    });
    expect(await translate({ format: 'JSON', versions, from: 1, to: 2, samples: [] })).toMatchObject({
      problems: [{ version: 2, reason: expect.stringContaining('no JSON') }],
    });
  });
});

describe('an expression that would not end, or would take all memory, fails', () => {
  it.each([
    ['a loop', '($f := function($x) { $f($x + 1) }; $f(0))'],
    ['recursion', '($f := function($x) { 1 + $f($x + 1) }; $f(0))'],
    ['a long range', '[1..9999999]'],
    ['nested ranges', '$map([1..9999], function($x) { [1..9999] })'],
    ['a text that doubles', '$reduce([1..99], function($a) { $a & $a }, "x")'],
    ['a value that doubles', '$string($reduce([1..99], function($a) { {"a": $a, "b": $a} }, "x"))'],
    ['comparison of values that double', '($x := $reduce([1..99], function($a) { [[$a], [$a]] }, "x"); $x = $x)'],
    ['nesting', '$reduce([1..999], function($a) { {"a": $a} }, "x")'],
    ['padding', '$pad("", 999999999)'],
    ['joining', '$join([1..9999].$string(), $pad("", 999999))'],
    ['replacing', '$replace($pad("", 999999, "a"), "a", $pad("", 999999, "b"))'],
    ['a regular expression that backtracks', '$match($pad("", 40, "a") & "!", /^(a+)+$/)'],
    ['one that backtracks over neighbours', '$match($pad("", 20000, "a") & "!", /^a*a*a*a*b$/)'],
    ['distinct values of many', '$distinct([1..50000])'],
    ['a timestamp with touching markers', '$toMillis("1111111111111111111111", "[Y][M][D][H][m][s]x")'],
    ['deep parentheses', `${'('.repeat(9000)}1${')'.repeat(9000)}`],
    ['length', ' '.repeat(30_000)],
  ])('%s', async (_, expr) => {
    const versions = [version(1, {}), version(2, {}, rule('UPGRADE', expr))];
    const { samples } = await carried({ versions, from: 1, to: 2, samples: [{}], budgetMs: 500 });
    expect(samples[0]).toMatchObject({ survived: false, failedAt: 2, rule: 'upgrade' });
  });

  it('and a sample after it is not harmed', async () => {
    const expr = 'loop ? ($f := function($x) { $f($x + 1) }; $f(0)) : $';
    const versions = [version(1, {}), version(2, {}, rule('UPGRADE', expr))];
    let clock = 0;
    const request = {
      versions,
      from: 1,
      to: 2,
      samples: [{ loop: true }, { loop: false }],
      budgetMs: 1e9,
      now: () => clock++,
    };
    const { samples } = await carried(request);
    expect(samples.map(({ survived }) => survived)).toEqual([false, true]);
    expect(samples[0]).toMatchObject({ why: expect.stringContaining('steps') });
  });
});

it('never throws, whatever the rules and the samples', async () => {
  const expr = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('$', '$.a[0]', '{"__proto__": $}', '**', '$$.*', '$map($, $string)', 'a ~> |$|{"b": 1}|'),
  );
  const samples = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(expr, { maxLength: 3 }), samples, fc.jsonValue(), async (exprs, events, odd) => {
      const rules = exprs.map((one) => rule('UPDOWN', one));
      const versions = [
        version(1, {}),
        { ...version(2, { type: 'object' }), ruleSet: { migrationRules: [...rules, odd] as never } },
      ];
      for (const [from, to] of [
        [1, 2],
        [2, 1],
        [1, 1],
      ] as const) {
        const report = await carried({ versions, from, to, samples: events });
        expect(report.survived + report.failed).toBe(events.length);
      }
    }),
    { seed: 1, numRuns: 150 },
  );
});
