import { evaluate } from './evaluate.js';
import { readJsonSchema } from './read-json-schema.js';
import { rejectionsByAjv } from './ajv-judge.js';
import type { Dialect } from './dialect.js';

type Texts = Record<string, unknown>;

function read(schema: unknown, references: Texts = {}, defaultDialect: Dialect = '2020-12') {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  const named = Object.entries(references).map(([name, one]) => ({ name, text: JSON.stringify(one) }));
  return readJsonSchema({ text, references: named }, { defaultDialect, isOver: () => false });
}

function problemsOf(...args: Parameters<typeof read>) {
  const reading = read(...args);
  return 'problems' in reading ? reading.problems : [];
}

/** What both judges say of an event; they must agree. */
function accepts(event: unknown, ...args: Parameters<typeof read>): boolean | null {
  const reading = read(...args);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const { document } = reading.schema;
  const answer = evaluate(document.root, event);
  const rejections = rejectionsByAjv(document, event);
  expect(rejections === null ? null : rejections.length === 0).toBe(answer);
  return answer;
}

describe('what is wrong with a schema', () => {
  it('is told in the order of the text, each with its place and what is wanted', () => {
    const schema = {
      properties: { 'a/b': { type: 'strin' }, c: { $ref: '#/$defs/none' } },
      patternProperties: { '(': {} },
      minItems: -1,
      items: [{}],
      anyOf: [],
      $defs: { d: { pattern: '[' }, e: 5 },
    };
    expect(problemsOf(schema)).toEqual([
      {
        place: '/properties/a~1b/type',
        reason:
          '"type" must be one of array, boolean, integer, null, number, object, string, or an array of different ones.',
      },
      {
        place: '/properties/c/$ref',
        reason: 'The reference #/$defs/none leads nowhere: no schema stands there in this schema.',
      },
      { place: '/patternProperties/(', reason: '"(" is no regular expression.' },
      { place: '/minItems', reason: '"minItems" must be a whole number that is not negative.' },
      { place: '/items', reason: '"items" must be a schema; an array of them is called prefixItems since 2020-12.' },
      { place: '/anyOf', reason: '"anyOf" must be an array of schemas, one at least.' },
      { place: '/$defs/d/pattern', reason: '"[" is no regular expression.' },
      { place: '/$defs/e', reason: 'A JSON Schema is an object, or true or false.' },
    ]);
  });

  it.each<[string, Dialect, unknown, string]>([
    [
      'the flag of draft-04',
      'draft-07',
      { exclusiveMinimum: true },
      'the bound itself, a number; true and false are of draft-04',
    ],
    ['the bound of later drafts', 'draft-04', { exclusiveMinimum: 5 }, 'true or false in draft-04, beside the bound'],
    ['a fragment as a name', '2020-12', { $defs: { a: { $id: '#a' } } }, 'that is called $anchor since 2019-09'],
    ['a boolean schema', 'draft-04', { properties: { a: true } }, 'A JSON Schema is an object'],
    [
      'another draft inside',
      '2020-12',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $defs: { a: { $schema: 'http://json-schema.org/draft-07/schema#' } },
      },
      'one text is read by one draft',
    ],
    [
      'one name for two',
      '2020-12',
      { $defs: { a: { $anchor: 'x' }, b: { $anchor: 'x' } } },
      '"#x" is the name of /$defs/a too',
    ],
    ['values where a schema is wanted', '2020-12', { $ref: '#/enum/0', enum: [{}] }, 'leads nowhere'],
  ])('is told of %s', (_, dialect, schema, reason) => {
    expect(problemsOf(schema, {}, dialect).map((one) => one.reason)).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['what the draft does not know', { prefixItems: 5, $anchor: 7, unevaluatedItems: 'x' }],
    ['what stands beside a reference', { $ref: '#/definitions/a', minimum: 'x', definitions: { a: {} } }],
    ['a property that is called $ref', { properties: { $ref: { type: 'string' } } }],
    ['a pattern of the older grammar', { pattern: '^\\-\\_$' }],
    ['names of JavaScript', { toString: { minimum: 'x' }, properties: { constructor: {} }, required: ['__proto__'] }],
  ])('is not %s, in draft-07', (_, schema) => {
    expect(problemsOf(schema, {}, 'draft-07')).toEqual([]);
  });
});

describe('a reference to another schema', () => {
  const money = {
    $id: 'https://shop.example/money.json',
    $anchor: 'm',
    type: 'integer',
    $defs: { big: { minimum: 100 } },
  };

  it.each<[string, string, object]>([
    ['its name', 'money', {}],
    ['its own $id', 'https://shop.example/money.json', {}],
    ['its anchor', 'money#m', {}],
    ['its $id relative to the base', 'money.json', { $id: 'https://shop.example/order.json' }],
  ])('leads there by %s', (_, $ref, name) => {
    const order = { ...name, properties: { total: { $ref } } };
    expect(accepts({ total: 5 }, order, { money })).toBe(true);
    expect(accepts({ total: 'five' }, order, { money })).toBe(false);
  });

  it('leads to a part of it, and from there to others', () => {
    const order = { properties: { total: { $ref: 'money#/$defs/big' } } };
    expect(accepts({ total: 5 }, order, { money })).toBe(false);
    const list = { items: { $ref: 'money' } };
    expect(accepts([1, 'x'], { $ref: 'list' }, { list, money })).toBe(false);
  });

  it('is read by the draft of the other', () => {
    const pair = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      items: [{ type: 'string' }],
      additionalItems: false,
    };
    expect(accepts(['a'], { $ref: 'pair' }, { pair })).toBe(true);
    expect(accepts(['a', 'b'], { $ref: 'pair' }, { pair })).toBe(false);
  });

  it('is told by name where it is missing, remote, or closes a circle', () => {
    const schema = {
      properties: { a: { $ref: 'gone.json' }, b: { $ref: 'https://x.example/s' }, c: { $ref: 'c.json' } },
    };
    const references = { 'c.json': { $ref: 'd.json' }, 'd.json': { items: { $ref: 'c.json#' } } };
    expect(problemsOf(schema, references)).toEqual([
      {
        place: '/properties/a/$ref',
        reason: 'The reference gone.json is missing: no schema of that name is among the references.',
      },
      {
        place: '/properties/b/$ref',
        reason:
          'The reference https://x.example/s is remote, and references are never fetched: register that schema and name it among the references.',
      },
      {
        place: '',
        reason:
          'In the reference "d.json" at /items/$ref: The reference c.json# closes a circle of schemas: "c.json" refers to "d.json" refers to "c.json". Keep what refers to itself in one schema.',
      },
    ]);
  });

  it('that cannot be read is told by its name', () => {
    expect(problemsOf({ $ref: 'a' }, { a: { type: 5 } })).toEqual([
      { place: '', reason: expect.stringContaining('In the reference "a" at /type: "type" must be one of') },
    ]);
  });

  it.each<[Dialect, string]>([
    ['draft-04', 'http://json-schema.org/draft-04/schema#'],
    ['draft-06', 'http://json-schema.org/draft-06/schema#'],
    ['draft-07', 'http://json-schema.org/draft-07/schema#'],
    ['2019-09', 'https://json-schema.org/draft/2019-09/schema'],
    ['2020-12', 'https://json-schema.org/draft/2020-12/schema'],
  ])('may be to the meta-schema of %s', (dialect, $ref) => {
    expect(accepts({ properties: { a: { minLength: 1 } } }, { $ref }, {}, dialect)).toBe(true);
    expect(accepts({ properties: { a: { minLength: -1 } } }, { $ref }, {}, dialect)).toBe(false);
  });
});

describe('a resource inside a schema', () => {
  it('changes what references in it mean, also those to its anchors and parts', () => {
    const schema = {
      $id: 'https://x.example/root.json',
      properties: { a: { $ref: 'inner.json' }, b: { $ref: '#/$defs/s' } },
      $defs: {
        s: { type: 'string' },
        inner: {
          $id: 'inner.json',
          items: { $ref: '#/$defs/s' },
          contains: { $ref: '#t' },
          $defs: { s: { $anchor: 't', type: 'number' } },
        },
      },
    };
    expect(accepts({ a: [1], b: 'x' }, schema)).toBe(true);
    expect(accepts({ a: ['x'] }, schema)).toBe(false);
    expect(accepts({ b: 1 }, schema)).toBe(false);
  });

  it('is found through percent signs, tildes and slashes', () => {
    const $defs = { 'a/b%c~d "e"': { type: 'integer' } };
    expect(accepts('x', { $ref: '#/$defs/a~1b%25c~0d%20%22e%22', $defs })).toBe(false);
  });

  it('is looked for dynamically, by the way that led there', () => {
    const tree = {
      $id: 'https://x.example/tree',
      $dynamicAnchor: 'node',
      type: 'object',
      properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
    };
    const strict = {
      $id: 'https://x.example/strict',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
    };
    const event = { children: [{ daat: 1 }] };
    expect(accepts(event, strict, { tree })).toBe(false);
    expect(accepts(event, tree)).toBe(true);
  });

  it('is looked for recursively in 2019-09, unless it does not ask for it', () => {
    const tree = (isAnchor: boolean) => ({
      $id: 'https://x.example/tree',
      $recursiveAnchor: isAnchor,
      properties: { children: { items: { $recursiveRef: '#' } } },
    });
    const strict = {
      $id: 'https://x.example/strict',
      $recursiveAnchor: true,
      $ref: 'tree',
      unevaluatedProperties: false,
    };
    const event = { children: [{ daat: 1 }] };
    expect(accepts(event, strict, { tree: tree(true) }, '2019-09')).toBe(false);
    expect(accepts(event, strict, { tree: tree(false) }, '2019-09')).toBe(true);
  });
});

it('remembers the numbers that reading rounds, with their places', () => {
  const text =
    '{"a": [0.1, 9007199254740993, {"b~": 1.00000000000000001}], "c": "12345678901234567890", "d": 1.50e1, "e": 9007199254740992}';
  const reading = read(`{"const": ${text}, "$ref": "x"}`, { x: {} });
  expect('schema' in reading && [...reading.schema.document.inexactNumbers]).toEqual([
    ['/const/a/1', '9007199254740993'],
    ['/const/a/2/b~0', '1.00000000000000001'],
  ]);
});

it('does not decide by the dependencies that 2019-09 took away', () => {
  const schema = { dependencies: { a: ['b'] } };
  expect(accepts({ a: 1 }, schema, {}, 'draft-07')).toBe(false);
  expect(accepts({ a: 1 }, schema, {}, '2019-09')).toBe(true);
});

it('cannot tell where a schema goes in circles, and does not hang where it doubles', () => {
  const circle = { anyOf: [{ $ref: '#' }, { type: 'null' }] };
  expect(accepts(1, circle)).toBeNull();
  const doubling = {
    $defs: {
      x: {
        anyOf: [{ items: { $ref: '#/$defs/x' } }, { items: { $ref: '#/$defs/x' }, minItems: 9 }],
        not: { items: { $ref: '#/$defs/x' }, minItems: 9 },
      },
    },
    $ref: '#/$defs/x',
  };
  let event: unknown = 1;
  for (let i = 0; i < 100; i++) event = [event];
  const reading = read(doubling);
  expect('schema' in reading && evaluate(reading.schema.document.root, event)).not.toBeUndefined();
});

it('refuses a number that nothing can be compared with', () => {
  expect(read('{"properties": {"a": {"minimum": -1e400}}}')).toEqual({
    problems: [
      { place: '/properties/a/minimum', reason: '-1e400 is too large a number: at most 1.8e308 can be compared.' },
    ],
  });
});

it('refuses a number of which reading leaves nothing, and takes every zero', () => {
  const zeros = '0'.repeat(400_000);
  expect(read(`{"multipleOf": 0.${zeros}1}`)).toEqual({
    problems: [
      {
        place: '/multipleOf',
        reason: `0.${zeros.slice(0, 28)}… is too small a number: at least 4.9e-324, or 0, can be compared.`,
      },
    ],
  });
  expect(problemsOf('{"minimum": -1e-400}')).toHaveLength(1);
  expect(problemsOf(`{"minimum": -0.${zeros}, "maximum": 0e-400, "multipleOf": 5e-324}`)).toEqual([]);
});

describe('nesting', () => {
  const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const reason = 'It is nested too deeply to be read: more than 1000 values in each other.';

  it.each([
    ['enum', (levels: number) => `{"enum":[${lists(levels - 2)}]}`],
    ['default', (levels: number) => `{"default":${lists(levels - 1)}}`],
    ['const', (levels: number) => `{"const":${'{"a":'.repeat(levels - 1)}1${'}'.repeat(levels - 1)}}`],
    ['examples', (levels: number) => `{"examples":[${lists(levels - 2)}]}`],
    ['a keyword that nobody knows', (levels: number) => `{"x-note":${lists(levels - 1)}}`],
  ])('of values in %s is read to 1000 levels, and refused beyond', (_, nested) => {
    expect(problemsOf(nested(1_000))).toEqual([]);
    expect(problemsOf(nested(1_001))).toEqual([{ place: '', reason }]);
    expect(problemsOf(nested(1_000_000))).toEqual([{ place: '', reason }]);
  });

  it('is told of a reference too', () => {
    const deep = Array.from({ length: 2_000 }).reduce((inner: unknown) => [inner], 1);
    expect(problemsOf({ $ref: 'a.json' }, { 'a.json': { enum: [deep] } })).toEqual([
      { place: '', reason: `In the reference "a.json": ${reason}` },
    ]);
  });

  it('is not what stands in texts', () => {
    expect(problemsOf({ description: `\\"${'[{'.repeat(5_000)}\\`, title: '"[' })).toEqual([]);
  });
});
