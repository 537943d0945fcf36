import fc from 'fast-check';
import { checkCompatibility } from '../../compatibility.js';
import { exactNumber, writeExactJson } from '../../exact-json.js';

/** Schemas of numbers, each number a symbol that says its literal. */
type Schema = Record<string, unknown>;

/** Tenths, so that some fractions are told exactly, too. */
function tenths(literal: string): bigint {
  const [, sign = '', whole = '', fraction = '0'] = /^(-?)(\d+)(?:\.(\d))?$/.exec(literal)!;
  const value = BigInt(whole) * 10n + BigInt(fraction);
  return sign === '' ? value : -value;
}
const read = (number: unknown): bigint => tenths((number as symbol).description!);

/** Whether a number satisfies a schema, by its digits. */
function takes(schema: Schema, value: bigint, root: Schema): boolean {
  const holds: Record<string, (said: never) => boolean> = {
    type: (said: string) => said === 'number' || value % 10n === 0n,
    minimum: (said) => value >= read(said),
    maximum: (said) => value <= read(said),
    exclusiveMinimum: (said) => value > read(said),
    exclusiveMaximum: (said) => value < read(said),
    const: (said) => value === read(said),
    enum: (said: unknown[]) => said.some((one) => value === read(one)),
    multipleOf: (said) => value % read(said) === 0n,
    allOf: (said: Schema[]) => said.every((one) => takes(one, value, root)),
    anyOf: (said: Schema[]) => said.some((one) => takes(one, value, root)),
    not: (said: Schema) => !takes(said, value, root),
    $ref: (said: string) => takes((root['definitions'] as Record<string, Schema>)[said.slice(-1)]!, value, root),
    definitions: () => true,
  };
  return Object.entries(schema).every(([keyword, said]) => holds[keyword]!(said as never));
}

const around = (middle: bigint, far: number): string[] =>
  Array.from({ length: 2 * far + 1 }, (_, i) => String(middle + BigInt(i - far)));
const NEAR_2_53 = [...around(2n ** 53n + 1n, 4), '9007199254740990.6', '9007199254740991.4', '9007199254740992.4'];
const NEAR_2_63 = [
  ...around(2n ** 63n, 3),
  '9223372036854774784',
  '9223372036854775000',
  '9223372036854776000',
  '9223372036854777856',
  '9223372036854778000',
];
const negative = (literals: string[]): string[] => literals.map((literal) => `-${literal}`);
const RANGES = [NEAR_2_53, NEAR_2_63, negative(NEAR_2_53), negative(NEAR_2_63)];

/** What is tried on each pair: all whole numbers around those of the schemas, some fractions, and what lies far away. */
const TRIED = RANGES.map((literals) => {
  const whole = literals.filter((literal) => !literal.includes('.')).map(BigInt);
  const near = whole.flatMap((one) => [-2n, -1n, 0n, 1n, 2n, 3n].map((step) => (one + step) * 10n));
  return [...new Set([...near, ...near.map((one) => one + 4n), ...near.map((one) => one + 5n), 0n, 10n, -10n, 5n])];
});

function schemaOf(literals: string[]): fc.Arbitrary<Schema> {
  const number = fc.constantFrom(...literals, ...literals, '0').map(exactNumber);
  const { schema } = fc.letrec<{ schema: Schema }>((tie) => {
    const several = fc.array(tie('schema'), { minLength: 1, maxLength: 2 });
    const bound = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((word): Entry => [word, number]);
    const entries: Entry[] = [
      ...bound,
      ...bound,
      ['type', fc.constantFrom('integer', 'number')],
      ['const', number],
      ['enum', fc.uniqueArray(number, { minLength: 1, maxLength: 3, selector: (one) => one.description })],
      ['multipleOf', fc.constantFrom('2', '3', '5').map(exactNumber)],
      ['allOf', several],
      ['anyOf', several],
      ['not', tie('schema')],
      ['$ref', fc.constantFrom('#/definitions/x', '#/definitions/y')],
    ];
    const entry = fc.constantFrom(...entries).chain(([word, value]) => fc.tuple(fc.constant(word), value));
    const some = fc.array(entry, { minLength: 1, maxLength: 3 }).map((all) => alone(Object.fromEntries(all) as Schema));
    return {
      schema: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        fc.tuple(bounded(number)).map(([one]) => one),
        some,
      ),
    };
  });
  const flat = bounded(number);
  return fc.record({ root: schema, x: flat, y: flat }).map(({ root, x, y }) => whole(root, { x, y }));
}

type Entry = [word: string, value: fc.Arbitrary<unknown>];

const bounded = (number: fc.Arbitrary<symbol>): fc.Arbitrary<Schema> =>
  fc.record(
    { type: fc.constantFrom('integer', 'number'), maximum: number, exclusiveMinimum: number },
    { requiredKeys: ['type'] },
  );

/** Beside a reference this draft reads nothing. */
const alone = (schema: Schema): Schema => (schema['$ref'] === undefined ? schema : { $ref: schema['$ref'] });
const whole = (root: Schema, definitions: Schema): Schema =>
  root['$ref'] === undefined ? { ...root, definitions } : { allOf: [root], definitions };

/** Another schema, or the same with one thing changed: those are the ones of which something is proved. */
function pairOf(literals: string[]): fc.Arbitrary<[Schema, Schema]> {
  const schema = schemaOf(literals);
  const inner = ({ definitions: _, ...rest }: Schema): Schema => rest;
  return fc
    .record({ one: schema, other: schema, how: fc.constantFrom('another', 'also', 'or', 'without', 'refer', 'moved') })
    .map(({ one, other, how }): [Schema, Schema] => {
      const definitions = one['definitions'] as Schema;
      if (how === 'another') return [one, other];
      if (how === 'also') return [one, whole({ allOf: [inner(one), inner(other)] }, definitions)];
      if (how === 'or') return [one, whole({ anyOf: [inner(one), inner(other)] }, definitions)];
      if (how === 'refer')
        return [whole({ $ref: '#/definitions/x' }, definitions), whole({ $ref: '#/definitions/y' }, definitions)];
      if (how === 'moved') return [one, { ...one, definitions: other['definitions'] }];
      const [first] = Object.keys(inner(one));
      return [
        one,
        whole(Object.fromEntries(Object.entries(inner(one)).filter(([word]) => word !== first)), definitions),
      ];
    });
}

/** Some by default, many where somebody asks for them. */
const numRuns = Number(process.env['PLUMBLINE_PROPERTY_RUNS'] ?? 300);
const told = new Map<string, number>();

function expectTruth(older: Schema, newer: Schema, tried: readonly bigint[]): void {
  const [text, candidate] = [writeExactJson(older), writeExactJson(newer)];
  const history = [{ version: 1, format: 'JSON' as const, text }];
  const { verdict, findings } = checkCompatibility({ format: 'JSON', level: 'BACKWARD', history, candidate });
  told.set(verdict, (told.get(verdict) ?? 0) + 1);
  const breaks = (value: bigint): boolean => takes(older, value, older) && !takes(newer, value, newer);
  if (verdict === 'compatible') expect([text, candidate, tried.find(breaks)]).toEqual([text, candidate, undefined]);
  for (const { witness } of findings) {
    if (typeof witness?.event !== 'number' || !/^-?\d+(\.\d)?$/.test(String(witness.event))) continue;
    expect([text, candidate, witness.event, breaks(tenths(String(witness.event)))]).toEqual([
      text,
      candidate,
      witness.event,
      true,
    ]);
  }
}

it.each(RANGES.map((literals, at) => [literals[0]!, literals, TRIED[at]!] as const))(
  'what is told of schemas of numbers near %s is true of their digits',
  (_, literals, tried) => {
    fc.assert(
      fc.property(pairOf(literals), ([older, newer]) => expectTruth(older, newer, tried)),
      { seed: Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1), numRuns },
    );
  },
);

it('tried enough of each verdict', () => {
  for (const verdict of ['compatible', 'incompatible', 'unproven']) expect(told.get(verdict) ?? 0).toBeGreaterThan(20);
});
