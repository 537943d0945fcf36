import fc from 'fast-check';
import { SchemaDocument } from './document.js';
import { evaluate } from './evaluate.js';
import { explainEvent } from './explain-event.js';

const explained = (schema: unknown, event: unknown): string[] | null =>
  explainEvent(new SchemaDocument(schema, '2020-12'), event, () => false)?.map(
    ({ path, reason }) => `${path}: ${reason}`,
  ) ?? null;

const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text = { type: 'string' };

describe('why a JSON Schema refuses an event', () => {
  it.each<[string, unknown, unknown, string[]]>([
    [
      'another type',
      object({ a: { type: ['integer', 'null'] } }),
      { a: 'x' },
      ['/a: must be integer or null, and is the string "x"'],
    ],
    ['no listed value', object({ a: { enum: ['x', 'y'] } }), { a: 'z' }, ['/a: must be one of "x", "y", and is "z"']],
    [
      'bounds',
      object({ n: { minimum: 3, multipleOf: 2 }, s: { maxLength: 2, pattern: '^a' } }),
      { n: 1, s: 'xyz' },
      [
        '/n: must be at least 3, and is 1',
        '/n: must be a multiple of 2, and is 1',
        '/s: must have at most 2 characters, and has 3',
        '/s: must match the pattern ^a, and is "xyz"',
      ],
    ],
    [
      'a missing property, and a misspelt one',
      object({ orderId: text }, ['orderId']),
      { orderID: 'x', 'a/b': 1 },
      [
        ': misses "orderId", which is required',
        ': has "orderID", which is not allowed; did you mean "orderId"?',
        ': has "a/b", which is not allowed',
      ],
    ],
    [
      'lists',
      { type: 'array', items: { type: 'integer' }, uniqueItems: true, contains: { const: 9 } },
      [1, 'x', 1],
      [
        '/1: must be integer, and is the string "x"',
        ': must not repeat items, and items 0 and 2 are the same',
        ': must have at least 1 items that fit "contains", and has 0',
      ],
    ],
    [
      'deeper places first',
      object({ a: object({ b: object({ c: text }) }), d: text }, ['e']),
      { a: { b: { c: 1 } }, d: 1 },
      [
        '/a/b/c: must be string, and is the integer 1',
        '/d: must be string, and is the integer 1',
        ': misses "e", which is required',
      ],
    ],
    [
      'dependencies and names',
      { dependentRequired: { a: ['b'] }, propertyNames: { maxLength: 1 } },
      { a: 1, long: 1 },
      [': misses "b", which must be there where "a" is', ': has "long", which is no name that "propertyNames" allows'],
    ],
    [
      'a condition',
      { if: { required: ['a'] }, then: { required: ['b'] } },
      { a: 1 },
      [': misses "b", which is required'],
    ],
    ['what is forbidden', { not: { type: 'string' } }, 'x', [': is what "not" forbids']],
    [
      'too many alternatives',
      { oneOf: [{ type: 'integer' }, { minimum: 1 }] },
      2,
      [': fits alternatives 1, 2 of "oneOf", and must fit exactly one'],
    ],
  ])('%s', (_, schema, event, expected) => {
    expect(explained(schema, event)).toEqual(expected);
  });
});

describe('what nothing describes', () => {
  const a = { properties: { a: text }, required: ['a'] };
  const alternatives = {
    oneOf: [{ properties: { kind: { const: 1 }, number: text } }, { properties: { kind: { const: 2 }, iban: text } }],
    required: ['id'],
    unevaluatedProperties: false,
  };

  it.each<[string, unknown, unknown, string[]]>([
    [
      'is told beside other mistakes, and what a failing schema describes is not',
      { allOf: [a], properties: { b: { type: 'number' } }, unevaluatedProperties: false },
      { b: 'x', c: 1 },
      [
        '/b: must be number, and is the string "x"',
        ': misses "a", which is required',
        ': has "c", which is not allowed',
      ],
    ],
    [
      'is what the alternative that fits does not describe',
      alternatives,
      { kind: 1, number: 'x', iban: 'y' },
      [': misses "id", which is required', ': has "iban", which is not allowed'],
    ],
    [
      'is judged by a schema of its own',
      { properties: { a: text }, required: ['b'], unevaluatedProperties: { type: 'integer' } },
      { a: 'x', c: 'y' },
      ['/c: must be integer, and is the string "y"', ': misses "b", which is required'],
    ],
    [
      'is told of lists',
      { prefixItems: [text], contains: { const: 5 }, unevaluatedItems: { type: 'boolean' } },
      [1, 5, 6, true],
      ['/0: must be string, and is the integer 1', '/2: must be boolean, and is the integer 6'],
    ],
    [
      'is followed through conditions and dependencies',
      {
        if: { properties: { a: { const: 1 } }, required: ['a'] },
        then: { properties: { b: true } },
        else: { properties: { c: true } },
        dependentSchemas: { b: { properties: { d: true } } },
        required: ['e'],
        unevaluatedProperties: false,
      },
      { a: 1, b: 1, c: 1, d: 1 },
      [': misses "e", which is required', ': has "c", which is not allowed'],
    ],
  ])('%s', (_, schema, event, expected) => {
    expect(explained(schema, event)).toEqual(expected);
  });

  it('is told behind references that depend on the way to them', () => {
    const tree = {
      $id: 'https://example.com/tree',
      $dynamicAnchor: 'node',
      properties: { name: text, child: { $dynamicRef: '#node' } },
      required: ['name'],
    };
    const strict = {
      $id: 'https://example.com/strict',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: { tree },
    };
    expect(explained(strict, { child: { name: 1, x: 1 } })).toEqual([
      '/child/name: must be string, and is the integer 1',
      '/child: has "x", which is not allowed',
      ': misses "name", which is required',
    ]);
  });
});

describe('of alternatives', () => {
  const card = object({ kind: { const: 'card' }, number: text, cvv: text }, ['kind', 'number', 'cvv']);
  const iban = object({ kind: { const: 'iban' }, iban: text }, ['kind', 'iban']);
  const schema = {
    properties: { pay: { oneOf: [{ $ref: '#/$defs/card' }, iban, { type: 'null' }] } },
    $defs: { card },
  };
  const twoKinds = { oneOf: [{ $ref: '#/$defs/card' }, iban], $defs: { card } };

  it('the one that a constant names is told alone', () => {
    expect(explained(twoKinds, { kind: 'card', iban: 'x' })).toEqual([
      ': misses "number", which is required',
      ': misses "cvv", which is required',
      ': has "iban", which is not allowed',
    ]);
  });

  it('what the constant must be is told, where it names none', () => {
    expect(explained(twoKinds, { kind: 'cash' })).toEqual(['/kind: must be one of "card", "iban", and is "cash"']);
  });

  it('the one with the least wrong is told, where no constant decides', () => {
    expect(explained(schema, { pay: { kind: 'iban' } })).toEqual(['/pay: misses "iban", which is required']);
  });

  it('one line tells what would be right, where nothing is near', () => {
    expect(explained({ anyOf: [{ type: 'string' }, { type: 'null' }, { type: 'array' }] }, 5)).toEqual([
      ': must be string or null or array, and is the integer 5',
    ]);
    expect(explained({ anyOf: [{ const: 'a' }, { const: 'b' }] }, 'c')).toEqual([': must be "a" or "b", and is "c"']);
  });

  it('towers that refer to each other end, and it says that it cannot tell', () => {
    const $defs: Record<string, unknown> = {};
    for (let i = 0; i < 40; i++)
      $defs[`d${i}`] = { anyOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] };
    expect(explained({ $ref: '#/$defs/d0', $defs: { ...$defs, d40: { type: 'string' } } }, 1)).toBeNull();
  });
});

it('finds nothing wrong with events that are accepted, and never throws', () => {
  const leaf = fc.constantFrom<unknown>(
    text,
    { type: 'integer', minimum: 2 },
    { const: 1 },
    { enum: ['a', 1] },
    true,
    false,
  );
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({
        properties: fc.dictionary(fc.constantFrom('a', '__proto__'), tie('schema')),
        required: fc.subarray(['a', 'b']),
      }),
      fc.record({ items: tie('schema'), contains: tie('schema'), uniqueItems: fc.boolean() }),
      fc.record({ additionalProperties: tie('schema'), propertyNames: tie('schema') }),
      fc
        .array(tie('schema'), { minLength: 1, maxLength: 3 })
        .chain((branches) => fc.constantFrom('anyOf', 'oneOf', 'allOf').map((keyword) => ({ [keyword]: branches }))),
      fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }),
      fc.record({ not: tie('schema') }),
      fc.record({
        properties: fc.dictionary(fc.constantFrom('a', 'c'), tie('schema')),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        unevaluatedProperties: tie('schema'),
        unevaluatedItems: tie('schema'),
      }),
    ),
  }));
  const event = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>({ a: 1 }, [1, 'a'], { a: { a: 'x' } }, 1, { a: 1, c: 'a' }),
  );
  fc.assert(
    fc.property(schema, event, (one, value) => {
      const document = new SchemaDocument(one, '2020-12');
      const troubles = explainEvent(document, value, () => false);
      const answer = evaluate(document.root, value);
      if (answer === true) expect(troubles).toBeNull();
      if (answer === false) expect(troubles?.length ?? 0).toBeGreaterThan(0);
    }),
    { seed: 1, numRuns: 1_000 },
  );
});
