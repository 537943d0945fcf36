/**
 * Pairs of schemas that somebody may send to keep a server busy: each with what may be answered. `reader` and `writer` are
 * made when they are asked for; some are texts, since they are nested too deeply to be written by JSON.stringify.
 */
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const nested = (depth, open, inner, close) => open.repeat(depth) + inner + close.repeat(depth);
const byName = (count, make) => Object.fromEntries(times(count, (i) => [`p${i}`, make(i)]));
const draft2020 = (schema) => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema });

const COMPATIBLE = ['compatible'];
const INCOMPATIBLE = ['incompatible'];
/** Both are honest: it was too much, or it was decided after all. */
const orUnproven = (verdict) => [verdict, 'unproven'];

/** @type {{ name: string, older: unknown, newer: unknown, allowed: string[] }[]} */
export const PAIRS = [];
const pair = (name, older, newer, allowed) => PAIRS.push({ name, older, newer, allowed });
const self = (name, schema, allowed = orUnproven('compatible')) => pair(name, { allOf: [schema] }, schema, allowed);

// Deep nesting.
for (const depth of [50, 1_000, 10_000]) {
  for (const [keyword, open, close] of [
    ['allOf', '{"allOf":[', ']}'],
    ['anyOf', '{"anyOf":[{"type":"null"},', ']}'],
    ['oneOf', '{"oneOf":[{"type":"null"},', ']}'],
    ['not', '{"not":', '}'],
    ['items', '{"items":', '}'],
    ['properties', '{"properties":{"a":', '}}'],
    ['required properties', '{"type":"object","required":["a"],"properties":{"a":', '}}'],
    ['if', '{"if":{"type":"string"},"then":{"minLength":1},"else":', '}'],
    ['contains', '{"type":"array","contains":', '}'],
  ]) {
    const text = (inner) => nested(depth, open, inner, close);
    pair(`${keyword} nested ${depth} deep`, text('{"type":["integer","null"]}'), text('{"type":"integer"}'), [
      'compatible',
      'incompatible',
      'unproven',
    ]);
    pair(`const nested ${depth} deep in ${keyword}`, `{"const":${nested(depth, '[', '', ']')}}`, text('{}'), [
      'compatible',
      'incompatible',
      'unproven',
    ]);
  }
}

// Towers of alternatives.
for (const keyword of ['oneOf', 'anyOf']) {
  const tower = (last) => ({
    allOf: times(30, (i) => ({
      [keyword]: [{ required: [`a${i}`], properties: { [`a${i}`]: { type: 'string' } } }, { required: [`b${i}`] }],
    })),
    ...last,
  });
  pair(`30 levels of two ${keyword}`, { type: 'object', ...tower({}) }, tower({ minProperties: 30 }), [
    'compatible',
    'incompatible',
    'unproven',
  ]);
  pair(
    `30 levels of two ${keyword}, a level more`,
    tower({}),
    tower({ not: { required: ['c'] } }),
    orUnproven('incompatible'),
  );
  const wide = (count, kind) => ({
    [keyword]: times(count, (i) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: `k${i}` }, [`v${i}`]: { type: kind } },
    })),
  });
  pair(
    `1,000 ${keyword} with a discriminator, one more`,
    wide(1_000, 'string'),
    wide(1_001, 'string'),
    orUnproven('compatible'),
  );
  pair(
    `1,000 ${keyword} with a discriminator, one less`,
    wide(1_001, 'string'),
    wide(1_000, 'string'),
    orUnproven('incompatible'),
  );
  pair(
    `1,000 ${keyword} without one`,
    { [keyword]: times(1_000, (i) => ({ multipleOf: i + 2 })) },
    { [keyword]: times(1_000, (i) => ({ multipleOf: i + 3 })) },
    ['incompatible', 'unproven', 'compatible'],
  );
  const doubling = (depth) =>
    times(depth, (i) => [
      `d${i}`,
      { [keyword]: [{ $ref: `#/definitions/d${i + 1}` }, { $ref: `#/definitions/d${i + 1}` }] },
    ]);
  const doubled = (last) => ({
    $ref: '#/definitions/d0',
    definitions: Object.fromEntries([...doubling(40), ['d40', last]]),
  });
  pair(
    `two references to two references, 40 times, ${keyword}`,
    doubled({ type: 'integer' }),
    doubled({ type: 'number', minimum: 0 }),
    ['incompatible', 'unproven', 'compatible'],
  );
}
self(
  'if/then/else towers',
  nested(60, '{"if":{"required":["a"]},"then":{"required":["b"]},"else":', '{"required":["c"]}', '}'),
);
pair(
  'if/then/else side by side',
  {
    allOf: times(60, (i) => ({
      if: { required: [`a${i}`] },
      then: { required: [`b${i}`] },
      else: { required: [`c${i}`] },
    })),
  },
  {
    allOf: times(60, (i) => ({
      if: { required: [`a${i}`] },
      then: { required: [`b${i}`] },
      else: { required: [`d${i}`] },
    })),
  },
  orUnproven('incompatible'),
);

// Many of something.
pair(
  '2,000 properties, one narrowed',
  { type: 'object', properties: byName(2_000, () => ({ type: 'string' })) },
  { type: 'object', properties: byName(2_000, (i) => ({ type: 'string', ...(i === 1_999 ? { maxLength: 3 } : {}) })) },
  INCOMPATIBLE,
);
pair(
  '2,000 required properties',
  { type: 'object', required: times(2_000, (i) => `p${i}`), properties: byName(2_000, () => ({ type: 'string' })) },
  {
    type: 'object',
    required: times(2_000, (i) => `p${i}`),
    properties: byName(2_000, (i) => ({ type: i === 7 ? 'null' : 'string' })),
  },
  orUnproven('incompatible'),
);
pair(
  '2,000 properties closed, one added',
  { type: 'object', properties: byName(2_000, () => ({ type: 'string' })), additionalProperties: false },
  { type: 'object', properties: byName(2_001, () => ({ type: 'string' })), additionalProperties: false },
  COMPATIBLE,
);
pair(
  '5,000 values of an enum, one less',
  { enum: times(5_000, (i) => `value ${i}`) },
  { enum: times(4_999, (i) => `value ${i}`) },
  INCOMPATIBLE,
);
pair(
  '5,000 objects of an enum, one less',
  { enum: times(5_000, (i) => ({ id: i })) },
  { enum: times(4_999, (i) => ({ id: i })) },
  orUnproven('incompatible'),
);
pair(
  '5,000 objects excluded',
  { type: 'object' },
  { not: { enum: times(5_000, (i) => ({ id: i })) } },
  orUnproven('incompatible'),
);
pair(
  'any object, of 2,000 objects',
  { type: 'object', required: ['id'] },
  { enum: times(2_000, (i) => ({ id: i, values: times(20, (j) => j) })) },
  orUnproven('incompatible'),
);
pair(
  'a long constant array',
  { const: times(20_000, (i) => i) },
  { const: times(20_000, (i) => (i === 19_999 ? 0 : i)) },
  orUnproven('incompatible'),
);
pair(
  'a long constant object',
  { const: byName(5_000, (i) => i) },
  { properties: byName(5_000, (i) => ({ const: i })) },
  orUnproven('compatible'),
);
pair(
  'anything but a long constant',
  { not: { const: times(5_000, (i) => i) } },
  { not: { const: times(5_000, (i) => i + 1) } },
  orUnproven('incompatible'),
);
self(
  'a chain of dependentRequired',
  draft2020({ dependentRequired: byName(500, (i) => [`p${i + 1}`]), required: ['p0'] }),
);
pair(
  'dependentRequired both ways',
  draft2020({ type: 'object', dependentRequired: byName(60, (i) => [`p${(i + 1) % 60}`]) }),
  draft2020({ type: 'object', dependentRequired: byName(60, (i) => [`p${(i + 59) % 60}`]) }),
  orUnproven('compatible'),
);

// Arrays.
pair(
  'minItems 1e9',
  { type: 'array', minItems: 1e9 },
  { type: 'array', minItems: 1e9 + 1 },
  orUnproven('incompatible'),
);
pair('maxItems 1e300', { type: 'array', maxItems: 1e300 }, { type: 'array', maxItems: 3 }, INCOMPATIBLE);
pair(
  '1,000 items that differ',
  { type: 'array', minItems: 1_000, uniqueItems: true, items: { type: 'integer' } },
  { type: 'array', items: { type: 'integer', minimum: 0 } },
  orUnproven('incompatible'),
);
pair(
  '1,000 items that differ, and cannot',
  { type: 'array', minItems: 1_000, uniqueItems: true, items: { enum: times(999, (i) => i) } },
  { type: 'string' },
  orUnproven('compatible'),
);
pair(
  '200 different arrays',
  { type: 'array', minItems: 200, uniqueItems: true, items: { type: 'array', uniqueItems: true, maxItems: 3 } },
  { type: 'string' },
  orUnproven('incompatible'),
);
pair(
  'contains 500',
  draft2020({ type: 'array', contains: { type: 'integer' }, minContains: 500 }),
  draft2020({ type: 'array', contains: { type: 'number' }, minContains: 400 }),
  orUnproven('compatible'),
);
pair(
  'contains 500 or 501',
  draft2020({ type: 'array', contains: { type: 'integer' }, minContains: 500 }),
  draft2020({ type: 'array', contains: { type: 'integer' }, minContains: 501 }),
  orUnproven('incompatible'),
);
pair(
  'ten counts at once',
  draft2020({
    type: 'array',
    allOf: times(10, (i) => ({ contains: { multipleOf: i + 2 }, minContains: 3, maxContains: 5 })),
  }),
  draft2020({ type: 'array', maxItems: 10 }),
  ['incompatible', 'unproven', 'compatible'],
);
pair(
  '500 places',
  draft2020({ type: 'array', prefixItems: times(500, (i) => ({ const: i })), minItems: 500 }),
  draft2020({
    type: 'array',
    prefixItems: times(500, (i) => ({ const: i })),
    minItems: 500,
    items: { type: 'string' },
  }),
  orUnproven('incompatible'),
);

// Numbers.
for (const [name, of] of [
  ['1e-300', 1e-300],
  ['2^1000', 2 ** 1000],
  ['1e300', 1e300],
  ['a prime', 1_000_000_007],
]) {
  pair(`multipleOf ${name}`, { type: 'number', multipleOf: of }, { type: 'integer', multipleOf: of }, [
    'incompatible',
    'unproven',
    'compatible',
  ]);
  pair(
    `no multiple of ${name}`,
    { type: 'integer', not: { multipleOf: of } },
    { type: 'integer', not: { multipleOf: 3 } },
    ['incompatible', 'unproven', 'compatible'],
  );
}
pair(
  'multiples of many primes',
  { type: 'integer', allOf: times(60, (i) => ({ multipleOf: 2 ** (i % 50) + 1 })), minimum: 1 },
  { type: 'string' },
  orUnproven('incompatible'),
);
pair(
  'no multiple of many',
  { type: 'integer', allOf: times(200, (i) => ({ not: { multipleOf: i + 2 } })), minimum: 2, maximum: 1e12 },
  { type: 'string' },
  orUnproven('incompatible'),
);
pair(
  'bounds at both ends',
  '{"type":"number","minimum":-1.7976931348623157e308,"maximum":5e-324}',
  '{"type":"number","minimum":-1.7976931348623157e308,"exclusiveMaximum":5e-324}',
  orUnproven('incompatible'),
);
pair('numbers beyond all', '{"type":"number","maximum":1e400}', '{"type":"number","maximum":1e401}', ['unproven']);

// Strings and patterns.
pair(
  'minLength 1e9',
  { type: 'string', minLength: 1e9 },
  { type: 'string', minLength: 2e9 },
  orUnproven('incompatible'),
);
for (const [name, pattern] of [
  ['nested repetition', '^(a+)+$'],
  ['alternatives that overlap', '^(a|a|aa)*b$'],
  ['many optional ones', `^${'a?'.repeat(60)}${'a'.repeat(60)}$`],
  ['a repeated repetition', '^((a{1,100}){1,100}){1,100}$'],
  ['a far look back', '^(a|b)*a(a|b){18}$'],
  ['many looks behind', times(24, (i) => `(?<=[a-z\\u0${(100 + i).toString()}])`).join('')],
  [
    'looks ahead',
    times(20, (i) => `(?=.*${String.fromCharCode(97 + i)})`)
      .join('')
      .replace(/^/, '^') + '.*$',
  ],
  ['a back reference', '^(a*)(b*)\\1\\2$'],
  ['word borders', '(\\b\\w+\\b\\W*){10}'],
  ['2,000 characters', 'a'.repeat(2_000)],
  ['20,000 characters', `^(${times(4_000, (i) => `v${i}`).join('|')})$`],
  ['a repetition of a million', '^a{1000000}$'],
  ['character classes of Unicode', '^[\\p{L}\\p{N}]{1,200}$'],
]) {
  pair(`pattern: ${name}`, { type: 'string', pattern, minLength: 40 }, { type: 'string', pattern, maxLength: 10_000 }, [
    'incompatible',
    'unproven',
    'compatible',
  ]);
  pair(`pattern into a narrower one: ${name}`, { type: 'string', pattern }, { type: 'string', pattern: '^[a-f]*$' }, [
    'incompatible',
    'unproven',
    'compatible',
  ]);
  pair(
    `pattern at names: ${name}`,
    { type: 'object', patternProperties: { [pattern]: { type: 'string' } }, additionalProperties: false },
    { type: 'object', additionalProperties: { type: 'string' } },
    orUnproven('compatible'),
  );
}
pair(
  'a product of patterns',
  { type: 'string', allOf: times(12, (i) => ({ pattern: `^(.{${i + 2}})*$` })) },
  { type: 'string', pattern: '^(.{13})*$' },
  ['incompatible', 'unproven', 'compatible'],
);
pair(
  'a product of far looks back',
  { type: 'string', allOf: times(8, (i) => ({ pattern: `a.{${i + 6}}$` })) },
  { type: 'string', minLength: 30 },
  orUnproven('incompatible'),
);
pair(
  'patternProperties x 20',
  {
    type: 'object',
    patternProperties: Object.fromEntries(times(20, (i) => [`${String.fromCharCode(97 + i)}$`, { minimum: i }])),
  },
  {
    type: 'object',
    patternProperties: Object.fromEntries(times(20, (i) => [`${String.fromCharCode(97 + i)}$`, { minimum: i + 1 }])),
  },
  orUnproven('incompatible'),
);
pair(
  'patternProperties x 20 that overlap',
  {
    type: 'object',
    patternProperties: Object.fromEntries(times(20, (i) => [String.fromCharCode(97 + i), { minimum: i }])),
  },
  {
    type: 'object',
    patternProperties: Object.fromEntries(times(20, (i) => [String.fromCharCode(97 + i), { minimum: i }])),
    minProperties: 3,
  },
  orUnproven('incompatible'),
);
pair(
  'patternProperties x 20, closed',
  {
    type: 'object',
    minProperties: 40,
    patternProperties: Object.fromEntries(times(20, (i) => [`^${String.fromCharCode(97 + i)}.*x`, { minimum: i }])),
    additionalProperties: false,
  },
  { type: 'object', propertyNames: { pattern: 'x' } },
  orUnproven('compatible'),
);

// Recursion of every kind.
const tree = (more) => ({
  $ref: '#/definitions/n',
  definitions: {
    n: {
      type: 'object',
      properties: { left: { $ref: '#/definitions/n' }, right: { $ref: '#/definitions/n' }, ...more },
    },
  },
});
pair('a tree, a field narrowed', tree({ v: { type: 'number' } }), tree({ v: { type: 'integer' } }), INCOMPATIBLE);
pair(
  'a tree, the same',
  tree({ v: { type: 'integer' } }),
  { allOf: [tree({ v: { type: 'integer' } })], definitions: tree({ v: { type: 'number' } }).definitions },
  orUnproven('compatible'),
);
pair(
  'a tree that has no leaves',
  {
    $ref: '#/definitions/n',
    definitions: { n: { type: 'object', properties: { next: { $ref: '#/definitions/n' } }, required: ['next'] } },
  },
  { type: 'string' },
  COMPATIBLE,
);
pair(
  'many that refer to each other',
  {
    $ref: '#/definitions/p0',
    definitions: byName(60, (i) => ({
      type: 'object',
      properties: byName(60, (j) => ({ $ref: `#/definitions/p${(i + j) % 60}` })),
    })),
  },
  {
    $ref: '#/definitions/p0',
    definitions: byName(60, (i) => ({
      type: 'object',
      properties: byName(60, (j) => ({ $ref: `#/definitions/p${(i * j) % 60}` })),
      maxProperties: 59,
    })),
  },
  orUnproven('incompatible'),
);
for (const wrap of ['allOf', 'anyOf', 'oneOf'])
  pair(`endless ${wrap}`, { type: 'integer' }, { [wrap]: [{ $ref: '#' }] }, ['unproven']);
pair('endless not', { not: { $ref: '#' } }, { type: 'integer' }, ['unproven']);
pair(
  'endless by two',
  {
    $ref: '#/definitions/a',
    definitions: { a: { allOf: [{ $ref: '#/definitions/b' }] }, b: { anyOf: [{ $ref: '#/definitions/a' }] } },
  },
  { type: 'integer' },
  ['unproven'],
);
pair(
  'lists in lists, not the same',
  {
    $ref: '#/definitions/l',
    definitions: { l: { type: 'array', items: { $ref: '#/definitions/l' }, uniqueItems: true, minItems: 2 } },
  },
  { type: 'string' },
  orUnproven('compatible'),
);
pair(
  'sets in sets',
  {
    $ref: '#/definitions/l',
    definitions: { l: { type: 'array', items: { $ref: '#/definitions/l' }, uniqueItems: true } },
    minItems: 6,
  },
  { type: 'array', maxItems: 5 },
  orUnproven('incompatible'),
);
pair(
  'dynamic references',
  draft2020({
    $id: 'https://x.example/a',
    $dynamicAnchor: 'n',
    type: 'object',
    properties: { a: { $dynamicRef: '#n' }, b: { $dynamicRef: '#n' } },
  }),
  draft2020({
    $id: 'https://x.example/b',
    $dynamicAnchor: 'n',
    type: 'object',
    properties: { a: { $dynamicRef: '#n' }, b: { $dynamicRef: '#n' }, c: { type: 'string' } },
  }),
  INCOMPATIBLE,
);
pair(
  'unevaluated beside many alternatives',
  draft2020({
    type: 'object',
    anyOf: times(14, (i) => ({ properties: { [`p${i}`]: { type: 'string' } } })),
    unevaluatedProperties: false,
  }),
  draft2020({
    type: 'object',
    anyOf: times(14, (i) => ({ properties: { [`p${i}`]: { type: 'string' } }, required: [`p${i}`] })),
    unevaluatedProperties: false,
  }),
  orUnproven('incompatible'),
);

// Names that JavaScript knows.
pair(
  'names that objects inherit',
  '{"type":"object","required":["__proto__","constructor","toString","hasOwnProperty","valueOf",""],"properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}}}',
  '{"type":"object","required":["__proto__","constructor"],"properties":{"__proto__":{"type":"integer"},"constructor":{"type":"integer"},"":{"type":"string"}}}',
  INCOMPATIBLE,
);
pair(
  'a keyword called __proto__',
  '{"__proto__":{"type":"string"},"properties":{"a":{"__proto__":{"const":1}}}}',
  '{"constructor":{"type":"integer"},"properties":{"a":{"toString":{"const":1}}}}',
  COMPATIBLE,
);
