import { readJsonSchema } from './read-json-schema.js';

const problems = (schema: unknown, references: { name: string; text: string }[] = []) => {
  const reading = readJsonSchema(
    { text: JSON.stringify(schema), references },
    { defaultDialect: '2020-12', isOver: () => false },
  );
  return 'problems' in reading ? reading.problems.map(({ place, reason }) => `${place}: ${reason}`) : [];
};
const WHY =
  'It refers to itself without a step into the event, so no event could ever be judged by it. Take the reference out, or put it under "properties" or "items".';
const def = (name: string) => ({ $ref: `#/$defs/${name}` });

it.each<[string, unknown, string]>([
  ['itself', { $ref: '#' }, ''],
  ['itself, beside other keywords', { type: 'object', allOf: [{ $ref: '#' }] }, ''],
  ['one that refers back', { ...def('a'), $defs: { a: def('b'), b: { allOf: [true, def('a')] } } }, '/$defs/a'],
  ['itself, deep inside', { properties: { a: { items: def('a') } }, $defs: { a: { allOf: [def('a')] } } }, '/$defs/a'],
  ['its opposite', { not: { $ref: '#' } }, ''],
  ['its own condition', { if: { $ref: '#' }, then: { type: 'string' } }, ''],
  ['one of several, of which exactly one must hold', { oneOf: [{ type: 'null' }, { $ref: '#' }] }, ''],
  ['its only alternative', { anyOf: [{ $ref: '#' }] }, ''],
  ['itself, dynamically', { $dynamicAnchor: 'x', allOf: [{ $dynamicRef: '#x' }] }, ''],
  ['itself, as drafts before did', { $schema: 'https://json-schema.org/draft/2019-09/schema', $recursiveRef: '#' }, ''],
])('a schema that refers to %s without end is none', (_what, schema, place) => {
  expect(problems(schema)).toEqual([`${place}: ${WHY}`]);
});

it('is told of a reference by its name', () => {
  const text = JSON.stringify({ $ref: '#/$defs/a', $defs: { a: def('a') } });
  expect(problems({ properties: { x: { $ref: 'other.json' } } }, [{ name: 'other.json', text }])).toEqual([
    `: In the reference "other.json" at /$defs/a: ${WHY}`,
  ]);
});

it.each<[string, unknown]>([
  ['a tree', { properties: { left: { $ref: '#' }, right: { $ref: '#' } } }],
  ['a list of itself', { items: { $ref: '#' } }],
  ['a tree that others may extend', { $dynamicAnchor: 'n', properties: { next: { $dynamicRef: '#n' } } }],
  ['what follows from a condition', { if: { required: ['a'] }, then: { $ref: '#' } }],
  ['an alternative, since some events are judged', { anyOf: [{ type: 'null' }, { $ref: '#' }] }],
  ['a definition that nobody uses', { type: 'string', $defs: { a: def('a') } }],
  ['the same one twice', { allOf: [def('a'), def('a'), { allOf: [def('a')] }], $defs: { a: { type: 'object' } } }],
])('%s is a schema', (_what, schema) => {
  expect(problems(schema)).toEqual([]);
});

it('a chain of references may be long', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => [`d${i}`, i === 19_999 ? {} : def(`d${i + 1}`)] as const);
  expect(problems({ ...def('d0'), $defs: Object.fromEntries(names) })).toEqual([]);
});

it('what is reached by many ways is looked at once', () => {
  const chain = Array.from({ length: 40 }, (_, i) => {
    const next = { $ref: `s${i + 1}` };
    const way = (name: string) => ({ $id: `${name}${i}`, $dynamicAnchor: `k${i}`, $ref: `s${i + 1}` });
    const both = { $id: `s${i}`, anyOf: [{ $ref: `a${i}` }, { $ref: `b${i}` }] };
    return i === 39
      ? { [`s${i}`]: { $id: `s${i}` } }
      : { [`s${i}`]: both, [`a${i}`]: way('a'), [`b${i}`]: way('b'), next };
  });
  const $defs = Object.assign({}, ...chain) as object;
  expect(problems({ $id: 'https://example.org/root', $ref: 's0', $defs })).toEqual([]);
});
